import type { ChainAdapter } from '../chains/adapter';
import type { loadKnownTokens } from '../chains/known-tokens';
import { familyIds, familyOf, type FamilyId } from '../chains/registry';
import { createRouter } from '../dapp/router';
import type { Backup } from '../storage/backup';
import { remembered } from '../storage/remembered';
import type { Area } from '../storage/slot';
import { openSlots } from '../storage/slots';
import { createAccounts } from './accounts';
import { createActivity } from './activity';
import type { WalletApi } from './api';
import { ownOrigin } from './approval';
import { createApprovals } from './approvals';
import { createBalances } from './balances';
import { createBatches } from './batches';
import { createCore } from './core';
import { createExecutor } from './execute';
import { createHistory } from './history';
import { createKnownAs } from './known-as';
import { createNetworks } from './networks';
import { createOutbox } from './outbox';
import { createPermissions } from './permissions';
import { createReceived } from './received';
import { createReplace } from './replace';
import { createSend } from './send';
import { createSession } from './session';
import { createSettings } from './settings';
import { createSuccession } from './succession';
import { createTokens } from './tokens';
import { createUnfinished } from './unfinished';
import { createVaultService, type KeyringCode } from './vault';
import type { ApprovalWindow } from './window';

/** `lock`: the time is over. `outbox`: look at what was sent. `sweep`: end old questions. */
export type Alarm = 'lock' | 'outbox' | 'sweep';

/** What the browser gives the services; tests give their own. */
export type Platform = {
  /** On disk. */
  readonly local: Area;
  /** In memory, gone with the browser. */
  readonly session: Area;
  readonly backup: Backup;
  readonly window: ApprovalWindow;
  readonly now: () => number;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  readonly loadKeyring: () => Promise<KeyringCode>;
  readonly loadKnownTokens: typeof loadKnownTokens;
  /** Has {@link Services.ring} called at a time in Unix ms, once; `undefined` takes that back. */
  readonly wakeAt: (alarm: Alarm, time: number | undefined) => Promise<void>;
};

export type Services = ReturnType<typeof createServices>;

