import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namehash } from '../../../src/chains/evm/ens-name';
import { parseAmount } from '../../../src/core/amount';
import { bundledNetworks } from '../../../src/chains/registry';
import type { Json } from '../../../src/core/json';
import { errors } from '../../../src/ui/i18n/en/errors';
import { waiting } from '../../../src/ui/i18n/en/waiting';
import { call, deploy, numberFrom } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { stranger } from '../nodes';
import { chains as shared } from '../chains';
import { launch, type Browser } from './browser';
import { addressOn, createWallet, expectBalance, expectState, go, openWallet, pointAtLocal, sendForm } from './wallet';

const ether = 10n ** 18n;
const to = stranger(shared.ethereum);
const [ethereum, optimism, okt, polygon] = ['eip155:1', 'eip155:10', 'eip155:66', 'eip155:137'] as const;

let browser: Browser;
let page: Page;
let own: string;
/** Chains of this file's own: it stops their mining, and takes blocks back. */
let chains: readonly EvmChain[];
const chain = (network: string): EvmChain => chains.find((one) => one.network === network)!;

beforeAll(async () => {
  chains = await Promise.all([1, 10, 66, 137].map((chainId) => startEvm({ chainId })));
  browser = await launch();
  await createWallet(browser);
  page = await openWallet(browser);
  for (const { network, url } of chains) await pointAtLocal(page, network, url);
  own = await addressOn(page, ethereum);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(chains.map((one) => one.stop()));
});

const balance = async (network: string, address: string) => BigInt(String(await chain(network).rpc('eth_getBalance', [address, 'latest'])));
const shownId = async () => (await page.getByTestId('transaction-id').innerText()).replace(/\s/g, '');

async function fill(asset: string, recipient: string, amount: string): Promise<void> {
  await go(page, `/send/${asset}`);
  await page.getByTestId('send-to').fill(recipient);
  if (amount === 'max') await page.getByTestId('send-max').click();
  else await page.getByTestId('send-amount').fill(amount);
}

/** What the node keeps of the transaction on the screen. */
async function onChain(network: string): Promise<Readonly<Record<string, string>>> {
  return (await chain(network).rpc('eth_getTransactionByHash', [await shownId()])) as Readonly<Record<string, string>>;
}

describe('a network with prices of its own', () => {
  /** wei that OP Mainnet takes for the smallest transaction: 16 gas for each of the 100 bytes that it counts as (Fjord), times these two. */
  const [l1BaseFee, l1Scalar] = [20_000_000_000n, 1_014_213n];
  const dataFee = (100n * 16n * l1Scalar * l1BaseFee) / 1_000_000n;
  const word = (value: bigint) => value.toString(16).padStart(64, '0');

  /** Polygon's validators take no tip below 25 gwei: all that its blocks hold pays more. */
  async function busyPolygon(): Promise<void> {
    const [other] = (await chain(polygon).rpc('eth_accounts')) as readonly string[];
    const price = { maxFeePerGas: '0x174876e800', maxPriorityFeePerGas: '0x6fc23ac00' };
    for (let blocks = 0; blocks < 3; blocks++) {
      await chain(polygon).rpc('eth_sendTransaction', [{ from: other!, to, value: '0x1', ...price }]);
      await chain(polygon).mine(1);
    }
  }

  /** anvil takes the data fee, and lacks the contract that tells it: this one tells a constant. https://specs.optimism.io/protocol/predeploys.html */
  async function dearOptimism(): Promise<void> {
    const { rpc, fund, mine } = chain(optimism);
    const block = '0x4200000000000000000000000000000000000015';
    await rpc('anvil_setStorageAt', [block, '0x1', `0x${word(l1BaseFee)}`]);
    await rpc('anvil_setStorageAt', [block, '0x3', `0x${word(l1Scalar << 96n)}`]);
    await rpc('anvil_setCode', ['0x420000000000000000000000000000000000000F', `0x36602511157f${word(dataFee)}025f5260205ff3`]);
    await mine(1);
    // It takes the fee of an `eth_call` as well, from nobody; real nodes do not.
    await fund(`0x${'0'.repeat(40)}`, 1_000n * ether);
  }

  it.each([
    { network: polygon, prepare: busyPolygon, type: '0x2', least: { maxPriorityFeePerGas: 30_000_000_000n }, left: 0n },
    { network: okt, prepare: async () => undefined, type: '0x0', least: { gasPrice: 110_000_000n }, left: 0n },
    // What was kept aside for a dearer layer 1: docs/decisions/0015.
    { network: optimism, prepare: dearOptimism, type: '0x2', least: {}, left: (dataFee * 17n + 63n) / 64n },
  ])(
    '$network: an amount arrives, and Max leaves nothing that could have been sent',
    async ({ network, prepare, type, least, left }) => {
      const { symbol } = bundledNetworks.find(({ id }) => id === network)!.currency;
      await prepare();
      await chain(network).fund(own, 3n * ether);
      await expectBalance(page, network, `3 ${symbol}`);
      const before = await balance(network, to);

      await fill(network, to, '1.25');
      await sendForm(page);
      expect((await balance(network, to)) - before).toBe((ether * 5n) / 4n);
      const sent = await onChain(network);
      expect(sent['type']).toBe(type);
      for (const [field, price] of Object.entries(least)) expect(BigInt(sent[field]!), field).toBeGreaterThanOrEqual(price);
      // What the wallet shows as paid is what is gone; of the data fee this node's receipts say nothing.
      const paid = parseAmount((await page.getByTestId('fee-paid').locator('dd').innerText()).split(/\s/)[0]!, 18);
      expect(paid).toBe(3n * ether - (ether * 5n) / 4n - (await balance(network, own)) - (network === optimism ? dataFee : 0n));

      await fill(network, to, 'max');
      await sendForm(page);
      expect(await balance(network, own)).toBe(left);
      expect(await balance(network, to)).toBeGreaterThan(before + (ether * 29n) / 10n);
    },
    60_000,
  );
});

