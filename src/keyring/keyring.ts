import type { Signers } from '../chains/adapter';
import type { Curve } from '../chains/family';
import { equal, toHex, utf8 } from '../core/bytes';
import { WalletError } from '../core/errors';
import type { VaultFile } from '../storage/vault-file';
import { derive, type DerivedKey } from './derive';
import { checked, toSeed } from './mnemonic';
import { belongs, pathOf } from './path';
import { publicKeyOf } from './private-key';
import { importedIn, pack, phraseIn, seedIn, withImported, type ImportedKey } from './secrets';
import { lend } from './signer';
import { changePassword, createVault, openVault, openWhole, readSecrets, resealed, strengthen, warmUp, type Cost } from './vault';
import { createWriter, type WriterParts } from './writer';

/** Where one account's keys of one network live: below the seed, or among the keys that were imported. */
export type KeyPlace = DerivedPlace | ImportedPlace;
type DerivedPlace = { readonly curve: Curve; readonly template: string; readonly coin: number; readonly index: number };
type ImportedPlace = { readonly curve: Curve; readonly imported: number };

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

  /** Where it throws, what was there is there. */
  const changeImported = (password: string, change: (imported: readonly ImportedKey[]) => readonly ImportedKey[]): Promise<void> =>
    writer.alone(async () => {
      const before = await file();
      const key = await openVault(before, password);
      const secrets = await readSecrets(before, key).catch((error: unknown) => {
        key.fill(0);
        throw error;
      });
      let changed = secrets;
      try {
        changed = withImported(secrets, change);
        await writer.write(await resealed(before, key, changed), before, password);
      } finally {
        for (const bytes of [key, secrets, changed]) bytes.fill(0);
      }
    });

  return {
    /** Throws `vault/exists` and `phrase/*`. Returns the vault's key. */
    async create(phrase: string, password: string): Promise<Uint8Array> {
      const words = await checked(phrase);
      const seed = await toSeed(words);
      const secrets = pack(seed, utf8(words));
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

    /** The accounts whose keys were imported: what is there, whatever the account list says. */
    imported: (key: Uint8Array): Promise<readonly Omit<ImportedKey, 'privateKey'>[]> =>
      withSecrets(key, (secrets) => importedIn(secrets).map(({ index, curve, family }) => ({ index, curve, family }))),

    /** Keeps a copy of the key, and returns the number of its account. Throws `vault/wrong-password`, `account/too-many`. */
    async importKey(password: string, { curve, family, privateKey }: Omit<ImportedKey, 'index'>): Promise<number> {
      let number = numberOf(publicKeyOf(privateKey, curve));
      await changeImported(password, (imported) => {
        const same = imported.find((one) => one.curve === curve && one.family === family && equal(one.privateKey, privateKey));
        if (same) {
          number = same.index;
          return imported;
        }
        if (imported.length >= mostImported) throw new WalletError('account/too-many');
        while (imported.some(({ index }) => index === number)) number = number === lastNumber ? firstImported : number + 1;
        return [...imported, { index: number, curve, family, privateKey }];
      });
      return number;
    },

    /** Takes the key out of the vault and of every copy of it. Throws `vault/wrong-password`. */
    removeKey: (password: string, number: number): Promise<void> => changeImported(password, (imported) => imported.filter(({ index }) => index !== number)),

    /** An imported key, in hex. Throws `vault/wrong-password`, `account/unknown`. */
    async revealKey(password: string, number: number): Promise<string> {
      const key = await openVault(await file(), password);
      return withSecrets(key, (secrets) => toHex(importedAt(secrets, number).privateKey)).finally(() => key.fill(0));
    },

    /** In hex, in the order of `places`. */
    publicKeys: (key: Uint8Array, places: readonly KeyPlace[]): Promise<readonly string[]> =>
      withSecrets(key, (secrets) =>
        places.map((place) => {
          const { privateKey, publicKey } = keyAt(secrets, place, defaultPath(place));
          privateKey.fill(0);
          return toHex(publicKey);
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
        const signers: Signers = (path = defaultPath(places[0])) => {
          if (over) throw new WalletError('vault/locked');
          const place = places.find((one) => isAt(one, path));
          if (!place) throw new WalletError('transaction/invalid', { path });
          const known = loans.get(path);
          if (known) return known.signer;
          const { privateKey, publicKey } = keyAt(secrets, place, path);
          const loan = lend(place.curve, privateKey, publicKey);
          loans.set(path, loan);
          return loan.signer;
        };
        return use(signers).finally(end);
      }),
  };
}

/** Accounts of the seed are counted from 0; no person's come this far. */
const firstImported = 0x4000_0000;
const lastNumber = 0x7fff_ffff;
/** What fits in a vault file with the longest of phrases. */
const mostImported = 64;

/** Its key's own: another key never gets the number of one that was removed, and with it what sites and lists remember of that. */
const numberOf = (publicKey: Uint8Array): number => firstImported + (new DataView(publicKey.slice(1, 5).buffer).getUint32(0) >>> 2);

/** An imported key is no part of a tree. */
const defaultPath = (place: KeyPlace) => ('imported' in place ? '' : pathOf(place.template, place.coin, place.index));
const isAt = (place: KeyPlace, path: string) => ('imported' in place ? path === '' : belongs(path, place.template, place.coin, place.index));

/** `privateKey` in bytes of its own, to be wiped. */
function keyAt(secrets: Uint8Array, place: KeyPlace, path: string): Omit<DerivedKey, 'chainCode'> {
  if ('imported' in place) {
    const privateKey = importedAt(secrets, place.imported, place.curve).privateKey.slice();
    return { privateKey, publicKey: publicKeyOf(privateKey, place.curve) };
  }
  const { chainCode, ...key } = derive(seedIn(secrets), path, place.curve);
  chainCode.fill(0);
  return key;
}

/** Throws `account/unknown`. */
function importedAt(secrets: Uint8Array, number: number, curve?: Curve): ImportedKey {
  const found = importedIn(secrets).find((one) => one.index === number && (curve === undefined || one.curve === curve));
  if (!found) throw new WalletError('account/unknown');
  return found;
}
