import { AbiCoder } from 'ethers/abi';
import { id } from 'ethers/hash';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IncomingAnswer, Transport } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { NodeError } from '../../../src/core/errors';
import type { AssetId } from '../../../src/core/caip';
import type { Json } from '../../../src/core/json';
import { call, deploy } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { contextOf, ethereum, lying, person, transportTo } from './world';

type Log = { readonly [field: string]: Json };
type Filter = { readonly fromBlock: string; readonly toBlock: string; readonly topics: readonly Json[] };

describe('what came to an address, on a chain that runs', () => {
  let chain: EvmChain;
  let honest: Transport;
  let coin: string;
  let pictures: string;
  let pieces: string;
  let fresh: Json;
  const owner = person().address;
  const sender = person().address;

  const asset = (kind: string, contract: string, id?: string): AssetId => `eip155:1/${kind}:${contract.toLowerCase()}${id === undefined ? '' : `/${id}`}`;
  const look = (cursor?: Json, transport = honest): Promise<IncomingAnswer> => adapter.history!.incoming(contextOf(ethereum, transport), owner, cursor);
  const mint = (amount: bigint, to = owner) => call(chain, coin, 'mint(address,uint256)', [to, amount]);
  const amounts = ({ transfers }: IncomingAnswer) => transfers.map(({ amount }) => amount);

  /** Counts questions, and answers logs only for so many blocks. */
  function limited(most: number, { oldest = 0, dated = true } = {}) {
    const asked: string[] = [];
    const transport: Transport = {
      ...honest,
      async request(method, params) {
        asked.push(method);
        if (method !== 'eth_getLogs') return honest.request(method, params);
        const [{ fromBlock, toBlock }] = params as unknown as readonly [Filter];
        if (Number(toBlock) - Number(fromBlock) + 1 > most) throw new NodeError(-32000, 'block range is too large');
        if (Number(fromBlock) < oldest) throw new NodeError(-32000, 'pruned history unavailable');
        const logs = (await honest.request(method, params)) as readonly Log[];
        return dated ? logs : logs.map(({ blockTimestamp: _, ...log }) => log);
      },
    };
    return { asked, transport };
  }

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    honest = transportTo(chain.url);
    coin = await deploy(chain, 'Erc20', 'Good Coin', 'GOOD', 8);
    pictures = await deploy(chain, 'Erc721');
    pieces = await deploy(chain, 'Erc1155');
    await chain.fund(sender, 10n ** 18n);
    await mint(1_000n, sender);
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    fresh = await chain.rpc('evm_snapshot');
  });
  afterEach(async () => {
    await chain.rpc('evm_revert', [fresh]);
  });

  it('is found for every kind of token, with sender, block and time', async () => {
    await call(chain, coin, 'transfer(address,uint256)', [owner, 5n], sender);
    await call(chain, pictures, 'mint(address,uint256)', [owner, 7n]);
    await call(chain, pieces, 'mint(address,uint256,uint256)', [owner, 2n ** 255n, 40n]);
    const head = Number(await chain.rpc('eth_blockNumber'));
    const { transfers, from } = await look();
    expect(transfers).toMatchObject([
      { asset: asset('erc1155', pieces, String(2n ** 255n)), amount: 40n, block: head },
      { asset: asset('erc721', pictures, '7'), amount: 1n, block: head - 1 },
      { asset: asset('erc20', coin), amount: 5n, from: sender, block: head - 2 },
    ]);
    expect([from, transfers[0]?.from]).toEqual([0, undefined]);
    const { timestamp } = (await chain.rpc('eth_getBlockByNumber', [`0x${head.toString(16)}`, false])) as { timestamp: string };
    expect(transfers[0]!.at).toBe(Number(timestamp) * 1000);
  });

  it('leaves out what the owner sends, to others and to himself, and keeps zeros for others to judge', async () => {
    await mint(10n);
    await chain.fund(owner, 10n ** 18n);
    await call(chain, coin, 'transfer(address,uint256)', [sender, 1n], owner);
    await call(chain, coin, 'transfer(address,uint256)', [owner, 2n], owner);
    await call(chain, coin, 'transfer(address,uint256)', [owner, 0n], sender);
    expect(amounts(await look())).toEqual([0n, 10n]);
  });

  it('costs three requests where something was mined, and one where nothing was', async () => {
    const { asked, transport } = limited(1_000_000);
    await mint(1n);
    const first = await look(undefined, transport);
    expect(asked).toEqual(['eth_blockNumber', 'eth_getLogs', 'eth_getLogs']);
    asked.length = 0;
    const second = await look(first.cursor, transport);
    expect([asked, second.transfers]).toEqual([['eth_blockNumber'], []]);
    asked.length = 0;
    await mint(2n);
    expect(amounts(await look(second.cursor, transport))).toEqual([2n, 1n]);
    expect(asked).toEqual(['eth_blockNumber', 'eth_getLogs', 'eth_getLogs']);
  });

  it('follows the chain where it undoes blocks', async () => {
    await mint(1n);
    await chain.mine(100);
    const before = await chain.rpc('evm_snapshot');
    await mint(2n);
    const first = await look();
    expect(amounts(first)).toEqual([2n, 1n]);
    await chain.rpc('evm_revert', [before]);
    await mint(3n);
    await chain.mine(1);
    const second = await look(first.cursor);
    expect(amounts(second)).toEqual([3n]);
    const [lost, kept] = first.transfers;
    // What was undone is where the second answer is complete; the old one is below.
    expect(lost!.block).toBeGreaterThanOrEqual(second.from);
    expect(kept!.block).toBeLessThan(second.from);
    expect(kept!.block).toBeLessThanOrEqual(second.settled);
  });

  it('begins anew where the whole chain did', async () => {
    await chain.mine(200);
    await mint(1n);
    const first = await look();
    await chain.rpc('evm_revert', [fresh]);
    fresh = await chain.rpc('evm_snapshot');
    await mint(2n);
    const second = await look(first.cursor);
    expect(amounts(second)).toEqual([2n]);
    expect(second.from).toBeLessThanOrEqual(second.transfers[0]!.block);
  });

  it('takes as many blocks as the node answers for, newest first, and the rest at the next looks', async () => {
    await mint(1n);
    await chain.mine(2_000);
    await mint(2n);
    const { asked, transport } = limited(100);
    const found: bigint[] = [];
    let cursor: Json | undefined;
    for (let turn = 0; turn < 20; turn++) {
      asked.length = 0;
      const answer = await look(cursor, transport);
      expect(asked.length).toBeLessThanOrEqual(13);
      if (turn === 0) expect(amounts(answer)).toEqual([2n]);
      found.push(...amounts(answer));
      await chain.mine(1);
      ({ cursor } = answer);
    }
    expect(found.at(-1)).toBe(2n);
    expect(found.filter((amount) => amount === 1n)).toHaveLength(1);
  });

  it('does without the blocks that a node has forgotten', async () => {
    await mint(1n);
    await chain.mine(1_000);
    await mint(2n);
    const { transport } = limited(1_000_000, { oldest: 500 });
    const answer = await look(undefined, transport);
    expect(amounts(answer)).toEqual([2n]);
    await mint(3n);
    expect(amounts(await look(answer.cursor, transport))).toEqual([3n, 2n]);
  });

  it('asks few blocks for their time, each once, and the rest at the next looks', async () => {
    for (let turn = 1n; turn <= 12n; turn++) await mint(turn);
    const { asked, transport } = limited(1_000_000, { dated: false });
    const headers = () => asked.filter((method) => method === 'eth_getBlockByHash').length;
    const first = await look(undefined, transport);
    expect([amounts(first), headers()]).toEqual([[12n, 11n, 10n, 9n, 8n, 7n, 6n, 5n], 8]);
    await mint(13n);
    asked.length = 0;
    const second = await look(first.cursor, transport);
    expect([amounts(second), headers()]).toEqual([[13n, 12n, 11n, 10n, 9n, 8n, 7n, 6n, 5n, 4n, 3n, 2n, 1n], 5]);
    const { timestamp } = (await chain.rpc('eth_getBlockByNumber', [`0x${second.transfers[0]!.block.toString(16)}`, false])) as { timestamp: string };
    expect(second.transfers[0]!.at).toBe(Number(timestamp) * 1000);
  });

  it.each<[string, (log: Log) => Json]>([
    ['no log at all', () => null],
    ['a log without a contract', (log) => ({ ...log, address: '0x' })],
    ['a log without topics', (log) => ({ ...log, topics: [] })],
    ['a log whose data are none', (log) => ({ ...log, data: 'x' })],
  ])('passes over %s', async (_name, forge) => {
    await mint(1n);
    const logs = (await honest.request('eth_getLogs', [{ fromBlock: '0x0', toBlock: 'latest', address: coin }])) as readonly Log[];
    const mine = logs.at(-1)!;
    const answers = lying(honest, { eth_getLogs: (params) => ((params as unknown as readonly Filter[])[0]!.topics.length === 3 ? [forge(mine), mine] : []) });
    expect(amounts(await look(undefined, answers))).toEqual([1n]);
  });

  it('forgets nothing for a node that has fallen far behind', async () => {
    const { cursor } = await look(undefined, lying(honest, { eth_blockNumber: '0xf4240', eth_getLogs: [] }));
    await expect(look(cursor, honest)).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it.each<[string, (log: Log) => Json]>([
    ['a log of blocks that were not asked for', (log) => ({ ...log, blockNumber: '0xffffff' })],
    ['a log of another event', (log) => ({ ...log, topics: [`0x${'11'.repeat(32)}`, ...(log['topics'] as readonly string[]).slice(1)] })],
    [
      'a transfer to somebody else',
      (log) => ({ ...log, topics: (log['topics'] as readonly string[]).map((topic, index) => (index === 2 ? `0x${'22'.repeat(32)}` : topic)) }),
    ],
    ['a log without a transaction', (log) => ({ ...log, transactionHash: '__proto__' })],
    ['a log with a place beyond all blocks', (log) => ({ ...log, logIndex: `0x${'f'.repeat(60)}` })],
    ['numbers that are none', (log) => ({ ...log, blockNumber: -1 })],
  ])('is not taken from a node that answers %s', async (_name, forge) => {
    await mint(1n);
    const logs = (await honest.request('eth_getLogs', [{ fromBlock: '0x0', toBlock: 'latest', address: coin }])) as readonly Log[];
    const mine = logs.at(-1)!;
    const lies = (change: (log: Log) => Json) =>
      lying(honest, { eth_getLogs: (params) => ((params as unknown as readonly Filter[])[0]!.topics.length === 3 ? [change(mine)] : []) });
    expect(
      amounts(
        await look(
          undefined,
          lies((log) => log),
        ),
      ),
    ).toEqual([1n]);
    await expect(look(undefined, lies(forge))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it('is not spoilt by contracts that write what is no transfer', async () => {
    await mint(1n);
    const [good] = (await honest.request('eth_getLogs', [
      { fromBlock: await chain.rpc('eth_blockNumber'), toBlock: 'latest', address: coin },
    ])) as readonly Log[];
    const odd = [
      { ...good!, data: '0x' },
      { ...good!, data: `0x${'ff'.repeat(32)}` },
      { ...good!, data: `0x${'00'.repeat(3_200)}` },
      { ...good!, removed: true },
    ];
    const liar = lying(honest, { eth_getLogs: (params) => ((params as unknown as readonly Filter[])[0]!.topics.length === 3 ? [...odd, good!] : []) });
    expect(amounts(await look(undefined, liar))).toEqual([1n]);
  });

  it('is counted piece by piece where a batch came', async () => {
    await call(chain, pieces, 'mint(address,uint256,uint256)', [owner, 1n, 1n]);
    const [log] = (await honest.request('eth_getLogs', [
      { fromBlock: await chain.rpc('eth_blockNumber'), toBlock: 'latest', address: pieces },
    ])) as readonly Log[];
    const batch = (ids: readonly bigint[], counts: readonly bigint[]) => ({
      ...log!,
      topics: [id('TransferBatch(address,address,address,uint256[],uint256[])'), ...(log!['topics'] as readonly string[]).slice(1)],
      data: AbiCoder.defaultAbiCoder().encode(['uint256[]', 'uint256[]'], [ids, counts]),
    });
    const telling = (log: Json) => lying(honest, { eth_getLogs: (params) => ((params as unknown as readonly Filter[])[0]!.topics.length === 4 ? [log] : []) });
    const { transfers } = await look(undefined, telling(batch([7n, 8n], [2n, 3n])));
    expect(transfers.map(({ asset, amount, index }) => [asset, amount, index.split('.')[1]])).toEqual([
      [asset('erc1155', pieces, '7'), 2n, '0'],
      [asset('erc1155', pieces, '8'), 3n, '1'],
    ]);
    for (const odd of [
      batch([7n], [2n, 3n]),
      { ...batch([1n], [1n]), data: `0x${'ff'.repeat(256)}` },
      batch(Array<bigint>(101).fill(1n), Array<bigint>(101).fill(1n)),
    ])
      expect((await look(undefined, telling(odd))).transfers).toEqual([]);
  });

  it('is refused where a node has no logs, says nothing but logs, or lies about its height', async () => {
    const refusing = (code: number) =>
      lying(honest, {
        eth_getLogs: () => {
          throw new NodeError(code, 'no');
        },
      });
    for (const transport of [refusing(-32601), refusing(-32000), lying(honest, { eth_getLogs: {} }), lying(honest, { eth_blockNumber: `0x${'f'.repeat(64)}` })])
      await expect(look(undefined, transport)).rejects.toMatchObject({ code: 'network/bad-response' });
    let asked = 0;
    const flood = lying(honest, {
      eth_getLogs: () => {
        asked++;
        return Array.from({ length: 6_000 }, () => null);
      },
    });
    await expect(look(undefined, flood)).rejects.toMatchObject({ code: 'network/bad-response' });
    expect(asked).toBeLessThanOrEqual(12);
  });

  it('begins anew with a cursor that is not its own', async () => {
    await mint(1n);
    for (const cursor of [null, 1, 'x', [], {}, { next: -1, window: 1e9, times: {} }, { next: 5, window: 100, times: { x: 1 } }] as readonly Json[])
      expect(amounts(await look(cursor))).toEqual([1n]);
  });
});
