import type { ChainAdapter } from '../chains/adapter';
import type { Network } from '../chains/family';
import { bundledNetworks, families, familyIds, familyOf, type FamilyId } from '../chains/registry';
import { fromHex } from '../core/bytes';
import { WalletError } from '../core/errors';
import { label } from '../core/label';
import type { KeyPlace } from '../keyring/keyring';
import { coinOf, pathOf } from '../keyring/path';
import type { AccountBook, Slots, StoredAccount } from '../storage/slots';
import type { WalletApi } from './api';
import type { Account } from './views/account';
import type { AccountService, Core, NetworkService } from './services';

export type AccountParts = {
  readonly core: Core;
  readonly slots: Pick<Slots, 'accounts' | 'addresses'>;
  readonly networks: Pick<NetworkService, 'list'>;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  /** Public keys in hex, in the order of the places. Throws `vault/locked`. */
  readonly publicKeys: (places: readonly KeyPlace[]) => Promise<readonly string[]>;
  /** The accounts whose keys lie in the vault beside the phrase. Throws `vault/locked`. */
  readonly imported: () => Promise<readonly { readonly index: number; readonly family: string }[]>;
  readonly code: () => Promise<Pick<typeof import('./imported'), 'settlement'>>;
  /** An account is no more: nobody else is to remember its number. */
  readonly forget: (index: number) => Promise<void>;
};

export type Accounts = AccountService & {
  readonly api: Omit<WalletApi['accounts'], 'importKey' | 'revealKey' | 'remove'>;
  /** After an unlock: makes account 1 where there is none, derives the keys that came with an update, and has what is imported as the vault has it. */
  settle(): Promise<void>;
  /** The account whose key of this family is `publicKey`, in hex. */
  withKey(family: FamilyId, publicKey: string): Promise<number | undefined>;
};

/** An account is an index and a name. Its public keys are kept in the open, so that a locked wallet still shows where to receive. */
export function createAccounts({ core, slots, networks, loadAdapter, publicKeys, imported, code, forget }: AccountParts): Accounts {
  /** What is imported for a family of a later version is kept, and out of sight. */
  async function shown(): Promise<readonly StoredAccount[]> {
    return (await slots.accounts.read()).accounts.filter(({ imported: family }) => family === undefined || isFamily(family));
  }

  async function stored(index: number): Promise<StoredAccount> {
    const account = (await shown()).find((one) => one.index === index);
    if (!account) throw new WalletError('account/unknown');
    return account;
  }

  async function keysOf(account: Unkeyed): Promise<StoredAccount['keys']> {
    const places = placesOf(account);
    const keys = await publicKeys(places);
    return Object.fromEntries(places.map((place, at) => [keyName(place), keys[at]!]));
  }

  async function change(to: (book: AccountBook) => AccountBook): Promise<AccountBook> {
    const book = await slots.accounts.update(to);
    core.changed('accounts');
    return book;
  }

  const on: AccountService['on'] = async (index, network) => {
    const account = await stored(index);
    const key = account.keys[keyName(placeOn(network, account))];
    // A family that came with an update: its keys are derived at the next unlock.
    if (key === undefined) throw new WalletError('vault/locked');
    return { address: await addressOf(key, network), publicKey: fromHex(key) };
  };

  async function addressOf(key: string, network: Network & { readonly family: FamilyId }): Promise<string> {
    const name = `${network.id} ${key}`;
    const cached = (await slots.addresses.read())[name];
    if (cached !== undefined) return cached;
    const [{ kind }] = familyOf(network.family).derivations;
    const address = (await loadAdapter(network.family)).addresses.fromPublicKey(fromHex(key), network, kind);
    await slots.addresses.update((addresses) => ({ ...addresses, [name]: address }));
    return address;
  }

  async function addresses(account: StoredAccount): Promise<Account['addresses']> {
    const has = (network: Network & { readonly family: FamilyId }) => isOn(network, account) && account.keys[keyName(placeOn(network, account))] !== undefined;
    const enabled = (await networks.list()).filter((network) => network.enabled && has(network));
    return Object.fromEntries(await Promise.all(enabled.map(async (network) => [network.id, (await on(account.index, network)).address] as const)));
  }

  return {
    list: async () => (await shown()).map(({ index, name, imported: only }) => ({ index, name, ...(isFamily(only) && { only }) })),
    selected: async () => (await slots.accounts.read()).selected,
    on,
    address: async (index, network) => (await on(index, network)).address,
    async settle() {
      const { settlement } = await code();
      const isWhole = (account: StoredAccount) => placesOf(account).every((place) => account.keys[keyName(place)] !== undefined);
      const { made, gone } = await settlement(await slots.accounts.read(), { held: await imported(), knows: isFamily, isWhole, keysOf });
      if (made.length + gone.length === 0) return;
      for (const index of gone) await forget(index);
      const replaced = new Set([...gone, ...made.map(({ index }) => index)]);
      await change(({ selected, accounts }) => ({
        selected: gone.includes(selected) ? 0 : selected,
        accounts: [...accounts.filter(({ index }) => !replaced.has(index)), ...made].sort(byIndex),
      }));
      core.changed('balances');
    },
    async withKey(family, publicKey) {
      const { accounts } = await slots.accounts.read();
      const names = (account: StoredAccount) => familyOf(family).networks.flatMap((network) => namesOn({ ...network, family }, account));
      return accounts.find((account) => names(account).some((name) => account.keys[name] === publicKey))?.index;
    },
    api: {
      async list() {
        const { selected } = await slots.accounts.read();
        return Promise.all(
          (await shown()).map(async (account) => ({
            index: account.index,
            name: account.name,
            selected: account.index === selected,
            ...(isFamily(account.imported) && { imported: account.imported }),
            addresses: await addresses(account),
          })),
        );
      },
      async add(name) {
        const { accounts } = await slots.accounts.read();
        const index = Math.max(-1, ...accounts.filter(isDerived).map((account) => account.index)) + 1;
        const account = { index, name: name === undefined ? defaultName(index) : checkedName(name), keys: await keysOf({ index }) };
        await change((book) => {
          if (book.accounts.some((one) => one.index === index)) throw new WalletError('account/unknown');
          return { ...book, accounts: [...book.accounts, account].sort(byIndex) };
        });
        return index;
      },
      async rename(index, name) {
        const checked = checkedName(name);
        await stored(index);
        await change((book) => ({ ...book, accounts: book.accounts.map((account) => (account.index === index ? { ...account, name: checked } : account)) }));
      },
      async select(index) {
        await stored(index);
        await change((book) => ({ ...book, selected: index }));
        core.changed('balances');
      },
    },
  };
}