/** Makes the services and ties them together. No library is loaded and no host is asked until one of them is used. */
export function createServices(platform: Platform) {
  const { local, session: untilExit, backup, window, now, loadAdapter, loadKeyring, loadKnownTokens, wakeAt } = platform;
  const memory = remembered(local);
  const core = createCore(now);
  const slots = openSlots({ local, memory, session: untilExit });
  const settings = createSettings(slots.settings, core);
  const session = createSession({ core, slot: slots.session, wakeAt: (time) => wakeAt('lock', time), minutes: async () => (await settings.get()).lockMinutes });
  const vault = createVaultService({ core, slots, areas: [memory, untilExit], backup, session, code: loadKeyring });
  const networks = createNetworks({ core, slot: slots.networks, loadAdapter, hasWallet: vault.exists });
  const permissions = createPermissions({ core, area: local });
  const { publicKeys, imported } = vault;
  const accounts = createAccounts({ core, slots, networks, loadAdapter, publicKeys, imported, code: loadKeyring, forget: permissions.forget });
  // Before anything that waits for an unlocked wallet goes on.
  session.onUnlock(accounts.settle);
  const tokens = createTokens({ core, slots, networks, accounts, loadKnownTokens });
  const activity = createActivity({ core, area: local });
  const history = createHistory({ core, store: createReceived(memory), networks, accounts, tokens, activity });
  const outbox = createOutbox({ core, area: local, networks, activity, watch: (on) => void wakeAt('outbox', on ? now() + outboxPause : undefined) });
  const balances = createBalances({ core, slot: slots.balances, networks, accounts, tokens, outbox });
  const executor = createExecutor({ core, networks, accounts, keyring: vault, session, permissions, outbox, tokens: tokens.api });
  const approvals = createApprovals({ core, area: untilExit, networks, accounts, session, outbox, executor, window, loadAdapter, tokens, balances });
  const send = {
    ...createSend({ networks, accounts, approvals, outbox, loadAdapter }),
    ...createUnfinished({ core, slot: slots.sendForm, accounts, session }),
  };
  const router = createRouter({
    core,
    area: untilExit,
    networks,
    accounts,
    session,
    permissions,
    approvals,
    window,
    loadAdapter,
    tokens: tokens.api,
    batches: createBatches({ core, area: local }),
    succession: createSuccession({ activity, outbox }),
  });

  core.onChanged((topics) => {
    // A shorter lock time counts from now on, not from the next unlock.
    if (topics.includes('settings')) void session.touch();
    if (topics.includes('approvals')) void wakeAt('sweep', now() + sweepPause);
  });

  /** Needed as rarely as the keyring, whose script it is in. */
  const ofKeys = async () =>
    (await loadKeyring()).createImported({
      ...accounts,
      ...session,
      ...vault,
      curveOf: (family) => (familyIds.includes(family) && familyOf(family).privateKey ? familyOf(family).curve : undefined),
      isImported: async (account) => (await accounts.list()).some(({ index, only }) => index === account && only !== undefined),
    });

  const { list, get, revise, feeFields, reveal, approve, reject, rejectAll, sweep } = approvals;
  // Sites that wait for an answer get one before the questions are gone.
  const erase = async () => {
    await rejectAll();
    await vault.api.erase();
  };
  const askers = async () => {
    const waiting = (await list()).filter((approval) => approval.state === 'pending' && approval.origin !== ownOrigin);
    return [...new Set([...router.waiting(), ...waiting.map(({ origin }) => origin)])];
  };
  const api: WalletApi = {
    vault: { ...vault.api, erase },
    accounts: {
      ...accounts.api,
      importKey: async (request) => (await ofKeys()).importKey(request),
      revealKey: async (index, password) => (await ofKeys()).revealKey(index, password),
      remove: async (index, password) => (await ofKeys()).remove(index, password),
    },
    networks: {
      ...networks.api,
      list: async () => {
        const [views, selected, all] = await Promise.all([networks.api.list(), accounts.selected(), accounts.list()]);
        const only = all.find(({ index }) => index === selected)?.only;
        return views.map((view) => (only === undefined || only === view.family ? view : { ...view, elsewhere: true }));
      },
    },
    balances: {
      list: balances.list,
      refresh: async (ids) => {
        await balances.refresh(ids);
        // Nobody waits for it: it says when there is something new.
        void history.refresh(lookBesideBalances, ids);
      },
    },
    tokens: tokens.api,
    send: { ...send, recipient: async (id, text) => history.recognised(id, await send.recipient(id, text)) },
    settings,
    approvals: { list, get, revise, feeFields, reveal, approve, reject, rejectAll, askers },
    activity: {
      list: async () => history.withReceived(await tokens.dressed(await activity.list())),
      received: history.received,
      nameOf: createKnownAs(core, networks),
      refresh: async () => void (await Promise.all([outbox.refresh(), history.refresh(lookInHistory)])),
      ...createReplace({ networks, accounts, approvals, outbox, activity }),
    },
    permissions: { list: permissions.list, revoke: permissions.revoke },
  };

  async function ring(alarm: Alarm): Promise<void> {
    // Looking is enough: a session whose time is over locks itself.
    if (alarm === 'lock') await session.unlocked();
    if (alarm === 'outbox') await outbox.refresh();
    if (alarm !== 'sweep') return;
    await sweep();
    if ((await list()).some(({ state }) => state === 'pending')) await wakeAt('sweep', now() + sweepPause);
  }

  return { core, api, router, ring, lock: session.lock };
}

/** ms. */
const outboxPause = 30_000;
const lookBesideBalances = 60_000;
const lookInHistory = 15_000;
const sweepPause = 60_000;
