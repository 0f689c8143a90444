import type { Signers } from '../chains/adapter';
import type { Curve } from '../chains/family';
import { toHex } from '../core/bytes';
import { WalletError } from '../core/errors';
import { canonical, type Json } from '../core/json';
import type { Backup } from '../storage/backup';
import type { Slot } from '../storage/slot';
import type { VaultFile } from '../storage/vault-file';
import { derive, wipe } from './derive';
import { checked, toSeed } from './mnemonic';
import { belongs, pathOf } from './path';
import { pack, phraseIn, seedIn } from './secrets';
import { lend } from './signer';
import { changePassword, createVault, openVault, readSecrets, warmUp, type Cost } from './vault';

/** Where one account's keys of one network live. */
export type KeyPlace = { readonly curve: Curve; readonly template: string; readonly coin: number; readonly index: number };

export type KeyringParts = {
  readonly vault: Slot<VaultFile | null>;
  readonly backup: Backup;
  /** What is copied beside the vault. */
  readonly accounts: () => Promise<Json>;
  readonly now: () => number;
  readonly cost?: Cost;
};

export type Keyring = ReturnType<typeof createKeyring>;

/** The only writer of the vault. `key` is the vault's own key, which the session keeps; no secret outlives the call that needs it. */
export function createKeyring({ vault, backup, accounts, now, cost }: KeyringParts) {
  async function file(): Promise<VaultFile> {
    const stored = await vault.read();
    if (!stored) throw new WalletError('vault/absent');
    return stored;
  }

  /** Success means: a copy is in the other database, and what was read back from storage opens with the key. */
  async function commit(next: VaultFile, key: Uint8Array, expected: VaultFile | null): Promise<void> {
    await backup.add({ madeAt: now(), vault: next, accounts: await accounts() });
    await vault.update((current) => {
      if (canonical(current) !== canonical(expected)) throw new WalletError(current ? 'vault/exists' : 'vault/absent');
      return next;
    });
    const written = await file();
    if (canonical(written) !== canonical(next)) throw new WalletError('storage/corrupt', { slot: 'vault' });
    (await readSecrets(written, key)).fill(0);
  }

  async function withSecrets<T>(key: Uint8Array, task: (secrets: Uint8Array) => Promise<T> | T): Promise<T> {
    const secrets = await readSecrets(await file(), key);
    try {
      return await task(secrets);
    } finally {
      secrets.fill(0);
    }
  }

  return {
    /** Throws `vault/exists` and `phrase/*`. Returns the vault's key. */
    async create(phrase: string, password: string): Promise<Uint8Array> {
      const words = await checked(phrase);
      const seed = await toSeed(words);
      const secrets = pack(seed, words);
      const made = await createVault(password, secrets, cost).finally(() => {
        seed.fill(0);
        secrets.fill(0);
      });
      await commit(made.file, made.key, null);
      return made.key;
    },

    warmUp,

    /** The vault's key. Throws `vault/wrong-password`, `vault/absent`. */
    unlock: async (password: string): Promise<Uint8Array> => openVault(await file(), password),

    /** Throws `vault/wrong-password`. Older copies go: the old password opens them. */
    async changePassword(from: string, to: string): Promise<void> {
      const before = await file();
      const { file: after, key } = await changePassword(before, from, to, cost);
      await commit(after, key, before).finally(() => key.fill(0));
      await backup.keep(1);
    },

    /** Throws `vault/wrong-password`. */
    async reveal(password: string): Promise<string> {
      const key = await openVault(await file(), password);
      return withSecrets(key, phraseIn).finally(() => key.fill(0));
    },

    /** In hex, in the order of `places`. */
    publicKeys: (key: Uint8Array, places: readonly KeyPlace[]): Promise<readonly string[]> =>
      withSecrets(key, (secrets) =>
        places.map(({ curve, template, coin, index }) => {
          const derived = derive(seedIn(secrets), pathOf(template, coin, index), curve);
          wipe(derived);
          return toHex(derived.publicKey);
        }),
      ),

    /**
     * Lends the keys of `places` (one per derivation; the first is the default) while `use` runs. `onLoan` gets what ends the loan early.
     * A path that is not the account's own throws `transaction/invalid`.
     */
    withSigners: <T>(key: Uint8Array, places: readonly [KeyPlace, ...KeyPlace[]], use: (signers: Signers) => Promise<T>, onLoan: (end: () => void) => void) =>
      withSecrets(key, async (secrets) => {
        const loans = new Map<string, ReturnType<typeof lend>>();
        let over = false;
        const end = () => {
          over = true;
          for (const loan of loans.values()) loan.end();
        };
        onLoan(end);
        const signers: Signers = (path = pathOf(places[0].template, places[0].coin, places[0].index)) => {
          if (over) throw new WalletError('vault/locked');
          const place = places.find(({ template, coin, index }) => belongs(path, template, coin, index));
          if (!place) throw new WalletError('transaction/invalid', { path });
          const known = loans.get(path);
          if (known) return known.signer;
          const derived = derive(seedIn(secrets), path, place.curve);
          derived.chainCode.fill(0);
          const loan = lend(place.curve, derived.privateKey, derived.publicKey);
          loans.set(path, loan);
          return loan.signer;
        };
        return use(signers).finally(end);
      }),
  };
}
