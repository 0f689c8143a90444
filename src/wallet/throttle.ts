import { WalletError } from '../core/errors';
import type { Slots } from '../storage/slots';

/**
 * Slows down guessing at an unlocked desk: five free tries, then a wait that doubles. A try is counted before it is made, so that
 * killing the worker in the middle of one is no way around. Throws `vault/throttled`.
 */
export function createThrottle(slot: Slots['throttle'], now: () => number) {
  return async function attempt<T>(task: () => Promise<T>): Promise<T> {
    let blocked = false;
    await slot.update((last) => {
      // After the clock was set back the owner waits the longest wait, not years.
      const until = Math.min(last.until, now() + longestWait);
      blocked = now() < until;
      return blocked ? { ...last, until } : { failures: last.failures + 1, until: now() + waitAfter(last.failures + 1) };
    });
    if (blocked) throw new WalletError('vault/throttled');
    // What the task did is done: a count that cannot be written makes no failure of it, nor another one.
    const settle = (change: Parameters<typeof slot.update>[0]) => slot.update(change).catch(() => undefined);
    try {
      const result = await task();
      await settle(() => ({ failures: 0, until: 0 }));
      return result;
    } catch (error) {
      const wrong = error instanceof WalletError && error.code === 'vault/wrong-password';
      if (!wrong) await settle(({ failures }) => ({ failures: Math.max(0, failures - 1), until: 0 }));
      throw error;
    }
  };
}

const freeTries = 5;
const longestWait = 300_000;
const waitAfter = (failures: number) => (failures < freeTries ? 0 : Math.min(2_000 * 2 ** (failures - freeTries), longestWait));
