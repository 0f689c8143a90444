import * as v from 'valibot';
import type { Incoming, IncomingAnswer } from '../chains/adapter';
import { isAssetId, type AssetId, type ChainId } from '../core/caip';
import { canonical, decode, encode, type Json, type Wire } from '../core/json';
import { slot, type Area, type Slot } from '../storage/slot';

/** What is known to have come to an account on a network, newest first. `settled`, `cursor`: of the last look; `lookedAt`: its time in Unix ms. */
type Received = {
  readonly transfers: readonly Incoming[];
  readonly settled: number;
  readonly cursor?: Json;
  readonly lookedAt: number;
};

export type ReceivedStore = {
  read(account: number, network: ChainId): Promise<Received>;
  /** Whether something else is known now. `wanted` is kept longer than what is not: strangers cannot push it out. */
  merge(account: number, network: ChainId, answer: IncomingAnswer, lookedAt: number, wanted: (transfer: Incoming) => boolean): Promise<boolean>;
};

const mostWanted = 300;
const mostOther = 100;

export function createReceived(area: Area): ReceivedStore {
  const slots = new Map<string, Slot<Stored>>();
  const slotOf = (account: number, network: ChainId) => {
    const key = `received ${account} ${network}`;
    const known = slots.get(key) ?? slot<Stored>(key, { area, version: 1, initial: nothing, check, onCorrupt: 'reset' });
    slots.set(key, known);
    return known;
  };
  return {
    read: async (account, network) => view(await slotOf(account, network).read()),
    async merge(account, network, { transfers, from, settled, cursor }, lookedAt, wanted) {
      let differs = false;
      await slotOf(account, network).update((current) => {
        const before = view(current);
        const after = bounded(merged(before.transfers, transfers, from), wanted);
        const record = encode({ transfers: after, settled, cursor, lookedAt } as unknown as Wire) as unknown as Stored;
        differs = settledDiffers(before, after, settled) || canonical(after) !== canonical(before.transfers);
        return record;
      });
      return differs;
    },
  };
}

/** From `from` on, what is known now takes the place of what was known before. */
function merged(before: readonly Incoming[], now: readonly Incoming[], from: number): readonly Incoming[] {
  const all = new Map([...before.filter(({ block }) => block < from), ...now].map((transfer) => [`${transfer.id} ${transfer.index}`, transfer] as const));
  return [...all.values()].sort((a, b) => b.block - a.block || b.at - a.at);
}

function bounded(transfers: readonly Incoming[], wanted: (transfer: Incoming) => boolean): readonly Incoming[] {
  const left = { wanted: mostWanted, other: mostOther };
  return transfers.filter((transfer) => left[wanted(transfer) ? 'wanted' : 'other']-- > 0);
}

/** Whether one has become final. */
const settledDiffers = (before: Received, after: readonly Incoming[], settled: number): boolean =>
  after.some(({ block }) => block > before.settled && block <= settled);

const view = (stored: Stored): Received => decode(stored as unknown as Json) as unknown as Received;

const text = (longest: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(longest));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shape = v.strictObject({
  transfers: v.pipe(
    v.array(
      v.strictObject({
        id: text(200),
        index: text(50),
        asset: v.custom<AssetId>(isAssetId),
        amount: v.strictObject({ $n: v.pipe(v.string(), v.regex(/^\d{1,100}$/)) }),
        from: v.exactOptional(text(200)),
        block: count,
        at: count,
      }),
    ),
    v.maxLength(mostWanted + mostOther),
  ),
  settled: v.pipe(v.number(), v.safeInteger()),
  cursor: v.exactOptional(v.custom<Json>((value) => value !== undefined)),
  lookedAt: count,
});
type Stored = v.InferOutput<typeof shape>;
const nothing: Stored = { transfers: [], settled: -1, lookedAt: 0 };
const check = (value: Json): Stored => v.parse(shape, value);
