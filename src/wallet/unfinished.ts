import type { Slots } from '../storage/slots';
import type { WalletApi } from './api';
import type { AccountService, Core, Session } from './services';

export type UnfinishedParts = {
  readonly core: Core;
  readonly slot: Slots['sendForm'];
  readonly accounts: Pick<AccountService, 'selected'>;
  readonly session: Pick<Session, 'unlocked' | 'onLock'>;
};

/** ms. */
const keptFor = 10 * 60_000;

/** The send form of a popup that was closed over it, as popups are by the first click beside them. */
export function createUnfinished({ core, slot, accounts, session }: UnfinishedParts): Pick<WalletApi['send'], 'unfinished' | 'keep'> {
  session.onLock(async () => void (await slot.replace(null)));

  return {
    async unfinished() {
      const kept = await slot.read();
      if (!kept || !(await session.unlocked()) || kept.account !== (await accounts.selected())) return null;
      const { account: _account, keptAt, ...form } = kept;
      const age = core.now() - keptAt;
      return age >= 0 && age < keptFor ? form : null;
    },
    async keep(form) {
      const account = await accounts.selected();
      await slot.replace(form && (await session.unlocked()) ? { ...form, account, keptAt: core.now() } : null);
    },
  };
}
