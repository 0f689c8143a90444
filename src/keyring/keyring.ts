import type { Signers } from '../chains/adapter';
import type { Curve } from '../chains/family';
import { toHex } from '../core/bytes';
import { WalletError } from '../core/errors';
import type { VaultFile } from '../storage/vault-file';
import { derive, wipe } from './derive';
import { checked, toSeed } from './mnemonic';
import { belongs, pathOf } from './path';
import { pack, phraseIn, seedIn } from './secrets';
import { lend } from './signer';
import { changePassword, createVault, openVault, openWhole, readSecrets, strengthen, warmUp, type Cost } from './vault';
import { createWriter, type WriterParts } from './writer';

/** Where one account's keys of one network live. */
export type KeyPlace = { readonly curve: Curve; readonly template: string; readonly coin: number; readonly index: number };

export type KeyringParts = WriterParts & { readonly cost?: Cost };

export type Keyring = ReturnType<typeof createKeyring>;

/** `key` is the vault's own key, which the session keeps; no secret outlives the call that needs it. */
export function createKeyring({ vault, cost, ...parts }: KeyringParts) {
  const writer = createWriter({ vault, ...parts });

  async function file(): Promise<VaultFile> {
    const stored = await vault.read();
    if (!stored) throw new WalletError('vault/absent');
    return stored;
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
      await writer.alone(() => writer.write(made.file, null, password));
      return made.key;
    },

    warmUp,

    /**
     * The vault's key. Throws `vault/wrong-password`, `vault/absent`, and `storage/corrupt` where the data is damaged and no copy of it is whole. Now that
     * the password is known, a slot that is weaker than today's is made anew; what goes wrong with that keeps nobody out.
     */
    async unlock(password: string): Promise<Uint8Array> {
      const stored = await file();
      const {
        file: before,
        key,
        slot,
      } = await openWhole(stored, password).then(
        (opened) => ({ ...opened, file: stored }),
        (fault: unknown) => writer.alone(() => writer.mend(stored, password, fault)),
      );
      const stronger = await strengthen(before, slot, password, key, cost).catch(() => undefined);
      if (stronger) await writer.alone(() => writer.write(stronger, before, password)).catch(() => {});
      void writer.alone(writer.copy).catch(() => {});
      return key;
    },

    /** Throws `vault/wrong-password`; whatever else it throws, the old password is still the one. */
    changePassword: (from: string, to: string): Promise<void> =>
      writer.alone(async () => {
        const before = await file();
        const { file: after, key } = await changePassword(before, from, to, cost);
        key.fill(0);
        await writer.write(after, before, to);
      }),

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
