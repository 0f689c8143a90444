import * as v from 'valibot';
import type { Control } from '../chains/control';
import type { NetworkSpec } from '../chains/family';
import type { TokenFacts } from '../chains/tokens';
import { isAssetId, isChainId, type AssetId, type ChainId } from '../core/caip';
import type { Json } from '../core/json';
import type { SendForm } from '../wallet/views/send';
import type { Settings } from '../wallet/views/settings';
import { slot, type Area } from './slot';
import { vaultFileSchema, type VaultFile } from './vault-file';

/** `memory`: {@link local} with what was read of it. What guards the keys is read from where it lies. */
export type Areas = { readonly local: Area; readonly memory: Area; readonly session: Area };

/** Every value the wallet itself keeps, its shape, and what a lost one becomes. */
export const openSlots = ({ local, memory, session }: Areas) => ({
  vault: slot('vault', { area: local, version: 1, initial: null, check: as<VaultFile | null>(v.nullable(vaultFileSchema)) }),
  accounts: slot('accounts', { area: memory, version: 1, initial: noAccounts, check: as<AccountBook>(accounts), onCorrupt: 'reset' }),
  /** Address by network and public key: a cache that cannot go stale. */
  addresses: slot('addresses', {
    area: memory,
    version: 1,
    initial: {},
    check: as<Readonly<Record<string, string>>>(record(v.string(), text(200))),
    onCorrupt: 'reset',
  }),
  networks: slot('networks', {
    area: memory,
    version: 2,
    initial: noNetworkChanges,
    check: as<NetworkBook>(networks),
    // Version 1 was the changes alone.
    migrations: { 2: (changes) => ({ ...noNetworkChanges, changes }) },
    onCorrupt: 'reset',
  }),
  balances: slot('balances', { area: memory, version: 1, initial: {}, check: as<Readonly<Record<string, StoredBalance>>>(balances), onCorrupt: 'reset' }),
  tokens: slot('tokens', { area: memory, version: 1, initial: noTokens, check: as<TokenBook>(tokenBook), onCorrupt: 'reset' }),
  /** What contracts said of themselves, of tokens that nobody vouches for: a cache. */
  facts: slot('facts', { area: memory, version: 1, initial: {}, check: as<StoredFacts>(facts), onCorrupt: 'reset' }),
  settings: slot('settings', { area: memory, version: 1, initial: defaultSettings, check: as<Settings>(settings), onCorrupt: 'reset' }),
  throttle: slot('throttle', { area: local, version: 1, initial: { failures: 0, until: 0 }, check: as<Throttle>(throttle), onCorrupt: 'reset' }),
  sendForm: slot('sendForm', { area: session, version: 1, initial: null, check: as<KeptForm | null>(v.nullable(keptForm)), onCorrupt: 'reset' }),
  session: slot('session', { area: session, version: 1, initial: null, check: as<OpenSession | null>(v.nullable(openSession)), onCorrupt: 'reset' }),
});
export type Slots = ReturnType<typeof openSlots>;

export type AccountBook = { readonly selected: number; readonly accounts: readonly StoredAccount[] };
/** `keys`: public keys in hex, by curve and path. `imported`: the family that its key, which is not the seed's, was imported for. */
export type StoredAccount = { readonly index: number; readonly name: string; readonly imported?: string; readonly keys: Readonly<Record<string, string>> };
/** What the user changed of the networks and added to them. `order`: those that were placed. */
export type NetworkBook = {
  readonly order: readonly ChainId[];
  readonly changes: { readonly [id: ChainId]: NetworkChange };
  readonly custom: readonly CustomNetwork[];
};
/** `explorer`: where it starts; empty for none. */
export type NetworkChange = {
  readonly enabled?: boolean;
  readonly removed?: boolean;
  readonly endpoints?: readonly string[];
  readonly name?: string;
  readonly symbol?: string;
  readonly explorer?: string;
  readonly indexer?: string;
};
export type CustomNetwork = { readonly [field in keyof NetworkSpec]: NetworkSpec[field] } & { readonly family: string };
/** Amounts as decimal text; `readAt` in Unix ms. */
export type StoredBalance = {
  readonly amount: string;
  readonly spendable?: string;
  readonly tokens?: Readonly<Record<AssetId, string>>;
  readonly readAt: number;
  /** As it was read last; the network does not say it every time. */
  readonly control?: Control & { readonly readAt: number };
};
export type StoredFacts = Readonly<Record<AssetId, Omit<TokenFacts, 'asset'>>>;
/** `own`: what the user added, in that order. */
export type TokenBook = { readonly own: StoredFacts; readonly hidden: readonly AssetId[] };
/** `until`: Unix ms before which no password is tried. */
export type Throttle = { readonly failures: number; readonly until: number };
/** `keptAt`: Unix ms. */
export type KeptForm = SendForm & { readonly account: number; readonly keptAt: number };
/** `key`: the vault's, base64. `minutes`: what `lockAt` (Unix ms) was counted with. */
export type OpenSession = { readonly key: string; readonly lockAt: number; readonly minutes: number };

