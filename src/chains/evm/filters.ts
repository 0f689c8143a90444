import * as v from 'valibot';
import { PageError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { PageContext, PageMethod } from '../adapter';
import { refusals } from '../refusals';
import { type blockRange, logCriteria, logRange } from './criteria';
import { evm } from './family';
import type { EvmNetwork } from './networks';
import { quantity, read as readQuantity } from './node';
import { passOn } from './reads';

type Context = PageContext<EvmNetwork>;

const { failure, read } = refusals(evm);

/**
 * `eth_newFilter` and its kin. The wallet keeps what a page looks for and where it stopped looking, and asks the node for ordinary logs and
 * blocks: nodes forget filters, and another endpoint never heard of them. `eth_subscribe` is a filter that the page's provider asks about.
 */
export const filters: Readonly<Record<string, PageMethod<EvmNetwork>>> = {
  eth_newFilter: {
    access: 'connected',
    handle: async (context, params) => begin(context, { kind: 'logs', criteria: read(v.strictTuple([logRange]), params)[0] }),
  },
  eth_newBlockFilter: {
    access: 'connected',
    handle: async (context, params) => {
      read(v.nullable(v.strictTuple([])), params);
      return begin(context, { kind: 'blocks' });
    },
  },
  eth_subscribe: { access: 'connected', handle: async (context, params) => begin(context, subscriptionOf(params)) },
  eth_getFilterChanges: { access: 'connected', handle: async (context, params) => changes(context, idIn(params)) },
  eth_getFilterLogs: { access: 'connected', handle: async (context, params) => allLogs(context, idIn(params)) },
  eth_uninstallFilter: { access: 'connected', handle: async (context, params) => end(context, idIn(params)) },
  eth_unsubscribe: { access: 'connected', handle: async (context, params) => end(context, idIn(params)) },
};

type Criteria = v.InferOutput<typeof logRange>;
type Sought = { readonly kind: 'logs'; readonly criteria: Criteria } | { readonly kind: 'blocks' | 'heads' };
/** `next`: the first block that was not looked at. `askedAt`: Unix ms. */
type Filter = Sought & { readonly id: string; readonly network: string; readonly next: number; readonly askedAt: number };

/** As go-ethereum keeps them. */
const lifetime = 5 * 60_000;
/** Of one site, in all its tabs. */
const most = 20;
/** Blocks that are told of at once; a page that slept longer hears of the newest. */
const mostBlocks = 8;

function subscriptionOf(params: Json): Sought {
  const [kind, criteria] = read(v.union([v.strictTuple([v.string()]), v.strictTuple([v.string(), v.looseObject({})])]), params);
  if (kind === 'newHeads') return { kind: 'heads' };
  if (kind !== 'logs') throw failure('unsupported', 'Only newHeads and logs can be subscribed to.');
  return { kind: 'logs', criteria: read(logCriteria, (criteria ?? {}) as Json) };
}

const idIn = (params: Json): string => read(v.strictTuple([v.pipe(v.string(), v.regex(/^0x[0-9a-f]{32}$/))]), params)[0];

async function begin(context: Context, sought: Sought): Promise<string> {
  const id = `0x${crypto.randomUUID().replaceAll('-', '')}`;
  const askedAt = context.now();
  const next = (await height(context)) + 1;
  await context.memory.update((kept) => {
    const alive = filtersIn(kept).filter((filter) => isAlive(filter, askedAt));
    if (alive.length >= most) throw failure('limit', `A site has at most ${most} filters and subscriptions.`);
    return [...alive, { ...sought, id, network: context.network.id, next, askedAt } satisfies Filter] as unknown as Json;
  });
  return id;
}

async function end(context: Context, id: string): Promise<boolean> {
  let found = false;
  await context.memory.update((kept) => {
    const before = filtersIn(kept);
    found = before.some((filter) => filter.id === id);
    return before.filter((filter) => filter.id !== id) as unknown as Json;
  });
  return found;
}

async function changes(context: Context, id: string): Promise<Json> {
  const filter = await find(context, id);
  const newest = await height(context);
  const found = newest < filter.next ? [] : await look(context, filter, newest);
  await context.memory.update(
    (kept) => filtersIn(kept).map((one) => (one.id === id ? { ...one, next: Math.max(one.next, newest + 1), askedAt: context.now() } : one)) as unknown as Json,
  );
  return found;
}

async function look(context: Context, filter: Filter, newest: number): Promise<Json> {
  if (filter.kind === 'logs') {
    const { address, topics, fromBlock, toBlock } = filter.criteria;
    const from = Math.max(filter.next, heightIn(fromBlock) ?? 0);
    const to = Math.min(newest, heightIn(toBlock) ?? newest);
    if (from > to) return [];
    return passOn(context.transport, 'eth_getLogs', [{ ...defined({ address, topics }), fromBlock: hex(from), toBlock: hex(to) }]);
  }
  const numbers = Array.from({ length: Math.min(newest - filter.next + 1, mostBlocks) }, (_, index) => newest - index).reverse();
  const blocks = await Promise.all(numbers.map((number) => passOn(context.transport, 'eth_getBlockByNumber', [hex(number), false])));
  const heads = blocks.filter((block): block is { readonly [field: string]: Json } => typeof block === 'object' && block !== null && !Array.isArray(block));
  return heads.map((block) => (filter.kind === 'blocks' ? (block['hash'] ?? null) : headOf(block)));
}

async function allLogs(context: Context, id: string): Promise<Json> {
  const filter = await find(context, id);
  if (filter.kind !== 'logs') throw failure('invalid-params', 'This filter is not about logs.');
  return passOn(context.transport, 'eth_getLogs', [defined(filter.criteria) as Json]);
}

/** EIP-1474: resource not found. A filter ends with the network it is of, as it does where a site moves to another. */
async function find(context: Context, id: string): Promise<Filter> {
  const filter = filtersIn(await context.memory.read()).find((one) => one.id === id);
  if (!filter || !isAlive(filter, context.now()) || filter.network !== context.network.id)
    throw new PageError(-32001, 'There is no such filter or subscription.');
  return filter;
}

const height = async (context: Context): Promise<number> => Number(await readQuantity(context, 'eth_blockNumber'));
const isAlive = ({ askedAt }: Filter, now: number): boolean => now - askedAt < lifetime;
const hex = (number: number): string => `0x${number.toString(16)}`;
/** Undefined for a tag: what is new is always after those. */
const heightIn = (block: v.InferOutput<typeof blockRange> | undefined): number | undefined => (block?.startsWith('0x') ? Number(quantity(block)) : undefined);

const bodies = new Set(['transactions', 'uncles', 'withdrawals', 'size']);
const headOf = (block: { readonly [field: string]: Json }): Json => Object.fromEntries(Object.entries(block).filter(([field]) => !bodies.has(field)));

const defined = (fields: object): { readonly [field: string]: Json } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { readonly [field: string]: Json };

/** Ours alone, and in memory that no page reaches: only its age can make it unreadable. */
const filtersIn = (kept: Json): readonly Filter[] => (Array.isArray(kept) ? (kept as unknown as readonly Filter[]) : []);
