import * as v from 'valibot';
import type { Batch } from '../chains/adapter';
import { familyIds, type FamilyId } from '../chains/registry';
import { isChainId, type ChainId } from '../core/caip';
import type { Json } from '../core/json';
import { slot, type Area } from '../storage/slot';
import type { Core } from './services';

/** `request`: the page's call that it came with; that call finds it again after the worker died. */
export type KeptBatch = Batch & { readonly origin: string; readonly family: FamilyId; readonly request: string; readonly startedAt: number };

export type Batches = {
  of(origin: string, family: FamilyId): Promise<readonly KeptBatch[]>;
  begin(batch: Omit<KeptBatch, 'sent' | 'over' | 'startedAt'>): Promise<void>;
  /** Takes down what was sent as its `index`th. */
  sent(batch: Key, index: number, transaction: string): Promise<void>;
  /** Nothing more of it will be sent. One of which nothing was sent is forgotten. */
  end(batch: Key): Promise<void>;
};

type Key = Pick<KeptBatch, 'origin' | 'family' | 'id'>;

/** EIP-5792 wants a day. */
const kept = 48 * 3_600_000;
const most = 200;

/** What sites had sent as several transactions of one request. */
export function createBatches({ core, area }: { readonly core: Core; readonly area: Area }): Batches {
  const stored = slot<readonly KeptBatch[]>('batches', { area, version: 1, initial: [], check, onCorrupt: 'reset' });
  const change = async (key: Key, next: (batch: KeptBatch) => readonly KeptBatch[]) => {
    await stored.update((all) => all.flatMap((batch) => (isOf(key)(batch) ? next(batch) : [batch])));
  };
  return {
    of: async (origin, family) => (await stored.read()).filter((batch) => batch.origin === origin && batch.family === family),
    begin: async (batch) => {
      const startedAt = core.now();
      await stored.update((all) => [...all.filter((one) => startedAt - one.startedAt < kept), { ...batch, sent: [], over: false, startedAt }].slice(-most));
    },
    sent: (key, index, transaction) => change(key, (batch) => [{ ...batch, sent: [...batch.sent.slice(0, index), transaction] }]),
    end: (key) => change(key, (batch) => (batch.sent.length === 0 ? [] : [{ ...batch, over: true }])),
  };
}

const isOf =
  ({ origin, family, id }: Key) =>
  (batch: KeptBatch) =>
    batch.origin === origin && batch.family === family && batch.id === id;

const shape = v.array(
  v.strictObject({
    origin: v.string(),
    family: v.picklist(familyIds),
    id: v.string(),
    request: v.string(),
    network: v.custom<ChainId>(isChainId),
    count: v.number(),
    sent: v.array(v.string()),
    over: v.boolean(),
    startedAt: v.number(),
  }),
);
const check = (value: Json): readonly KeptBatch[] => v.parse(shape, value);
