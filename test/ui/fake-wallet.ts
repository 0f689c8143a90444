import { bundledNetworks, familyOf } from '../../src/chains/registry';
import type { FeeField, FeeOption, Preview, Speed } from '../../src/chains/adapter';
import { chainOf, nativeAsset, type AssetId, type ChainId } from '../../src/core/caip';
import { WalletError } from '../../src/core/errors';
import type { Wire } from '../../src/core/json';
import { serve, type Port } from '../../src/rpc/rpc';
import type { Topic, WalletApi } from '../../src/wallet/api';
import type { VaultStatus } from '../../src/wallet/views/account';
import type { ActivityView, ReceivedView } from '../../src/wallet/views/activity';
import type { ApprovalView } from '../../src/wallet/views/approval';
import type { BalanceView, TokenView } from '../../src/wallet/views/asset';
import type { NetworkView } from '../../src/wallet/views/network';
import type { SendForm } from '../../src/wallet/views/send';
import type { PermissionView, Settings } from '../../src/wallet/views/settings';

/** What the fake holds; a test changes it and says which topics did. */
export type World = {
  status: VaultStatus;
  settings: Settings;
  accounts: { index: number; name: string; selected: boolean; imported?: 'evm' }[];
  networks: NetworkView[];
  balances: BalanceView[];
  /** The send form that was left. */
  form: SendForm | null;
  tokens: TokenView[];
  approvals: ApprovalView[];
  activity: ActivityView[];
  received: ReceivedView[];
  permissions: PermissionView[];
  /** What is in the sealed message that a site wants opened, if it can be opened. */
  sealed?: string;
  /** Every call, in order, with its arguments. */
  readonly calls: { readonly call: string; readonly args: readonly unknown[] }[];
  changed(...topics: readonly Topic[]): void;
};

const feeFields: readonly FeeField[] = [
  { name: 'max-fee', unit: 'gwei', decimals: 9, value: 3_000_000_000n, min: 0n, max: 10n ** 13n, low: 1_500_000_000n, high: 20_000_000_000n },
  { name: 'priority-fee', unit: 'gwei', decimals: 9, value: 1_000_000_000n, min: 0n, max: 10n ** 13n, low: 10n ** 8n, high: 10n ** 10n, atMost: 'max-fee' },
  { name: 'gas-limit', decimals: 0, value: 21_000n, min: 21_000n, max: 10n ** 9n, high: 210_000n },
  { name: 'nonce', decimals: 0, value: 7n, min: 5n, max: 261n, low: 7n, high: 7n, counted: true },
];

/** wei that no recipient of this world takes. */
export const refusedAmount = 666n;

export const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const addresses: Readonly<Record<string, string>> = {
  bip122: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  eip155: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
  tron: 'TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH',
  solana: 'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk',
};

const viewsOf = (): NetworkView[] =>
  bundledNetworks.map((network) => ({
    id: network.id,
    family: network.family,
    name: network.name,
    currency: network.currency,
    asset: nativeAsset(network.id, network.slip44 ?? familyOf(network.family).slip44),
    testnet: network.testnet ?? false,
    local: network.local ?? false,
    enabled: !(network.testnet ?? network.optional),
    endpoints: network.rpc,
    customised: false,
    edited: false,
    custom: false,
    removed: false,
    mark: network.mark ?? { text: network.currency.symbol },
    ...(network.explorer ? { explorer: network.explorer } : {}),
  }));

export const assetOf = (network: ChainId) => viewsOf().find((view) => view.id === network)!.asset;
export const feeOf = (network: ChainId, speed: Speed = 'normal', amount = 21_000n * 3n * 10n ** 9n): FeeOption => ({
  speed,
  max: { asset: assetOf(network), amount },
  seconds: { slow: 90, normal: 36, fast: 15 }[speed],
  terms: {},
});

