import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainContext, Intent } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import type { AssetId } from '../../../src/core/caip';
import type { ErrorCode } from '../../../src/core/errors';
import { call, deploy, numberFrom, type ContractName } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { bsc, contextOf, ether, ethereum, lying, person, transportTo } from './world';

const { transactions, fees } = adapter;
const owned = 1_000_000n;

describe.each([ethereum, bsc])('sending tokens on $name', (network) => {
  let chain: EvmChain;
  let context: ChainContext<EvmNetwork>;
  const alice = person();
  const bob = person().address;
  const at = {} as Record<ContractName, string>;

  const erc20 = (name: ContractName): AssetId => `${network.id}/erc20:${at[name].toLowerCase()}`;
  const transfer = (asset: AssetId, amount: bigint | 'max', to = bob, from = alice): Intent => ({ type: 'transfer', from: from.address, to, asset, amount });
  async function build(intent: Intent, on = context) {
    const options = await fees.quote(on, intent);
    return transactions.build(
      on,
      intent,
      options.find(({ speed }) => speed === 'normal')!,
    );
  }
  const code = (intent: Intent, on = context): Promise<ErrorCode | 'built'> =>
    build(intent, on).then(
      () => 'built' as const,
      (error: { code: ErrorCode }) => error.code,
    );
  async function send(intent: Intent) {
    const draft = await build(intent);
    const preview = transactions.preview(draft, network);
    const signed = await transactions.sign(draft, network, alice.signers);
    await transactions.broadcast(context, signed);
    for (let i = 0; i < 200; i++) {
      const status = await transactions.track(context, signed);
      if (status.state !== 'pending') return { preview, status };
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('never mined');
  }
  const balance = (name: ContractName, owner: string) => numberFrom(chain, at[name], 'balanceOf(address)', [owner]);

  beforeAll(async () => {
    chain = await startEvm({ chainId: Number(network.id.split(':')[1]) });
    context = contextOf(network, transportTo(chain.url));
    await chain.fund(alice.address, ether);
    at.Erc20 = await deploy(chain, 'Erc20', 'Good Coin', 'GOOD', 8);
    for (const name of ['SaysNothing', 'SaysFalse', 'TakesFee', 'Freezes'] as const) at[name] = await deploy(chain, name);
    for (const name of ['Erc20', 'SaysNothing', 'SaysFalse', 'TakesFee', 'Freezes'] as const)
      await call(chain, at[name], 'mint(address,uint256)', [alice.address, owned]);
    for (const name of ['Erc721', 'Erc1155'] as const) at[name] = await deploy(chain, name);
    await call(chain, at.Erc721, 'mint(address,uint256)', [alice.address, 42]);
    await call(chain, at.Erc721, 'mint(address,uint256)', [bob, 43]);
    await call(chain, at.Erc1155, 'mint(address,uint256,uint256)', [alice.address, 9, 5]);
  });
  afterAll(() => chain?.stop());

  it.each(['Erc20', 'SaysNothing'] as const)('sends %s, shown from the bytes, and pays the fee in the coin', async (name) => {
    const { preview, status } = await send(transfer(erc20(name), 1_234n));
    expect(preview).toMatchObject({ title: 'send', changes: [{ direction: 'out', asset: erc20(name), amount: 1_234n, party: bob }], warnings: [] });
    expect(preview.changes).toHaveLength(1);
    expect(status).toMatchObject({ state: 'confirmed' });
    expect([await balance(name, bob), await balance(name, alice.address)]).toEqual([1_234n, owned - 1_234n]);
  });

  it('sends all of a token, and nothing of the coin', async () => {
    const before = await numberFrom(chain, at.Erc20, 'balanceOf(address)', [alice.address]);
    const { preview } = await send(transfer(erc20('Erc20'), 'max'));
    expect(preview.changes).toEqual([{ direction: 'out', asset: erc20('Erc20'), amount: before, party: bob }]);
    expect(await balance('Erc20', alice.address)).toBe(0n);
    expect(await code(transfer(erc20('Erc20'), 'max'))).toBe('amount/insufficient');
  });

  it('sends a token that keeps a part of it: what arrives is its own affair', async () => {
    expect((await send(transfer(erc20('TakesFee'), 10_000n))).status).toMatchObject({ state: 'confirmed' });
    expect(await balance('TakesFee', bob)).toBe(9_900n);
  });

  it('sends pieces of collections', async () => {
    const piece: AssetId = `${network.id}/erc721:${at.Erc721.toLowerCase()}/42`;
    const some: AssetId = `${network.id}/erc1155:${at.Erc1155.toLowerCase()}/9`;
    expect((await send(transfer(some, 2n))).preview.changes).toEqual([{ direction: 'out', asset: some, amount: 2n, party: bob }]);
    expect((await send(transfer(some, 'max'))).preview.changes).toEqual([{ direction: 'out', asset: some, amount: 3n, party: bob }]);
    expect(await numberFrom(chain, at.Erc1155, 'balanceOf(address,uint256)', [bob, 9])).toBe(5n);
    expect((await send(transfer(piece, 1n))).preview).toMatchObject({ title: 'send', changes: [{ direction: 'out', asset: piece, amount: 1n, party: bob }] });
    expect(await numberFrom(chain, at.Erc721, 'ownerOf(uint256)', [42])).toBe(BigInt(bob));
  });

  it('refuses what would fail or be lost, before anything is signed', async () => {
    const token = erc20('SaysNothing');
    expect(await code(transfer(token, 0n))).toBe('amount/zero');
    expect(await code(transfer(token, owned))).toBe('amount/insufficient');
    expect(await code(transfer(token, 1n, at.SaysNothing))).toBe('address/not-payable');
    expect(await code(transfer(token, 1n, `0x${'0'.repeat(40)}`))).toBe('address/not-payable');
    expect(await code(transfer(erc20('SaysFalse'), 1n))).toBe('transaction/would-fail');
    expect(await code(transfer(erc20('Freezes'), 1n))).toBe('transaction/would-fail');
    expect(await code(transfer(`${network.id}/erc721:${at.Erc721.toLowerCase()}/43`, 1n))).toBe('amount/insufficient');
    // No contract there, one of another network, and asset ids that name nothing.
    expect(await code(transfer(`${network.id}/erc20:${person().address.toLowerCase()}`, 1n))).toBe('network/bad-response');
    expect(await code(transfer(`eip155:5/erc20:${at.Erc20.toLowerCase()}`, 1n))).toBe('transaction/invalid');
    expect(await code(transfer(`${network.id}/erc20:${at.Erc20.toUpperCase()}` as AssetId, 1n))).toBe('transaction/invalid');
    expect(await code(transfer(`${network.id}/erc20:${at.Erc20.toLowerCase()}/1`, 1n))).toBe('transaction/invalid');
  });

  it('refuses a transfer whose fee the coin cannot pay', async () => {
    const poor = person();
    await call(chain, at.SaysNothing, 'mint(address,uint256)', [poor.address, 5n]);
    expect(await code(transfer(erc20('SaysNothing'), 5n, bob, poor))).toBe('fee/insufficient');
    await chain.fund(poor.address, ether);
    expect(await code(transfer(erc20('SaysNothing'), 5n, bob, poor))).toBe('built');
  });

  it.each(['0x', '0x1', null, {}, `0x${'f'.repeat(64)}`, `0x${'0'.repeat(65)}1`, '<html>'])(
    'moves what was meant or nothing when the node says %j of balances',
    async (lie) => {
      const liar = { ...context, transport: lying(context.transport, { eth_call: lie as never }) };
      expect(await code(transfer(erc20('SaysNothing'), 1n), liar)).toMatch(/^(network\/bad-response|transaction\/would-fail)$/);
    },
  );
});
