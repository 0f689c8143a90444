import { WalletError } from '../core/errors';
import type { Core, Session } from '../wallet/services';
import type { ApprovalWindow } from '../wallet/window';
import type { Asker } from './asker';

const patience = 5 * 60_000;

export type Unlock = (asker: Pick<Asker, 'origin' | 'signal'>) => Promise<void>;

export type Unlocking = {
  /**
   * Opens the window on a locked wallet and waits until it is unlocked. That is all: unlocking answers no question. Throws
   * `approval/rejected` when the window is closed, `approval/expired` after five minutes, `approval/gone` when the page went away.
   */
  readonly unlock: Unlock;
  /** The origins that wait for it, so that the person who is asked for the password knows what for. */
  readonly waiting: () => readonly string[];
};

export function createUnlock({ core, session, window }: { readonly core: Core; readonly session: Session; readonly window: ApprovalWindow }): Unlocking {
  const waiting = new Map<(error?: WalletError) => void, string>();
  session.onUnlock(() => settle());
  window.onClosed(() => settle(new WalletError('approval/rejected')));

  function settle(error?: WalletError) {
    for (const end of [...waiting.keys()]) end(error);
  }

  const unlock: Unlock = async ({ origin, signal }) => {
    if (await session.unlocked()) return;
    await new Promise<void>((resolve, reject) => {
      const end = (error?: WalletError) => {
        if (waiting.delete(end)) core.changed('approvals');
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
        if (error) reject(error);
        else resolve();
      };
      const gone = () => end(new WalletError('approval/gone'));
      const timer = setTimeout(() => end(new WalletError('approval/expired')), patience);
      waiting.set(end, origin);
      core.changed('approvals');
      signal.addEventListener('abort', gone);
      if (signal.aborted) return gone();
      window.open().catch(() => end(new WalletError('internal')));
      // It may have been unlocked before we listened.
      void session.unlocked().then((unlocked) => {
        if (unlocked) end();
      });
    });
  };
  return { unlock, waiting: () => [...new Set(waiting.values())] };
}