/** A question that the user started in the wallet. */
const ownQuestion = (id: string, network: ChainId, subject: ApprovalView['subject']): ApprovalView => ({
  id,
  origin: 'wallet',
  account: { index: 0, name: 'Account 1', address: addresses[network.split(':')[0]!]! },
  family: 'evm',
  network,
  digest: 'd1',
  createdAt: Date.now(),
  expiresAt: Date.now() + 600_000,
  state: 'pending',
  subject,
});

export const sendPreview = (network: ChainId, amount: bigint, to: string): Preview => ({
  title: 'send',
  changes: [{ direction: 'out', asset: assetOf(network), amount, party: to }],
  details: [
    { label: 'to', value: { kind: 'address', address: to } },
    { label: 'nonce', value: { kind: 'text', text: '7' } },
  ],
  warnings: [],
});

/**
 * The worker's half of the wire, faked: the real rpc over a pair of ports, so that what the screens show has crossed it.
 * Stands in for `chrome.runtime` where tests have no browser.
 */
export function installFakeWallet(change: Partial<World> = {}): World {
  const emitters = new Set<(event: string, value: Wire) => void>();
  const world: World = {
    status: 'unlocked',
    accounts: [{ index: 0, name: 'Account 1', selected: true }],
    networks: viewsOf(),
    balances: [],
    form: null,
    tokens: [],
    approvals: [],
    activity: [],
    received: [],
    permissions: [],
    settings: { lockMinutes: 15, language: 'en', theme: 'auto', testnets: false, defaultWallet: true },
    calls: [],
    changed: (...topics) => emitters.forEach((emit) => emit('changed', [...topics])),
    ...change,
  };
  const api = recorded(world, apiOf(world));
  hangUp();
  const connect = () => {
    const [here, there, close] = portPair();
    hangUp = close;
    const { emit } = serve(there, api);
    emitters.add(emit);
    return here;
  };
  const runtime = { connect, getURL: (path: string) => `/${path}` };
  Object.assign(globalThis, { chrome: { runtime, tabs: { create: () => Promise.resolve({}) }, permissions: { contains: () => Promise.resolve(true) } } });
  return world;
}

