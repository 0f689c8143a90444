import * as v from 'valibot';
import type { Detail, Preview, Waiting } from '../chains/adapter';
import { isChainId, type ChainId } from '../core/caip';
import { decode, encode, type Json, type Wire } from '../core/json';
import { slot, type Area } from '../storage/slot';
import type { ActivityState, ActivityView } from './views/activity';
import type { Core } from './services';

export type Activity = {
  list(): Promise<readonly ActivityView[]>;
  /** Adds it unless it is there. */
  add(entry: ActivityView): Promise<void>;
  /** What is `undefined` in the change is taken away. */
  update(network: ChainId, id: string, change: Change | ((before: ActivityView) => Change)): Promise<void>;
};

type Changing = 'state' | 'confirmations' | 'paidFee' | 'replacedBy' | 'waiting' | 'undone';
export type Change = { readonly [K in Changing]?: ActivityView[K] | undefined };

const perAccount = 500;
const longestDetail = 4_096;

/** What the wallet has signed and sent, newest first. */
export function createActivity({ core, area }: { readonly core: Core; readonly area: Area }): Activity {
  const stored = slot<readonly Stored[]>('activity', { area, version: 1, initial: [], check, onCorrupt: 'reset' });

  return {
    list: async () => (await stored.read()).map(view),
    add: async (entry) => {
      await stored.update((current) => (current.some(isOf(entry.network, entry.id)) ? current : bounded([record(entry), ...current])));
      core.changed('activity');
    },
    update: async (network, id, change) => {
      let differs = false;
      await stored.update((current) =>
        current.map((entry) => {
          if (!isOf(network, id)(entry)) return entry;
          const next = changed(entry, typeof change === 'function' ? change(view(entry)) : change);
          differs = JSON.stringify(next) !== JSON.stringify(entry);
          return next;
        }),
      );
      if (differs) core.changed('activity');
    },
  };
}

function changed(entry: Stored, change: Change): Stored {
  const merged = { ...entry, ...Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value === undefined ? undefined : encode(value)])) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as Stored;
}

const isOf = (network: ChainId, id: string) => (entry: { readonly network: string; readonly id: string }) => entry.network === network && entry.id === id;

function bounded(entries: readonly Stored[]): readonly Stored[] {
  const counts = new Map<number, number>();
  return entries.filter(({ account }) => {
    const count = (counts.get(account) ?? 0) + 1;
    counts.set(account, count);
    return count <= perAccount;
  });
}

/** A site can make calldata of any length; history keeps what fits a screen, and leaves a longer row out rather than cut it. */
function short(preview: Preview): Preview {
  const length = ({ value }: Detail) => (value.kind === 'text' ? value.text.length : value.kind === 'bytes' ? value.hex.length : 0);
  return { ...preview, details: preview.details.filter((detail) => length(detail) <= longestDetail).slice(0, 100) };
}

const record = (entry: ActivityView) => encode({ ...entry, preview: short(entry.preview) } as unknown as Wire) as unknown as Stored;
const view = (entry: Stored) => decode(entry as unknown as Json) as unknown as ActivityView;

const states = ['signed', 'pending', 'confirmed', 'final', 'failed', 'dropped', 'replaced', 'rejected'] as const satisfies readonly ActivityState[];
const waits = ['price', 'earlier', 'gap', 'refused'] as const satisfies readonly Waiting[];
const json = v.custom<{ readonly [key: string]: Json }>((value) => typeof value === 'object' && value !== null);
const shape = v.array(
  v.strictObject({
    id: v.string(),
    network: v.custom<ChainId>(isChainId),
    account: v.number(),
    origin: v.string(),
    preview: json,
    fee: json,
    state: v.picklist(states),
    createdAt: v.number(),
    confirmations: v.exactOptional(v.number()),
    paidFee: v.exactOptional(v.strictObject({ $n: v.string() })),
    replaces: v.exactOptional(v.string()),
    replacedBy: v.exactOptional(v.string()),
    repeats: v.exactOptional(v.string()),
    waiting: v.exactOptional(v.picklist(waits)),
    undone: v.exactOptional(v.literal(true)),
  }),
);
type Stored = v.InferOutput<typeof shape>[number];
const check = (value: Json): readonly Stored[] => v.parse(shape, value);
