import * as v from 'valibot';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, HistoryReader, Incoming, IncomingAnswer } from '../adapter';
import { hintsFor, paidBy, type Hints } from './indexed';
import type { EvmNetwork } from './networks';
import { bounds, quantity, read, type Context } from './node';
import { isHash, isTime, transfersTo, type Logged } from './transfer-logs';

export const history: HistoryReader<EvmNetwork> = { incoming };

/** Blocks. Below it a chain is taken to stand: Ethereum's finality, and far more than other chains undo. */
const depth = 64;
/** Blocks that are looked at for an account that was never looked at, or not for long. */
const reach = 100_000;
/** Blocks asked for at once: at first and at most, and the fewest. Nodes allow anything from ten to any number. */
const widest = 10_000;
const narrowest = 16;
/** Of one look. Each window is two requests. */
const mostWindows = 6;
const mostHeaders = 8;
/** Coins that came lately and are asked about again. */
const mostOpen = 16;

type Span = { readonly from: number; readonly to: number };

/** `next`: everything below has been looked at, but for `behind`. `window`: blocks that the node answers for at once. `times`: Unix ms by block hash. `coins`: what may have paid lately, and may yet be undone. */
type Cursor = {
  readonly next: number;
  readonly window: number;
  readonly behind?: Span | undefined;
  readonly times: Readonly<Record<string, number>>;
  readonly coins?: Hints | undefined;
};

async function incoming(context: Context, owner: Address, since: Json | undefined): Promise<IncomingAnswer> {
  const cursor = cursorOf(since);
  const head = await headOf(context);
  // Nothing that was found is taken back on the word of a node that has fallen so far behind.
  if (cursor && head + Number(bounds.behind) < cursor.next) throw new WalletError('network/bad-response', { why: 'behind' });
  const settled = Math.max(-1, head - depth);
  const oldest = Math.max(0, head - reach + 1);
  // A chain that was set back is looked at again from where it may differ.
  const start = cursor ? Math.max(oldest, Math.min(cursor.next, settled + 1)) : oldest;
  const named = !context.indexer || cursor?.coins?.next === head + 1;
  if (cursor && cursor.next === head + 1 && !cursor.behind && named) return { transfers: [], from: head + 1, settled, cursor: since! };

  const left: Span[] = [{ from: start, to: head }, ...spanWithin(cursor?.behind, { from: oldest, to: start - 1 })];
  const headers = { left: mostHeaders };
  const times = new Map(Object.entries(cursor?.times ?? {}));
  const found: Dated[] = [];
  let window = Math.min(widest, cursor?.window ?? widest);
  let worked = 0;
  let from = head + 1;
  // Newest first: that is what a person looks for, and what may be undone.
  for (let turn = 0; turn < mostWindows && left.length > 0; turn++) {
    const span = left[0]!;
    const low = Math.max(span.from, span.to - window + 1);
    const logs = await transfersTo(context, owner, low, span.to);
    if (logs === undefined) {
      if (span.to - low + 1 > narrowest) {
        window = Math.max(narrowest, Math.floor((span.to - low + 1) / 5));
        continue;
      }
      if (worked === 0) throw new WalletError('network/bad-response', { why: 'logs' });
      // Nodes forget old blocks: what they have forgotten cannot be had.
      left.length = 0;
      break;
    }
    worked = Math.max(worked, span.to - low + 1);
    const { dated, bottom } = await withTimes(context, logs, low, times, headers);
    found.push(...dated);
    if (span.from === start) from = bottom;
    if (bottom > span.from) left[0] = { from: span.from, to: bottom - 1 };
    else left.shift();
    if (bottom > low) break;
  }
  const hints = context.indexer && (await hintsFor(context, owner, Math.max(oldest, Math.min(cursor?.coins?.next ?? oldest, settled + 1)), head));
  const coins = await paidTo(context, owner, [...new Set([...(cursor?.coins?.ids ?? []), ...(hints?.ids ?? [])])]);
  const open = coins.filter(({ block }) => block > settled).map(({ id }) => id);
  const behind = left.length > 0 ? { from: left.at(-1)!.from, to: left[0]!.to } : undefined;
  const recent = Object.fromEntries(found.filter(({ block, hash }) => block > settled && times.has(hash)).map(({ hash, at }) => [hash, at]));
  const kept: Cursor = {
    next: head + 1,
    window: Math.min(widest, Math.max(window, worked) * 2),
    times: recent,
    ...(behind && { behind }),
    ...(hints && { coins: { ids: open.slice(-mostOpen), next: hints.next } }),
  };
  return { transfers: [...found.map(({ hash: _hash, ...transfer }) => transfer), ...coins], from, settled, cursor: kept as unknown as Json };
}

async function paidTo(context: Context, owner: Address, ids: readonly string[]): Promise<readonly Incoming[]> {
  const coins: Incoming[] = [];
  // One after the other: a public node counts requests per second.
  for (const id of ids) {
    const coin = await paidBy(context, owner, id);
    if (coin) coins.push(coin);
  }
  return coins;
}

async function headOf(context: Context): Promise<number> {
  const head = await read(context, 'eth_blockNumber');
  if (head > 0xffff_ffff_ffffn) throw new WalletError('network/bad-response', { why: 'height' });
  return Number(head);
}

type Dated = Incoming & { readonly hash: string };

/** The transfers with their times, newest first, down to the block `bottom`: not all of them where too many blocks would have to be asked for. */
async function withTimes(
  context: Context,
  logs: readonly Logged[],
  low: number,
  times: Map<string, number>,
  headers: { left: number },
): Promise<{ readonly dated: readonly Dated[]; readonly bottom: number }> {
  const dated: Dated[] = [];
  const sorted = [...logs].sort((a, b) => b.block - a.block);
  for (const log of sorted) {
    let at = log.at ?? times.get(log.hash);
    if (at === undefined) {
      if (headers.left === 0) return { dated: dated.filter(({ block }) => block > log.block), bottom: log.block + 1 };
      headers.left--;
      at = await timeOf(context, log);
      if (at !== undefined) times.set(log.hash, at);
    }
    // A block that is gone since: the next look sees what came instead.
    if (at !== undefined) dated.push({ ...log, at });
  }
  return { dated, bottom: low };
}

async function timeOf(context: Context, { hash, block }: Logged): Promise<number | undefined> {
  const answer = await context.transport.request('eth_getBlockByHash', [hash, false]);
  if (answer === null) return undefined;
  const header = Object(answer) as { readonly [field: string]: Json };
  const seconds = quantity(header['timestamp']);
  if (header['hash'] !== hash || quantity(header['number']) !== BigInt(block) || !isTime(seconds))
    throw new WalletError('network/bad-response', { why: 'block' });
  return Number(seconds) * 1000;
}

function spanWithin(span: Span | undefined, { from, to }: Span): readonly Span[] {
  if (!span) return [];
  const cut = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
  return cut.from <= cut.to ? [cut] : [];
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hash = v.pipe(
  v.string(),
  v.custom<string>((text) => isHash(text as Json)),
);
const schema = v.strictObject({
  next: count,
  window: v.pipe(count, v.minValue(narrowest), v.maxValue(widest)),
  behind: v.exactOptional(v.strictObject({ from: count, to: count })),
  coins: v.exactOptional(v.strictObject({ ids: v.pipe(v.array(hash), v.maxLength(mostOpen)), next: count })),
  times: v.record(hash, count),
});

/** One that is not ours begins anew. */
function cursorOf(value: Json | undefined): Cursor | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}