type Unkeyed = Pick<StoredAccount, 'index' | 'imported'>;

/** Every key of the account on this network; the first is the default. Throws `account/elsewhere`. */
export function placesOn(network: Network & { readonly family: FamilyId }, account: Unkeyed): readonly [KeyPlace, ...KeyPlace[]] {
  const { index } = account;
  if (!isOn(network, account)) throw new WalletError('account/elsewhere');
  const {
    curve,
    slip44,
    derivations: [first, ...others],
  } = familyOf(network.family);
  if (account.imported !== undefined) return [{ curve, imported: index }];
  const place = ({ path }: { readonly path: string }): KeyPlace => ({ curve, template: path, coin: coinOf(network, slip44), index });
  return [place(first), ...others.map(place)];
}

const placeOn = (network: Network & { readonly family: FamilyId }, account: Unkeyed) => placesOn(network, account)[0];
const isOn = ({ family }: { readonly family: FamilyId }, { imported }: Unkeyed) => imported === undefined || imported === family;
const namesOn = (network: Network & { readonly family: FamilyId }, account: Unkeyed) => (isOn(network, account) ? placesOn(network, account).map(keyName) : []);
const isDerived = ({ imported }: Unkeyed) => imported === undefined;
/** One of a later version may be there. */
const isFamily = (name: string | undefined): name is FamilyId => name !== undefined && Object.hasOwn(families, name);

/** One of each: most networks of a family share their keys. */
function placesOf(account: Unkeyed): readonly KeyPlace[] {
  const all = familyIds.flatMap((family) =>
    bundledNetworks.filter((network) => network.family === family && isOn(network, account)).flatMap((network) => placesOn(network, account)),
  );
  return [...new Map(all.map((place) => [keyName(place), place])).values()];
}

const keyName = (place: KeyPlace) => `${place.curve} ${'imported' in place ? 'imported' : pathOf(place.template, place.coin, place.index)}`;
const byIndex = (a: StoredAccount, b: StoredAccount) => a.index - b.index;
const defaultName = (index: number) => `Account ${index + 1}`;

/** Throws `name/invalid`. */
function checkedName(name: string): string {
  const checked = label(name, 40);
  if (checked === undefined) throw new WalletError('name/invalid');
  return checked;
}
