import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IncomingAnswer, Transport } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { explorerOf, type Fields } from './explorer';
import { contextOf, ethereum, ether, person, transportTo } from './world';

describe('coins that came, named by an API and checked at the node', () => {
  let chain: EvmChain;
  let honest: Transport;
  let payer: string;
  let owner: string;

  const look = (indexer: Transport | undefined, cursor?: Json, transport = honest): Promise<IncomingAnswer> =>
    adapter.history!.incoming({ ...contextOf(ethereum, transport), ...(indexer && { indexer }) }, owner, cursor);
  const pay = async (amount: bigint, to = owner, from = payer): Promise<string> => {
    const hash = String(await chain.rpc('eth_sendTransaction', [{ from, to, value: `0x${amount.toString(16)}` }]));
    await mined(hash);
    return hash;
  };
  /** Anvil mines after it has answered. */
  async function mined(hash: string): Promise<Fields> {
    for (const deadline = performance.now() + 20_000; performance.now() < deadline;) {
      const receipt = (await chain.rpc('eth_getTransactionReceipt', [hash])) as Fields | null;
      if (receipt) return receipt;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('never mined');
  }
  const amounts = ({ transfers }: IncomingAnswer) => transfers.map(({ amount }) => amount);

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    honest = transportTo(chain.url);
    [payer] = (await chain.rpc('eth_accounts')) as unknown as readonly [string];
  });
  afterAll(() => chain?.stop());
  beforeEach(() => {
    owner = person().address;
  });

  it('are found with sender, amount, block and time', async () => {
    const id = await pay(5n * ether);
    const head = Number(await chain.rpc('eth_blockNumber'));
    const { timestamp } = (await chain.rpc('eth_getBlockByNumber', ['latest', false])) as { timestamp: string };
    const { transfers } = await look(explorerOf(chain));
    expect(transfers).toEqual([
      { id, index: 'coin', asset: 'eip155:1/slip44:60', amount: 5n * ether, from: expect.any(String) as string, block: head, at: Number(timestamp) * 1000 },
    ]);
    expect(transfers[0]!.from!.toLowerCase()).toBe(payer.toLowerCase());
    expect(amounts(await look(undefined))).toEqual([]);
  });

  it('are asked for from where the last look ended, and stay while the API is away', async () => {
    await pay(1n);
    const explorer = explorerOf(chain);
    const first = await look(explorer);
    expect((await look(explorer, first.cursor)).transfers).toEqual([]);
    expect(explorer.asked).toHaveLength(1);
    await chain.mine(1);
    const away: Transport = { ...explorer, get: () => Promise.reject(new NodeError(404, 'gone')) };
    const second = await look(away, first.cursor);
    // The block may still be undone: the answer holds it again, without the API's help.
    expect([amounts(second), second.from <= first.transfers[0]!.block]).toEqual([[1n], true]);
    await pay(2n);
    expect(amounts(await look(explorer, second.cursor))).toEqual([1n, 2n]);
    await chain.mine(100);
    const later = await look(explorer, second.cursor);
    await chain.mine(1);
    await look(explorer, later.cursor);
    // Final by now: not asked for again.
    expect(Number(new URLSearchParams(explorer.asked.at(-1)).get('startblock'))).toBeGreaterThan(first.transfers[0]!.block);
  });

  it('go when the chain undoes them', async () => {
    const before = await chain.rpc('evm_snapshot');
    await pay(3n);
    const first = await look(explorerOf(chain));
    await chain.rpc('evm_revert', [before]);
    await chain.mine(2);
    const second = await look(explorerOf(chain), first.cursor);
    expect([amounts(first), amounts(second), second.from <= first.transfers[0]!.block]).toEqual([[3n], [], true]);
  });

  it('are a few at a time, and all in the end', async () => {
    for (let turn = 1n; turn <= 12n; turn++) await pay(turn);
    const found = new Set<bigint>();
    let cursor: Json | undefined;
    for (let turn = 0; turn < 4; turn++) {
      await chain.mine(70);
      const answer = await look(explorerOf(chain), cursor);
      expect(answer.transfers.length).toBeLessThanOrEqual(8);
      for (const amount of amounts(answer)) found.add(amount);
      ({ cursor } = answer);
    }
    expect(found.size).toBe(12);
  });

  it.each<[string, (entries: readonly Fields[]) => Json]>([
    ['a larger amount', (entries) => entries.map((entry) => ({ ...entry, value: '999' }))],
    ['another sender and time', (entries) => entries.map((entry) => ({ ...entry, from: `0x${'99'.repeat(20)}`, timeStamp: '9999999999' }))],
  ])('are what the node says where the API says %s', async (_name, lie) => {
    await pay(7n);
    expect(amounts(await look(explorerOf(chain, lie)))).toEqual([7n]);
  });

  it('are not taken from an API that names what never was, was sent to others, or is no list', async () => {
    const elsewhere = await pay(7n, person().address);
    const invent = (hash: Json) => () => [{ hash, from: payer, to: owner, value: '5', blockNumber: String(1), isError: '0' }];
    for (const lie of [invent(`0x${'12'.repeat(32)}`), invent(elsewhere), invent('__proto__'), () => 'rate limit', () => null, () => [null, 1, 'x', []]])
      expect(amounts(await look(explorerOf(chain, lie)))).toEqual([]);
  });

  it('are not taken from a transaction that failed', async () => {
    // A contract that takes nothing: its code is one REVERT.
    await chain.rpc('anvil_setCode', [owner, '0x60006000fd']);
    const hash = String(await chain.rpc('eth_sendTransaction', [{ from: payer, to: owner, value: '0x5', gas: '0x186a0' }]));
    expect((await mined(hash))['status']).toBe('0x0');
    expect(amounts(await look(explorerOf(chain)))).toEqual([]);
  });
});
