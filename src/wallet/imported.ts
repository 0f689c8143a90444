import type { Curve } from '../chains/family';
import { toHex } from '../core/bytes';
import { WalletError } from '../core/errors';
import type { Keyring } from '../keyring/keyring';
import { publicKeyOf, readPrivateKey } from '../keyring/private-key';
import type { AccountBook, StoredAccount } from '../storage/slots';
import type { WalletApi } from './api';

type Family = Parameters<WalletApi['accounts']['importKey']>[0]['family'];

export type ImportedParts = {
  /** Undefined where no key of the family can be imported. */
  readonly curveOf: (family: Family) => Curve | undefined;
  readonly unlocked: () => Promise<boolean>;
  readonly isImported: (index: number) => Promise<boolean>;
  /** The account that has this public key, in hex. */
  readonly withKey: (family: Family, publicKey: string) => Promise<number | undefined>;
  /** Brings the list of accounts in step with the vault. */
  readonly settle: () => Promise<void>;
  /** The keyring, for a task that a person gave the password for. */
  readonly attempt: <T>(task: (keyring: Keyring) => Promise<T>) => Promise<T>;
};

/** Accounts whose keys came from elsewhere. The vault is changed first, and the list of accounts follows it. */
export function createImported(parts: ImportedParts): Pick<WalletApi['accounts'], 'importKey' | 'revealKey' | 'remove'> {
  const { curveOf, unlocked, isImported, withKey, settle, attempt } = parts;
  async function require(index?: number): Promise<void> {
    if (!(await unlocked())) throw new WalletError('vault/locked');
    if (index !== undefined && !(await isImported(index))) throw new WalletError('account/unknown');
  }

  return {
    async importKey({ family, secret, filePassword, password }) {
      const curve = curveOf(family);
      if (!curve) throw new WalletError('chain/unsupported');
      await require();
      const privateKey = await readPrivateKey(secret, filePassword);
      try {
        const same = await withKey(family, toHex(publicKeyOf(privateKey, curve)));
        if (same !== undefined) return { index: same, already: true };
        const index = await attempt((keyring) => keyring.importKey(password, { family, curve, privateKey }));
        await settle();
        return { index };
      } finally {
        privateKey.fill(0);
      }
    },
    async revealKey(index, password) {
      await require(index);
      return attempt((keyring) => keyring.revealKey(password, index));
    },
    async remove(index, password) {
      await require(index);
      await attempt((keyring) => keyring.removeKey(password, index));
      await settle();
    },
  };
}

export type SettlementParts = {
  /** What the vault has. */
  readonly held: readonly { readonly index: number; readonly family: string }[];
  readonly knows: (family: string) => boolean;
  readonly isWhole: (account: StoredAccount) => boolean;
  readonly keysOf: (account: StoredAccount) => Promise<StoredAccount['keys']>;
};

/**
 * What is wrong with a list of accounts: `made` are to be put in, `gone` taken out. Account 1 is always there, and what is imported is as the vault has
 * it: the list can be lost, and a worker can die between the two.
 */
export async function settlement(
  { accounts }: AccountBook,
  { held, knows, isWhole, keysOf }: SettlementParts,
): Promise<{ readonly made: readonly StoredAccount[]; readonly gone: readonly number[] }> {
  const lost = accounts.filter((account) => account.imported !== undefined && !held.some(({ index }) => index === account.index));
  const missing = held.filter(({ index, family }) => knows(family) && !accounts.some((account) => account.index === index));
  const names = Array.from({ length: accounts.length + missing.length }, (_, at) => `Imported ${at + 1}`).filter(
    (name) => !accounts.some((account) => account.name === name),
  );
  const all: readonly StoredAccount[] = [
    ...(accounts.some(({ imported }) => imported === undefined) ? [] : [{ index: 0, name: 'Account 1', keys: {} }]),
    ...accounts.filter((account) => !lost.includes(account)),
    ...missing.map(({ index, family }, at) => ({ index, name: names[at]!, imported: family, keys: {} })),
  ];
  const made = await Promise.all(all.filter((account) => !isWhole(account)).map(async (account) => ({ ...account, keys: await keysOf(account) })));
  return { made, gone: lost.map(({ index }) => index) };
}
