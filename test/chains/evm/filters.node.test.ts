import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageContext } from '../../../src/chains/adapter';
import { filters } from '../../../src/chains/evm/filters';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import type { Json } from '../../../src/core/json';
import { call as send, deploy } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { bsc, ethereum, pageContext, person, transportTo } from './world';

const alice = person();
const transferred = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

describe('filters and subscriptions', () => {
  let chain: EvmChain;
  let token: string;
  let site: PageContext<EvmNetwork>;
  let now = 1_700_000_000_000;

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    token = await deploy(chain, 'Erc20', 'Coin', 'COIN', 18);
  });
  afterAll(() => chain?.stop());
  beforeEach(() => {
    site = { ...pageContext(ethereum, [alice], transportTo(chain.url)), now: () => now };
  });

  const ask = async (method: string, params: Json = [], context = site): Promise<Json> => {
    const entry = filters[method]!;
    if (entry.access !== 'connected') throw new Error('not for connected sites only');
    return entry.handle(context, params);
  };
  const mint = (amount: bigint) => send(chain, token, 'mint(address,uint256)', [alice.address, amount]);
  const heights = (heads: Json) => (heads as readonly { readonly number: string }[]).map(({ number }) => Number(number));
  const height = async () => Number(await chain.rpc('eth_blockNumber'));

  it('tell of each log once, and of all of them again when asked for all', async () => {
    const first = await height();
    const id = await ask('eth_newFilter', [{ fromBlock: `0x${first.toString(16)}`, address: token, topics: [transferred] }]);
    expect(await ask('eth_getFilterChanges', [id])).toEqual([]);
    await mint(1n);
    await mint(2n);
    expect(await ask('eth_getFilterChanges', [id])).toMatchObject([{ address: token.toLowerCase() }, { address: token.toLowerCase() }]);
    expect(await ask('eth_getFilterChanges', [id])).toEqual([]);
    expect(await ask('eth_getFilterLogs', [id])).toHaveLength(2);
    await mint(3n);
    expect(await ask('eth_getFilterChanges', [id])).toHaveLength(1);
  });

  it('tell of new blocks, by hash or as heads without their bodies', async () => {
    const [blocks, heads] = [await ask('eth_newBlockFilter'), await ask('eth_subscribe', ['newHeads'])];
    const before = await height();
    await chain.mine(2);
    const hashes = await ask('eth_getFilterChanges', [blocks]);
    const found = (await ask('eth_getFilterChanges', [heads])) as readonly { readonly hash: string; readonly transactions?: unknown }[];
    expect(heights(found as unknown as Json)).toEqual([before + 1, before + 2]);
    expect(found.map(({ hash }) => hash)).toEqual(hashes);
    expect(found[0]).not.toHaveProperty('transactions');
  });

  it('tell a page that slept long of the newest blocks only', async () => {
    const id = await ask('eth_subscribe', ['newHeads']);
    await chain.mine(50);
    const newest = await height();
    expect(heights(await ask('eth_getFilterChanges', [id]))).toEqual(Array.from({ length: 8 }, (_, index) => newest - 7 + index));
  });

  it('subscribe to the logs that are named', async () => {
    const id = await ask('eth_subscribe', [
      'logs',
      { address: token, topics: [transferred, null, `0x${'0'.repeat(24)}${alice.address.slice(2).toLowerCase()}`] },
    ]);
    const other = await ask('eth_subscribe', ['logs', { address: alice.address }]);
    await mint(4n);
    expect(await ask('eth_getFilterChanges', [id])).toHaveLength(1);
    expect(await ask('eth_getFilterChanges', [other])).toEqual([]);
  });

  it('end when they are told to, when nobody asks for five minutes, and when the site moves to another network', async () => {
    const gone = { code: -32001 };
    const [first, second] = [await ask('eth_subscribe', ['newHeads']), await ask('eth_newBlockFilter')];
    expect(await ask('eth_unsubscribe', [first])).toBe(true);
    expect(await ask('eth_unsubscribe', [first])).toBe(false);
    await expect(ask('eth_getFilterChanges', [first])).rejects.toMatchObject(gone);
    await expect(ask('eth_getFilterChanges', [second], { ...site, network: bsc })).rejects.toMatchObject(gone);
    now += 5 * 60_000;
    await expect(ask('eth_getFilterChanges', [second])).rejects.toMatchObject(gone);
    expect(await ask('eth_uninstallFilter', [second])).toBe(true);
  });

  it('are twenty at most for one site, and none of another site', async () => {
    const ids = [];
    for (let i = 0; i < 20; i++) ids.push(await ask('eth_newBlockFilter'));
    await expect(ask('eth_newBlockFilter')).rejects.toMatchObject({ code: -32005 });
    await ask('eth_uninstallFilter', [ids[0]!]);
    await ask('eth_newBlockFilter');
    const other = { ...pageContext(ethereum, [alice], transportTo(chain.url)), now: () => now };
    await expect(ask('eth_getFilterChanges', [ids[1]!], other)).rejects.toMatchObject({ code: -32001 });
  });

  it.each<[string, Json, number]>([
    ['eth_subscribe', ['newPendingTransactions'], 4200],
    ['eth_subscribe', ['syncing'], 4200],
    ['eth_subscribe', [], -32602],
    ['eth_subscribe', ['logs', { fromBlock: '0x1' }], -32602],
    ['eth_newFilter', [{ topics: 'x' }], -32602],
    ['eth_newFilter', [], -32602],
    ['eth_newBlockFilter', [1], -32602],
    ['eth_getFilterChanges', ['0x1'], -32602],
    ['eth_getFilterChanges', [`0x${'1'.repeat(32)}`], -32001],
    ['eth_getFilterLogs', [null], -32602],
  ])('%s refuses %j with %d', async (method, params, code) => {
    await expect(ask(method, params)).rejects.toMatchObject({ code });
  });
});