describe('on Ethereum', () => {
  beforeAll(async () => {
    await chain(ethereum).fund(own, 5n * ether);
    await expectBalance(page, ethereum, '5 ETH');
  });

  describe('a name', () => {
    const registry = '0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e';
    let resolver: string;
    const stands = (name: string, address: string) => call(chain(ethereum), resolver, 'set(bytes32,uint256,bytes)', [namehash(name), 60, address]);

    beforeAll(async () => {
      const { rpc } = chain(ethereum);
      resolver = await deploy(chain(ethereum), 'NameResolver');
      await rpc('anvil_setCode', [registry, await rpc('eth_getCode', [await deploy(chain(ethereum), 'NameRegistry'), 'latest'])]);
      await call(chain(ethereum), registry, 'setResolver(bytes32,address)', [namehash('friend.eth'), resolver]);
    });

    it('that is typed shows its address, and that is who gets the coins', async () => {
      await stands('friend.eth', to);
      const before = await balance(ethereum, to);
      await fill(ethereum, 'Friend.eth', '0.5');
      const named = page.getByTestId('named-address');
      await named.waitFor();
      expect((await named.innerText()).replace(/\s/g, '')).toBe(`friend.eth${to}`);
      await page.getByTestId('review').click();
      await page.getByTestId('approve').waitFor();
      expect(await page.getByTestId('party-name').innerText()).toBe('friend.eth');
      expect((await page.getByTestId('party').innerText()).replace(/\s/g, '')).toBe(to);
      await page.getByTestId('approve').click();
      await expectState(page, 'confirmed', 'final');
      expect((await balance(ethereum, to)) - before).toBe(ether / 2n);
    });

    it('that has come to stand for somebody else is not paid: not when it is reviewed, and not when it is signed', async () => {
      const thief = stranger(shared.ethereum, 7);
      const [before, stolen] = [await balance(ethereum, to), await balance(ethereum, thief)];
      await fill(ethereum, 'friend.eth', '0.5');
      await page.locator('[data-testid="review"]:enabled').waitFor();
      await stands('friend.eth', thief);
      await page.getByTestId('review').click();
      await page.getByText(errors['recipient/name-changed']).waitFor();
      expect(await page.getByTestId('approve').count()).toBe(0);

      await stands('friend.eth', to);
      await page.getByTestId('review').click();
      await page.getByTestId('approve').waitFor();
      await stands('friend.eth', thief);
      await page.getByTestId('approve').click();
      await page.getByText(errors['recipient/name-changed']).waitFor();
      expect([await balance(ethereum, to), await balance(ethereum, thief)]).toEqual([before, stolen]);
    });
  });

  it('what the contract takes back after it was signed is shown as failed', async () => {
    const { rpc, mine } = chain(ethereum);
    const coin = await deploy(chain(ethereum), 'Erc20', 'Good Coin', 'GOOD', 8);
    await call(chain(ethereum), coin, 'mint(address,uint256)', [own, 1_000_000_000n]);
    await go(page, `/tokens/add/${ethereum}`);
    await page.getByTestId('token-address').fill(coin);
    await page.locator('[data-testid="add"]:enabled').click();
    await page.getByTestId(`balance-${ethereum}/erc20:${coin.toLowerCase()}`).waitFor();
    const frozen = await rpc('eth_getCode', [await deploy(chain(ethereum), 'Freezes', 'Good Coin', 'GOOD', 8), 'latest']);
    await rpc('evm_setAutomine', [false]);
    await fill(`${ethereum}/erc20:${coin.toLowerCase()}`, to, '4');
    await page.getByTestId('review').click();
    await page.getByTestId('approve').click();
    await expectState(page, 'pending');
    await rpc('anvil_setCode', [coin, frozen]);
    await mine(1);
    await rpc('evm_setAutomine', [true]);
    await expectState(page, 'failed');
    expect(((await rpc('eth_getTransactionReceipt', [await shownId()])) as { readonly status: Json }).status).toBe('0x0');
    expect(await numberFrom(chain(ethereum), coin, 'balanceOf(address)', [to])).toBe(0n);
  });

  it('what was in a block that the chain takes back waits again, is sent again, and is found in another block', async () => {
    const { rpc, mine } = chain(ethereum);
    const before = await balance(ethereum, to);
    const earlier = await rpc('evm_snapshot');
    await fill(ethereum, to, '0.75');
    await sendForm(page);
    const id = await shownId();
    const first = await onChain(ethereum);

    expect(await rpc('evm_revert', [earlier])).toBe(true);
    expect(await rpc('eth_getTransactionByHash', [id])).toBeNull();
    expect(await balance(ethereum, to)).toBe(before);
    // A block of others comes in the place of the one that is gone.
    await mine(1);
    await rpc('evm_setAutomine', [false]);
    await go(page, '/activity');
    await page.locator('[data-testid="look"]:enabled').click();
    await page.locator('[data-testid="look"]:enabled').waitFor();
    await go(page, `/activity/${ethereum}/${id}`);
    await expectState(page, 'pending');
    await page.getByText(waiting.undone).waitFor();
    await expect.poll(() => rpc('eth_getTransactionByHash', [id])).toMatchObject({ blockNumber: null });

    await mine(1);
    await rpc('evm_setAutomine', [true]);
    await expectState(page, 'confirmed', 'final');
    expect(Number((await onChain(ethereum))['blockNumber'])).toBe(Number(first['blockNumber']) + 1);
    expect((await balance(ethereum, to)) - before).toBe((ether * 3n) / 4n);
  });
});
