import { WalletError } from '../core/errors';
import type { Session } from '../wallet/services';
import type { ApprovalWindow } from '../wallet/window';

const patience = 5 * 60_000;

export type Unlock = (signal: AbortSignal) => Promise<void>;

/**
 * Opens the window on a locked wallet and waits until it is unlocked. That is all: unlocking answers no question. Throws
 * `approval/rejected` when the window is closed, `approval/expired` after five minutes, `approval/gone` when the page went away.
 */
export function createUnlock({ session, window }: { readonly session: Session; readonly window: ApprovalWindow }): Unlock {
  const waiting = new Set<(error?: WalletError) => void>();
  session.onUnlock(() => settle());
  window.onClosed(() => settle(new WalletError('approval/rejected')));

  function settle(error?: WalletError) {
    for (const end of [...waiting]) end(error);
  }

  return async (signal) => {
    if (await session.unlocked()) return;
    await new Promise<void>((resolve, reject) => {
      const end = (error?: WalletError) => {
        waiting.delete(end);
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
        if (error) reject(error);
        else resolve();
      };
      const gone = () => end(new WalletError('approval/gone'));
      const timer = setTimeout(() => end(new WalletError('approval/expired')), patience);
      waiting.add(end);
      signal.addEventListener('abort', gone);
      if (signal.aborted) return gone();
      window.open().catch(() => end(new WalletError('internal')));
      // It may have been unlocked before we listened.
      void session.unlocked().then((unlocked) => {
        if (unlocked) end();
      });
    });
  };
}