function apiOf(world: World): WalletApi {
  const change = (id: ChainId, to: (network: NetworkView) => NetworkView) => {
    world.networks = world.networks.map((network) => (network.id === id ? to(network) : network));
    world.changed('networks');
  };
  const pending = (id: string) => {
    const found = world.approvals.find((approval) => approval.id === id);
    if (!found) throw new WalletError('approval/gone');
    return found;
  };
  const settle = (id: string, state: ApprovalView['state']) => {
    world.approvals = world.approvals.map((approval) => (approval.id === id ? { ...approval, state } : approval));
    world.changed('approvals', 'activity');
  };
  const become = (status: VaultStatus) => {
    world.status = status;
    world.changed('vault');
  };
  return {
    vault: {
      status: async () => world.status,
      generate: async (words) => Array.from({ length: words / 12 }, () => phrase).join(' '),
      check: async (text) => {
        const words = text.split(' ');
        const unknown = words.flatMap((word, index) => (/^[a-z]{3,8}$/.test(word) && word !== 'wrong' ? [] : [index]));
        if (unknown.length > 0) return { ok: false, code: 'phrase/unknown-word', positions: unknown };
        return words.at(-1) === 'about' ? { ok: true } : { ok: false, code: 'phrase/checksum', positions: [] };
      },
      create: async () => become('unlocked'),
      unlock: async (password) => {
        if (password !== 'correct horse') throw new WalletError('vault/wrong-password');
        become('unlocked');
      },
      lock: async () => become('locked'),
      changePassword: async () => {},
      reveal: async (password) => {
        if (password !== 'correct horse') throw new WalletError('vault/wrong-password');
        return phrase;
      },
      restore: async () => {
        throw new WalletError('vault/absent');
      },
      erase: async () => become('absent'),
      touch: async () => {},
    },
    accounts: {
      list: async () =>
        world.accounts.map((account) => ({
          ...account,
          addresses: Object.fromEntries(
            world.networks.filter((network) => network.enabled).map((network) => [network.id, addresses[network.id.split(':')[0]!]!]),
          ),
        })),
      add: async (name) => {
        const index = world.accounts.length;
        world.accounts.push({ index, name: name ?? `Account ${index + 1}`, selected: false });
        world.changed('accounts');
        return index;
      },
      rename: async (index, name) => {
        if (name === '') throw new WalletError('name/invalid');
        world.accounts[index]!.name = name;
        world.changed('accounts');
      },
      importKey: async ({ secret, filePassword, password }) => {
        if (secret === 'not a key') throw new WalletError('key/characters');
        if (secret.startsWith('{') && filePassword !== 'opens') throw new WalletError('keystore/wrong-password');
        if (password !== 'correct horse') throw new WalletError('vault/wrong-password');
        const same = world.accounts.find(({ imported }) => imported);
        if (same) return { index: same.index, already: true };
        world.accounts.push({ index: 0x4000_0000, name: 'Imported 1', selected: false, imported: 'evm' });
        world.changed('accounts');
        return { index: 0x4000_0000 };
      },
      revealKey: async (_index, password) => {
        if (password !== 'correct horse') throw new WalletError('vault/wrong-password');
        return '07'.repeat(32);
      },
      remove: async (removed, password) => {
        if (password !== 'correct horse') throw new WalletError('vault/wrong-password');
        world.accounts = world.accounts.filter(({ index }) => index !== removed);
        world.changed('accounts');
      },
      select: async (index) => {
        world.accounts.forEach((account) => {
          account.selected = account.index === index;
        });
        world.changed('accounts');
      },
    },
    networks: {
      list: async () => world.networks,
      setEnabled: async (id, enabled) => {
        world.networks = world.networks.map((network) => (network.id === id ? { ...network, enabled } : network));
        world.changed('networks');
      },
      tryEndpoint: async (_id, url) => (url.includes('bad') ? { ok: false, code: 'network/wrong-chain' } : { ok: true, milliseconds: 182, height: 21_345_678 }),
      setEndpoints: async (id, urls) => {
        if (urls.some((url) => url.includes('bad'))) throw new WalletError('network/wrong-chain');
        world.networks = world.networks.map((network) => (network.id === id ? { ...network, endpoints: urls, customised: true } : network));
        world.changed('networks');
      },
      setIndexer: async (id, url) => {
        if (url !== '' && !url.startsWith('https://')) throw new WalletError('endpoint/invalid');
        world.networks = world.networks.map((network) => (network.id === id ? { ...network, indexer: url } : network));
        world.changed('networks');
      },
      resetEndpoints: async (id) => {
        world.networks = world.networks.map((network) => (network.id === id ? viewsOf().find((view) => view.id === id)! : network));
        world.changed('networks');
      },
      tryNetwork: async (_family, { rpc, symbol }) =>
        rpc.some((url) => url.includes('bad'))
          ? { ok: false, code: 'network/wrong-chain' }
          : { ok: true, milliseconds: 12, height: 7, warnings: symbol === 'ETH' ? [{ code: 'coin-of-another', of: 'Ethereum' }] : [] },
      add: async (family, { reference, name, symbol, rpc }) => {
        if (rpc.some((url) => url.includes('bad'))) throw new WalletError('network/wrong-chain');
        const id: ChainId = `eip155:${reference}`;
        if (world.networks.some((network) => network.id === id)) throw new WalletError('network/exists');
        const mark = { text: name.slice(0, 4), hue: 7 };
        const flags = { testnet: false, local: false, enabled: true, customised: false, edited: false, custom: true, removed: false };
        world.networks = [
          ...world.networks,
          { id, family, name, currency: { symbol, decimals: 18 }, asset: nativeAsset(id, 60), endpoints: rpc, mark, ...flags },
        ];
        world.changed('networks');
        return id;
      },
      edit: async (id, { name, symbol }) => {
        if (name === '') throw new WalletError('name/invalid');
        change(id, (network) => ({
          ...network,
          ...(name && { name }),
          ...(symbol && { currency: { ...network.currency, symbol } }),
          edited: true,
        }));
      },
      reset: async (id) => change(id, () => viewsOf().find((view) => view.id === id)!),
      remove: async (id) => change(id, (network) => ({ ...network, removed: true, enabled: false })),
      restore: async (id) => change(id, (network) => ({ ...network, removed: false, enabled: true })),
      reorder: async (ids) => {
        const of = (id: ChainId) => world.networks.find((network) => network.id === id)!;
        world.networks = [...ids.map(of), ...world.networks.filter(({ id }) => !ids.includes(id))];
        world.changed('networks');
      },
    },
    balances: { list: async () => world.balances, refresh: async () => {} },
    tokens: {
      list: async (network) => world.tokens.filter((token) => token.network === network),
      look: async (network, address) => {
        const asset: AssetId = `${network}/erc20:${address.toLowerCase()}`;
        if (!/^0x[0-9a-f]{40}$/i.test(address)) throw new WalletError('address/invalid');
        return {
          token: { asset, standard: 'fungible', symbol: 'NEW', name: 'New Coin', decimals: 6 },
          source: 'user',
          listed: false,
          amount: 1_500_000n,
          ...(address.endsWith('ff') && { resembles: { asset: assetOf(network), symbol: 'ETH', name: 'Ethereum' } }),
        };
      },
      add: async (asset) => {
        const network = chainOf(asset);
        world.tokens.push({ asset, network, standard: 'fungible', symbol: 'NEW', name: 'New Coin', decimals: 6, source: 'user', pinned: true, hidden: false });
        world.changed('tokens', 'balances');
      },
      remove: async (asset) => {
        world.tokens = world.tokens.filter((token) => token.asset !== asset);
        world.changed('tokens', 'balances');
      },
      hide: async (asset) => {
        world.tokens = world.tokens.map((token) => (token.asset === asset ? { ...token, hidden: true } : token));
        world.changed('tokens', 'balances');
      },
      show: async (asset) => {
        world.tokens = world.tokens.map((token) => (token.asset === asset ? { ...token, hidden: false } : token));
        world.changed('tokens', 'balances');
      },
    },
    send: {
      recipient: async (network, text) => {
        if (text.startsWith('T') && !network.startsWith('tron')) throw new WalletError('address/other-family');
        if (text === 'bob.eth') return { address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045', name: 'bob.eth' };
        if (text.length < 26) throw new WalletError('address/invalid');
        return { address: text };
      },
      undelegate: async (network) => {
        const control = world.balances.find((balance) => balance.network === network)?.control;
        if (!control) throw new WalletError('delegation/absent');
        const preview = { title: 'undelegate', changes: [], details: [{ label: 'delegate', value: { kind: 'none' } }], warnings: [] } as const;
        const subject = { kind: 'transaction', preview, fee: feeOf(network), fees: [feeOf(network)] } as const;
        world.approvals.push({ ...ownQuestion('u1', network, subject), control });
        return 'u1';
      },
      linkTo: async (network, amount) => `${network}:${amount}`,
      link: async (text, shown) => {
        const [, to, chain, amount] = /^ethereum:(\w+)(?:@(\d+))?(?:\?value=(\d+))?$/.exec(text) ?? [];
        const [, contract, on, payee, units] = /^ethereum:(\w+)@(\d+)\/transfer\?address=(\w+)&uint256=(\d+)$/.exec(text) ?? [];
        if (contract !== undefined)
          return { network: `eip155:${on}`, to: payee!, asset: `eip155:${on}/erc20:${contract.toLowerCase()}`, amount: BigInt(units!) };
        if (to === undefined) throw new WalletError('link/invalid');
        return { network: chain === undefined ? shown : `eip155:${chain}`, to, ...(amount === undefined ? {} : { amount: BigInt(amount) }) };
      },
      quote: async ({ network, amount }) => {
        const fees = (['slow', 'normal', 'fast'] as const).map((speed, index) => feeOf(network, speed, 21_000n * BigInt(index + 1) * 10n ** 9n));
        const has = world.balances.find((balance) => balance.network === network)?.amount ?? 0n;
        if (amount === refusedAmount) throw new WalletError('transaction/would-fail', {}, { reason: { code: 'message', text: 'not \u202etoday' } });
        if (amount !== 'max' && amount > has) throw new WalletError('amount/insufficient');
        const amounts = Object.fromEntries(fees.map((fee) => [fee.speed, amount === 'max' ? has - fee.max.amount : amount]));
        return { fees: [fees[0]!, ...fees.slice(1)], amounts, customisable: true };
      },
      unfinished: async () => world.form,
      keep: async (form) => {
        world.form = form;
      },
      feeFields: async () => feeFields,
      prepare: async ({ network, to, name, amount }, choice) => {
        const id = `own-${world.approvals.length}`;
        world.approvals.push(
          ownQuestion(id, network, {
            kind: 'transaction',
            ...(name === undefined ? {} : { toName: name }),
            preview: sendPreview(network, amount === 'max' ? 1n : amount, to),
            fee: feeOf(network, typeof choice === 'string' ? choice : 'normal'),
            fees: [feeOf(network, 'slow'), feeOf(network), feeOf(network, 'fast')],
          }),
        );
        return id;
      },
    },
    approvals: {
      list: async () => world.approvals,
      get: async (id) => pending(id),
      askers: async () => [],
      revise: async () => {},
      feeFields: async () => feeFields,
      reveal: async () => {
        if (world.sealed === undefined) throw new WalletError('dapp/invalid-params');
        return world.sealed;
      },
      approve: async (id, digest) => {
        if (pending(id).digest !== digest) throw new WalletError('approval/changed');
        settle(id, 'done');
      },
      reject: async (id) => settle(id, 'rejected'),
      rejectAll: async () => world.approvals.filter(({ origin }) => origin !== 'wallet').forEach(({ id }) => settle(id, 'rejected')),
    },
    activity: {
      list: async () => world.activity,
      received: async () => world.received,
      nameOf: async () => 'vitalik.eth',
      refresh: async () => {},
      replacements: async () => ({ how: ['speed-up', 'cancel'] }),
      replace: async () => 'own-0',
    },
    permissions: {
      list: async () => world.permissions,
      revoke: async (origin, family) => {
        world.permissions = world.permissions.filter((permission) => permission.origin !== origin || permission.family !== family);
        world.changed('permissions');
      },
    },
    settings: {
      get: async () => world.settings,
      update: async (next) => {
        world.settings = { ...world.settings, ...next };
        world.changed('settings');
      },
    },
  };
}

function recorded(world: World, api: WalletApi): WalletApi {
  type Methods = Record<string, (...args: unknown[]) => unknown>;
  return Object.fromEntries(
    Object.entries(api).map(([service, methods]) => [
      service,
      Object.fromEntries(
        Object.entries(methods as Methods).map(([name, method]) => [
          name,
          (...args: unknown[]) => {
            world.calls.push({ call: `${service}.${name}`, args });
            return method(...args);
          },
        ]),
      ),
    ]),
  ) as unknown as WalletApi;
}

/** Closes the port to the world before: the client is one for all tests of a file. */
let hangUp = () => {};

/** Two ends, and a way to cut them; what goes in at one comes out at the other, as JSON and later. */
function portPair(): readonly [Port, Port, () => void] {
  const cut = new Set<() => void>();
  const ends = [new Set<(message: never) => void>(), new Set<(message: never) => void>()] as const;
  const end = (mine: 0 | 1): Port => ({
    postMessage: (message) => {
      const copy = JSON.parse(JSON.stringify(message)) as never;
      queueMicrotask(() => ends[mine === 0 ? 1 : 0].forEach((listener) => listener(copy)));
    },
    onMessage: { addListener: (listener) => ends[mine].add(listener) },
    onDisconnect: { addListener: (listener) => cut.add(listener) },
  });
  return [end(0), end(1), () => cut.forEach((listener) => listener())];
}
