import type { ChainAdapter } from '../chains/adapter';
import type { FamilyId } from '../chains/registry';
import type { Backup } from '../storage/backup';
import type { Area } from '../storage/slot';
import { openSlots } from '../storage/slots';
import { createAccounts } from './accounts';
import { createBalances } from './balances';
import { createCore } from './core';
import { createNetworks } from './networks';
import { createSession, type OpenSession } from './session';
import { createSettings } from './settings';
import { createVaultService } from './vault';

/** What the browser gives the services; tests give their own. */
export type Platform = {
  readonly local: Area;
  readonly session: Area;
  readonly backup: Backup;
  readonly now: () => number;
  readonly load: (family: FamilyId) => Promise<ChainAdapter>;
  readonly wakeAt: Parameters<typeof createSession>[0]['wakeAt'];
};

export type Services = ReturnType<typeof createServices>;

/** Makes the services and ties them together. Nothing is read, loaded or asked until one of them is used. */
export function createServices({ local, session: sessionArea, backup, now, load, wakeAt }: Platform) {
  const core = createCore(now);
  const slots = openSlots(local, sessionArea);
  const settings = createSettings(slots.settings, core);
  const session: OpenSession = createSession({ core, slot: slots.session, wakeAt, minutes: async () => (await settings.get()).lockMinutes });
  const vault = createVaultService({ core, slots, areas: [local, sessionArea], backup, session, code: keyringCode });
  const networks = createNetworks({ core, slot: slots.networks, load, hasWallet: vault.exists });
  const accounts = createAccounts({ core, slots, networks, load, publicKeys: vault.publicKeys });
  const balances = createBalances({ core, slot: slots.balances, networks, accounts });

  session.onUnlock(accounts.settle);
  core.onChanged((topics) => {
    // A shorter lock time counts from now on, not from the next unlock.
    if (topics.includes('settings')) void session.touch();
  });

  return {
    core, session, networks, accounts, vault,
    api: { vault: vault.api, accounts: accounts.api, networks: networks.api, balances, settings },
  };
}

// Inlined into the worker by Vite 8, and run when a secret is first touched.
const keyringCode = async () => ({ ...(await import('../keyring/keyring')), ...(await import('../keyring/mnemonic')) });