export const defaultSettings: Settings = { lockMinutes: 15, language: 'auto', theme: 'auto', testnets: false, defaultWallet: true };
const noTokens: TokenBook = { own: {}, hidden: [] };
const noNetworkChanges: NetworkBook = { order: [], changes: {}, custom: [] };
const noAccounts: AccountBook = { selected: 0, accounts: [] };

/** valibot takes an array for a record of its indices. */
const record = <K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(key: K, value: V) =>
  v.pipe(
    v.custom<Readonly<Record<string, unknown>>>((input) => !Array.isArray(input)),
    v.record(key, value),
  );
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const count = (largest = Number.MAX_SAFE_INTEGER) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(largest));
const digits = v.pipe(v.string(), v.regex(/^\d{1,100}$/));
const base64 = v.pipe(v.string(), v.base64(), v.maxLength(10_000));

const account = v.strictObject({
  index: count(0x7fff_ffff),
  name: text(200),
  imported: v.exactOptional(text(20)),
  keys: record(v.string(), v.pipe(v.string(), v.hexadecimal())),
});
const accounts = v.strictObject({ selected: count(), accounts: v.pipe(v.array(account), v.maxLength(10_000)) });
const chainId = v.custom<ChainId>(isChainId);
const endpoints = v.pipe(v.array(text(2048)), v.minLength(1), v.maxLength(10));
const networkChange = v.strictObject({
  enabled: v.exactOptional(v.boolean()),
  removed: v.exactOptional(v.boolean()),
  endpoints: v.exactOptional(endpoints),
  name: v.exactOptional(text(200)),
  symbol: v.exactOptional(text(200)),
  explorer: v.exactOptional(text(2048)),
  indexer: v.exactOptional(text(2048)),
});
const customNetwork = v.strictObject({
  family: text(20),
  reference: text(32),
  name: text(200),
  symbol: text(200),
  rpc: endpoints,
  explorer: v.exactOptional(text(2048)),
  testnet: v.exactOptional(v.literal(true)),
  kind: v.exactOptional(text(20)),
});
const networks = v.strictObject({
  order: v.pipe(v.array(chainId), v.maxLength(1000)),
  changes: record(chainId, networkChange),
  custom: v.pipe(v.array(customNetwork), v.maxLength(100)),
});
const asset = v.custom<AssetId>(isAssetId);
const control = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['key', 'contract']), readAt: count() }),
  v.strictObject({ kind: v.literal('delegate'), to: text(200), name: v.exactOptional(text(100)), readAt: count() }),
]);
const balances = record(
  v.string(),
  v.strictObject({
    amount: digits,
    spendable: v.exactOptional(digits),
    tokens: v.exactOptional(record(asset, digits)),
    readAt: count(),
    control: v.exactOptional(control),
  }),
);
const facts = record(
  asset,
  v.strictObject({ standard: v.picklist(['fungible', 'collectible', 'semi-fungible']), symbol: text(100), name: text(300), decimals: count(100) }),
);
const tokenBook = v.strictObject({ own: facts, hidden: v.pipe(v.array(asset), v.maxLength(10_000)) });
const settings = v.strictObject({
  lockMinutes: v.pipe(count(1440), v.minValue(1)),
  language: v.picklist(['auto', 'en', 'zh-CN']),
  theme: v.picklist(['auto', 'light', 'dark']),
  testnets: v.boolean(),
  // Later than the others: what was kept before has none.
  defaultWallet: v.optional(v.boolean(), true),
});
const throttle = v.strictObject({ failures: count(), until: count() });
const keptForm = v.strictObject({
  asset: v.exactOptional(asset),
  network: v.custom<ChainId>(isChainId),
  to: text(200),
  amount: text(100),
  max: v.boolean(),
  account: count(),
  keptAt: count(),
});
const openSession = v.strictObject({ key: base64, lockAt: count(), minutes: count(1440) });

const as =
  <T>(schema: v.GenericSchema<unknown, unknown>) =>
  (value: Json): T =>
    v.parse(schema, value) as T;
