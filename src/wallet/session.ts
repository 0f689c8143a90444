import { fromBase64, toBase64 } from '../core/bytes';
import { WalletError } from '../core/errors';
import type { Slots } from '../storage/slots';
import type { Core, Session } from './services';

export interface OpenSession extends Session {
  /** The vault's key, to be wiped after use. Throws `vault/locked`. */
  key(): Promise<Uint8Array>;
  /** Takes `key` over and wipes it. */
  open(key: Uint8Array): Promise<void>;
  lock(): Promise<void>;
  /** Starts the timer again, if there is anything to lock. */
  touch(): Promise<void>;
}

export type SessionParts = {
  readonly core: Core;
  readonly slot: Slots['session'];
  readonly minutes: () => Promise<number>;
  /** Wakes the worker at a time in Unix ms; `undefined` takes that back. */
  readonly wakeAt: (time: number | undefined) => Promise<void>;
};

/**
 * The unlocked wallet: the vault's key in memory that outlives the worker but not the browser. Every use looks at the clock first, so that
 * a wallet is locked on time even where no alarm came.
 */
export function createSession({ core, slot, minutes, wakeAt }: SessionParts): OpenSession {
  const onLock: (() => void | Promise<void>)[] = [];
  const onUnlock: (() => void | Promise<void>)[] = [];

  async function current(): Promise<string | undefined> {
    const open = await slot.read();
    if (!open) return undefined;
    const left = open.lockAt - core.now();
    // More than a full span left: the clock was set back (not just corrected), and nobody knows how long it has been.
    if (left > 0 && left <= open.minutes * 60_000 + correction) return open.key;
    await lock();
    return undefined;
  }

  async function lock(): Promise<void> {
    let was = false;
    await slot.update((open) => {
      was = open !== null;
      return null;
    });
    if (!was) return;
    await wakeAt(undefined);
    for (const listener of onLock) await listener();
    core.changed('vault');
  }

  async function extend(key: (held: string | undefined) => string | undefined): Promise<void> {
    const span = await minutes();
    const lockAt = core.now() + span * 60_000;
    const after = await slot.update((open) => {
      const next = key(open?.key);
      return next === undefined ? null : { key: next, lockAt, minutes: span };
    });
    if (after) await wakeAt(lockAt);
  }

  return {
    unlocked: async () => (await current()) !== undefined,
    onLock: (listener) => void onLock.push(listener),
    onUnlock: (listener) => void onUnlock.push(listener),
    async key() {
      const key = await current();
      if (key === undefined) throw new WalletError('vault/locked');
      return fromBase64(key);
    },
    async open(key) {
      const text = toBase64(key);
      key.fill(0);
      await extend(() => text);
      for (const listener of onUnlock) await listener();
      core.changed('vault');
    },
    lock,
    async touch() {
      // Looked at first: a wallet whose time is over is not kept open by a late touch.
      if ((await current()) !== undefined) await extend((held) => held);
    },
  };
}

/** ms a clock may be put right by. */
const correction = 5_000;
