import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { AssetId, ChainId } from '../../src/core/caip';
import type { ErrorCode } from '../../src/core/errors';
import { call, deploy } from '../contracts/deploy';
import { startCounted, type Counted } from '../devnet/counted';
import { startEvm, type EvmChain } from '../devnet/evm';
import { makeWorld, type World } from '../fakes/world';

const anvil: ChainId = 'eip155:31337';

describe('the tokens of an account, on a chain that runs', () => {
  let chain: EvmChain;
  let node: Counted;
  let world: World;
  let owner: string;
  let coin: string;
  let bait: string;
  let pictures: string;

  const api = () => world.now.api;
  const erc20 = (contract: string): AssetId => `${anvil}/erc20:${contract.toLowerCase()}`;
  const row = async () => (await api().balances.list()).find(({ network }) => network === anvil)!;
  const code = (promise: Promise<unknown>): Promise<ErrorCode | 'done'> =>
    promise.then(
      () => 'done' as const,
      (error: { code: ErrorCode }) => error.code,
    );

  beforeAll(async () => {
    chain = await startEvm({ chainId: 31337 });
    node = await startCounted(chain.url);
    coin = await deploy(chain, 'Erc20', 'Good Coin', 'GOOD', 8);
    bait = await deploy(chain, 'Erc20', 'Εthereum', 'ΕTH', 18);
    pictures = await deploy(chain, 'Erc721');
  });
  afterAll(async () => {
    await node?.stop();
    await chain?.stop();
  });
  beforeEach(async () => {
    node.forget();
    world = await makeWorld({ loadAdapter });
    await api().networks.setEnabled(anvil, true);
    await api().networks.setEndpoints(anvil, [node.url]);
    owner = (await api().accounts.list())[0]!.addresses[anvil]!;
  });

  it('are found, checked and added by address, and then read with the coin', async () => {
    await call(chain, coin, 'mint(address,uint256)', [owner, 500n]);
    expect(await api().tokens.look(anvil, coin)).toEqual({
      token: { asset: erc20(coin), standard: 'fungible', symbol: 'GOOD', name: 'Good Coin', decimals: 8 },
      source: 'user',
      listed: false,
      amount: 500n,
    });
    expect((await row()).tokens).toEqual([]);
    await api().tokens.add(erc20(coin));
    await api().balances.refresh([anvil]);
    expect((await row()).tokens).toMatchObject([{ symbol: 'GOOD', decimals: 8, amount: 500n, source: 'user', pinned: true }]);
    expect(await api().tokens.look(anvil, coin)).toMatchObject({ listed: true });
    world.kill();
    expect((await row()).tokens).toMatchObject([{ symbol: 'GOOD', amount: 500n }]);
  });

  it('can be hidden, shown again and removed', async () => {
    await api().tokens.add(erc20(coin));
    await api().tokens.hide(erc20(coin));
    expect((await row()).tokens).toEqual([]);
    expect(await api().tokens.list(anvil)).toMatchObject([{ symbol: 'GOOD', hidden: true }]);
    await api().tokens.show(erc20(coin));
    expect((await row()).tokens).toHaveLength(1);
    await api().tokens.remove(erc20(coin));
    expect([(await row()).tokens, await api().tokens.list(anvil)]).toEqual([[], []]);
  });

  it('are flagged where they look like what they are not', async () => {
    expect(await api().tokens.look(anvil, bait)).toMatchObject({ resembles: { symbol: 'ETH' } });
  });

  it('never appear by themselves', async () => {
    const spam = await deploy(chain, 'Erc20', 'visit claim.example', 'CLAIM', 18);
    await call(chain, spam, 'mint(address,uint256)', [owner, 10n ** 30n]);
    await api().balances.refresh([anvil]);
    expect((await row()).tokens).toEqual([]);
  });

  it('are refused where there are none, with the reason', async () => {
    expect(await code(api().tokens.look(anvil, 'nonsense'))).toBe('address/invalid');
    expect(await code(api().tokens.look(anvil, owner))).toBe('token/absent');
    expect(await code(api().tokens.look(anvil, pictures))).toBe('token/id-missing');
    expect(await code(api().tokens.look('bip122:000000000019d6689c085ae165831e93', coin))).toBe('chain/unsupported');
    expect(await code(api().tokens.add(erc20(owner)))).toBe('token/absent');
    expect(await code(api().tokens.add(`${anvil}/slip44:60`))).toBe('token/native');
    expect(await code(api().tokens.add('__proto__' as AssetId))).toBe('token/absent');
    expect(await code(api().tokens.hide(null as never))).toBe('token/absent');
  });

  it('are sent, and named where they are asked about and remembered', async () => {
    await chain.fund(owner, 10n ** 18n);
    await call(chain, coin, 'mint(address,uint256)', [owner, 700n]);
    const to = '0x000000000000000000000000000000000000dEaD';
    // Nobody added it: what the contract says of itself is shown as such.
    const id = await api().send.prepare({ network: anvil, to, amount: 7n, asset: erc20(coin) }, 'normal');
    const approval = await api().approvals.get(id);
    expect(approval.assets).toEqual({ [erc20(coin)]: { symbol: 'GOOD', name: 'Good Coin', decimals: 8, standard: 'fungible', source: 'chain' } });
    expect(approval.subject).toMatchObject({ kind: 'transaction', preview: { changes: [{ asset: erc20(coin), amount: 7n, party: to }] } });
    await api().tokens.add(erc20(coin));
    expect((await api().approvals.get(id)).assets).toMatchObject({ [erc20(coin)]: { source: 'user' } });
    await api().approvals.approve(id, approval.digest);
    expect((await api().activity.list())[0]).toMatchObject({ assets: { [erc20(coin)]: { symbol: 'GOOD', decimals: 8 } } });
    const quote = await api().send.quote({ network: anvil, to, amount: 'max', asset: erc20(coin) });
    expect(quote.amounts.normal).toBeGreaterThan(0n);
    expect(await code(api().send.quote({ network: anvil, to, amount: 1n, asset: 'eip155:1/erc20:0x6b175474e89094c44da98b954eedeac495271d0f' }))).toBe(
      'transaction/invalid',
    );
  });

  it('cost two requests at most per refresh, however many there are up to 200', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `0x${(index + 1).toString(16).padStart(40, '0')}`);
    const code = await chain.rpc('eth_getCode', [coin, 'latest']);
    for (const address of many.slice(10)) await chain.rpc('anvil_setCode', [address, code]);
    const facts = { standard: 'fungible', symbol: 'T', name: 'T', decimals: 18 };
    await world.platform.local.set('tokens', { v: 1, data: { own: Object.fromEntries(many.map((address) => [erc20(address), facts])), hidden: [] } });
    // The endpoint is asked once which chain it serves, for as long as the worker lives.
    await api().balances.refresh([anvil]);
    // And beside the balances, once a minute, what came.
    await api().activity.refresh();
    node.forget();
    await api().balances.refresh([anvil]);
    expect(node.asked().length).toBeLessThanOrEqual(2);
    expect(node.asked()).toEqual(['eth_call']);
    expect((await row()).tokens).toHaveLength(200);
  });
});
