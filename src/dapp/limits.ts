import * as v from 'valibot';
import type { Json } from '../core/json';
import { slot, type Area } from '../storage/slot';

export type Limits = {
  /** Whether this origin may make one more call now. */
  spend(origin: string): boolean;
  /** Whether the origin may ask the user: not for a minute after two rejections. */
  mayAsk(origin: string): Promise<boolean>;
  /** Takes one of the origin's places among the questions, or says that none is free. */
  enter(origin: string, kind: 'connect' | 'switch' | 'other'): (() => void) | undefined;
  rejected(origin: string): Promise<void>;
};

const burst = 1_000;
const perSecond = 100;
const mostOrigins = 1_000;
const places = { connect: 1, switch: 1, other: 5 };
const mostInAll = 10;
const minute = 60_000;

/** What keeps one site from drowning the user, the worker or the nodes. `area` is `storage.session`: a new worker does not forgive. */
export function createLimits({ now, area }: { readonly now: () => number; readonly area: Area }): Limits {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const taken = new Map<string, number>();
  const refusals = slot<readonly Refusal[]>('limits', { area, version: 1, initial: [], check, onCorrupt: 'reset' });

  return {
    spend: (origin) => {
      const at = now();
      if (!buckets.has(origin) && buckets.size >= mostOrigins) buckets.clear();
      const bucket = buckets.get(origin) ?? { tokens: burst, at };
      // A clock that was set back gives nothing.
      const tokens = Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * perSecond);
      buckets.set(origin, { tokens: Math.max(0, tokens - 1), at });
      return tokens >= 1;
    },

    mayAsk: async (origin) => (await refusals.read()).filter((refusal) => refusal.origin === origin && isRecent(refusal.at, now())).length < 2,

    enter: (origin, kind) => {
      const key = `${kind} ${origin}`;
      const count = taken.get(key) ?? 0;
      const inAll = [...taken.values()].reduce((sum, one) => sum + one, 0);
      if (count >= places[kind] || inAll >= mostInAll) return undefined;
      taken.set(key, count + 1);
      return () => {
        const left = (taken.get(key) ?? 1) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },

    rejected: async (origin) => {
      await refusals.update((current) => [...current.filter(({ at }) => isRecent(at, now())), { origin, at: now() }].slice(-mostOrigins));
    },
  };
}

const isRecent = (at: number, now: number) => now - at < minute;

type Refusal = { readonly origin: string; readonly at: number };
const shape = v.array(v.strictObject({ origin: v.string(), at: v.number() }));
const check = (value: Json): readonly Refusal[] => v.parse(shape, value);
