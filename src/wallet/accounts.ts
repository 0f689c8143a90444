import type { ChainAdapter } from '../chains/adapter';
import type { Network } from '../chains/family';
import { bundledNetworks, familyIds, familyOf, type FamilyId } from '../chains/registry';
import { fromHex } from '../core/bytes';
import { WalletError } from '../core/errors';
import { label } from '../core/label';
import type { KeyPlace } from '../keyring/keyring';
import { coinOf, pathOf } from '../keyring/path';
import type { AccountBook, Slots, StoredAccount } from '../storage/slots';
import type { Account, WalletApi } from './api';
import type { AccountService, Core, NetworkService } from './services';

export type AccountParts = {
  readonly core: Core;
  readonly slots: Pick<Slots, 'accounts' | 'addresses'>;
  readonly networks: Pick<NetworkService, 'list'>;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  /** Public keys in hex, in the order of the places. Throws `vault/locked`. */
  readonly publicKeys: (places: readonly KeyPlace[]) => Promise<readonly string[]>;
};

export type Accounts = AccountService & {
  readonly api: WalletApi['accounts'];
  /** After an unlock: makes account 1 where there is none, and derives the keys that came with an update. */
  settle(): Promise<void>;
};

/** An account is an index and a name. Its public keys are kept in the open, so that a locked wallet still shows where to receive. */
export function createAccounts({ core, slots, networks, loadAdapter, publicKeys }: AccountParts): Accounts {
  async function stored(index: number): Promise<StoredAccount> {
    const account = (await slots.accounts.read()).accounts.find((one) => one.index === index);
    if (!account) throw new WalletError('account/unknown');
    return account;
  }

  async function derived(index: number): Promise<StoredAccount['keys']> {
    const places = placesOf(index);
    const keys = await publicKeys(places);
    return Object.fromEntries(places.map((place, at) => [keyName(place), keys[at]!]));
  }

  async function change(to: (book: AccountBook) => AccountBook): Promise<AccountBook> {
    const book = await slots.accounts.update(to);
    core.changed('accounts');
    return book;
  }

  const on: AccountService['on'] = async (index, network) => {
    const { keys } = await stored(index);
    const key = keys[keyName(placeOn(network, index))];
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

  async function addresses({ index, keys }: StoredAccount): Promise<Account['addresses']> {
    const enabled = (await networks.list()).filter((network) => network.enabled && keys[keyName(placeOn(network, index))] !== undefined);
    return Object.fromEntries(await Promise.all(enabled.map(async (network) => [network.id, (await on(index, network)).address] as const)));
  }

  return {
    list: async () => (await slots.accounts.read()).accounts.map(({ index, name }) => ({ index, name })),
    selected: async () => (await slots.accounts.read()).selected,
    on,
    address: async (index, network) => (await on(index, network)).address,
    async settle() {
      const { accounts } = await slots.accounts.read();
      const known = accounts.length > 0 ? accounts : [{ index: 0, name: defaultName(0), keys: {} }];
      const lacking = known.filter(({ index, keys }) => placesOf(index).some((place) => keys[keyName(place)] === undefined));
      if (lacking.length === 0) return;
      const filled = await Promise.all(lacking.map(async (account) => ({ ...account, keys: await derived(account.index) })));
      await change((book) => ({
        ...book,
        accounts: [...book.accounts.filter(({ index }) => !filled.some((one) => one.index === index)), ...filled].sort(byIndex),
      }));
    },
    api: {
      async list() {
        const { selected, accounts } = await slots.accounts.read();
        return Promise.all(
          accounts.map(async (account) => ({
            index: account.index,
            name: account.name,
            selected: account.index === selected,
            addresses: await addresses(account),
          })),
        );
      },
      async add(name) {
        const { accounts } = await slots.accounts.read();
        const index = Math.max(-1, ...accounts.map((account) => account.index)) + 1;
        const account = { index, name: name === undefined ? defaultName(index) : checkedName(name), keys: await derived(index) };
        await change((book) => {
          if (book.accounts.some((one) => one.index === index)) throw new WalletError('account/unknown');
          return { ...book, accounts: [...book.accounts, account] };
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

/** Every derivation of the account on this network; the first is the default. */
export function placesOn(network: Network & { readonly family: FamilyId }, index: number): readonly [KeyPlace, ...KeyPlace[]] {
  const {
    curve,
    slip44,
    derivations: [first, ...others],
  } = familyOf(network.family);
  const place = ({ path }: { readonly path: string }): KeyPlace => ({ curve, template: path, coin: coinOf(network, slip44), index });
  return [place(first), ...others.map(place)];
}

const placeOn = (network: Network & { readonly family: FamilyId }, index: number) => placesOn(network, index)[0];

/** One of each: most networks of a family share their keys. */
function placesOf(index: number): readonly KeyPlace[] {
  const all = familyIds.flatMap((family) => bundledNetworks.filter((network) => network.family === family).flatMap((network) => placesOn(network, index)));
  return [...new Map(all.map((place) => [keyName(place), place])).values()];
}

const keyName = ({ curve, template, coin, index }: KeyPlace) => `${curve} ${pathOf(template, coin, index)}`;
const byIndex = (a: StoredAccount, b: StoredAccount) => a.index - b.index;
const defaultName = (index: number) => `Account ${index + 1}`;

/** Throws `name/invalid`. */
function checkedName(name: string): string {
  const checked = label(name, 40);
  if (checked === undefined) throw new WalletError('name/invalid');
  return checked;
}
