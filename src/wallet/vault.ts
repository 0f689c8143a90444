import { WalletError } from '../core/errors';
import type { Keyring as KeyringCore, KeyPlace } from '../keyring/keyring';
import type { Backup, Copy } from '../storage/backup';
import type { Slots } from '../storage/slots';
import type { Area } from '../storage/slot';
import { placesOn } from './accounts';
import type { Topic, WalletApi } from './api';
import type { VaultStatus } from './views/account';
import type { Core, Keyring } from './services';
import type { OpenSession } from './session';
import { createThrottle } from './throttle';

export type VaultParts = {
  readonly core: Core;
  readonly slots: Slots;
  readonly areas: readonly Area[];
  readonly backup: Backup;
  readonly session: OpenSession;
  readonly code: () => Promise<KeyringCode>;
};

/** The keyring's code and libraries, which nothing needs before a secret is touched. */
export type KeyringCode = Pick<typeof import('../keyring/keyring'), 'createKeyring'> &
  Pick<typeof import('../keyring/mnemonic'), 'check' | 'generate'> &
  Pick<typeof import('./imported'), 'createImported' | 'settlement'> &
  Pick<typeof import('../keyring/password'), 'checkPassword'>;

export type Vault = Keyring & {
  readonly api: WalletApi['vault'];
  exists(): Promise<boolean>;
  publicKeys(places: readonly KeyPlace[]): Promise<readonly string[]>;
  /** The accounts whose keys were imported. Throws `vault/locked`. */
  imported(): ReturnType<KeyringCore['imported']>;
  /** What somebody gave a password for; tries are counted. */
  attempt<T>(task: (keyring: KeyringCore) => Promise<T>): Promise<T>;
};

export function createVaultService({ core, slots, areas, backup, session, code }: VaultParts): Vault {
  const attempt = createThrottle(slots.throttle, core.now);
  const loans = new Set<() => void>();
  let opened: Promise<KeyringCore> | undefined;
  let seen = false;
  let expected = false;

  const keyring = () =>
    (opened ??= code().then(({ createKeyring }) =>
      createKeyring({
        vault: slots.vault,
        backup,
        now: core.now,
        accounts: () => slots.accounts.read(),
      }),
    ));

  session.onLock(() => {
    for (const end of loans) end();
    loans.clear();
  });

  /** Undefined where there is none or none that can be read. Throws `storage/newer`. */
  const readable = () =>
    slots.vault.read().catch((error: unknown) => {
      if (error instanceof WalletError && error.code === 'storage/corrupt') return undefined;
      throw error;
    });

  async function status(): Promise<VaultStatus> {
    const [file, unlocked] = await Promise.all([readable(), session.unlocked()]);
    if (file && unlocked) return 'unlocked';
    if (file) {
      expectPassword();
      return 'locked';
    }
    const traces = file === undefined || (await slots.accounts.read()).accounts.length > 0 || (await backup.list()).length > 0;
    return traces ? 'lost' : 'absent';
  }

  /** Somebody looks at a locked wallet: while they type, what their password will need is made ready. */
  function expectPassword(): void {
    if (expected) return;
    expected = true;
    // After the answer: it may be the first that is loaded of the keyring.
    setTimeout(() =>
      keyring().then(
        ({ warmUp }) => warmUp(),
        () => undefined,
      ),
    );
  }

  const withPassword: Vault['attempt'] = (task) => attempt(async () => task(await keyring()));

  async function withKey<T>(use: (key: Uint8Array, keyring: KeyringCore) => Promise<T>): Promise<T> {
    const key = await session.key();
    return (async () => use(key, await keyring()))().finally(() => key.fill(0));
  }

  return {
    // Once there is one, only `erase` takes it away; this is asked before every request to a network.
    exists: async () => (seen ||= Boolean(await readable())),
    publicKeys: (places) => withKey((key, keys) => keys.publicKeys(key, places)),
    imported: () => withKey((key, keys) => keys.imported(key)),
    attempt: withPassword,
    async withSigners(account, network, use) {
      const own = (await slots.accounts.read()).accounts.find(({ index }) => index === account);
      if (!own) throw new WalletError('account/unknown');
      let end = () => {};
      return withKey((key, keys) => keys.withSigners(key, placesOn(network, own), use, (stop) => loans.add((end = stop)))).finally(() => loans.delete(end));
    },
    api: {
      status,
      generate: async (words) => (await code()).generate(words === 24 ? 24 : 12),
      check: async (phrase) => (await code()).check(phrase),
      async create(phrase, password) {
        (await code()).checkPassword(password);
        if ((await status()) !== 'absent') throw new WalletError('vault/exists');
        await session.open(await (await keyring()).create(phrase, password));
      },
      unlock: async (password) => session.open(await withPassword((keys) => keys.unlock(password))),
      lock: session.lock,
      async changePassword(from, to) {
        (await code()).checkPassword(to);
        await withPassword((keys) => keys.changePassword(from, to));
      },
      reveal: (password) => withPassword((keys) => keys.reveal(password)),
      async restore() {
        if ((await status()) !== 'lost') throw new WalletError('vault/exists');
        await putBack(await backup.list());
        core.changed('vault', 'accounts');
      },
      async erase() {
        await session.lock();
        await backup.clear();
        for (const area of areas) await area.clear();
        seen = false;
        core.changed(...everything);
      },
      touch: session.touch,
    },
  };

  /** The newest copy that can be read. Throws `vault/absent` where there is none. */
  async function putBack(copies: readonly (Copy | null)[]): Promise<void> {
    for (const copy of copies) {
      // The database is input as well. No vault is a valid thing to store, and nothing to bring back.
      if (!copy?.vault) continue;
      try {
        await slots.vault.replace(copy.vault);
      } catch {
        continue;
      }
      if ((await slots.accounts.read()).accounts.length === 0) await slots.accounts.replace(copy.accounts).catch(() => {});
      return;
    }
    throw new WalletError('vault/absent');
  }
}

const everything: readonly Topic[] = ['vault', 'accounts', 'networks', 'balances', 'approvals', 'activity', 'permissions', 'settings'];
