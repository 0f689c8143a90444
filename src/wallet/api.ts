import type {
  Address,
  Control,
  FeeChoice,
  FeeField,
  FeeOption,
  FeeValues,
  PaymentLink,
  Preview,
  Replacement,
  TokenFacts,
  TokenStandard,
  TxId,
  Waiting,
} from '../chains/adapter';
import type { NetworkSpec } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import type { AssetId, ChainId } from '../core/caip';
import type { ErrorCode, Reason } from '../core/errors';

/**
 * Everything the UI may call in the worker, and the shapes that cross. Calls reject with a WalletError whose code is the only thing
 * that crosses. The worker emits `changed` with the names of the topics that may read differently now.
 */
export type Topic = 'vault' | 'accounts' | 'networks' | 'balances' | 'tokens' | 'approvals' | 'activity' | 'permissions' | 'settings';

/** `lost`: there is no readable vault, but there was one (a backup or accounts exist): recover, never onboard. */
export type VaultStatus = 'absent' | 'locked' | 'unlocked' | 'lost';

export type PhraseCheck =
  | { readonly ok: true }
  /** `positions` count from 0, and name the words that are in no BIP-39 list. */
  | { readonly ok: false; readonly code: 'phrase/word-count' | 'phrase/unknown-word' | 'phrase/checksum'; readonly positions: readonly number[] };

export type Account = {
  readonly index: number;
  readonly name: string;
  readonly selected: boolean;
  /** Its key is not the recovery phrase's, and makes addresses of this family alone. */
  readonly imported?: FamilyId;
  /** One address per network that is switched on. */
  readonly addresses: Readonly<Record<ChainId, Address>>;
};

/** `secret`: a private key in hex, or a keystore file, which `filePassword` opens. `password`: the wallet's. */
type KeyImport = { readonly family: FamilyId; readonly secret: string; readonly filePassword: string; readonly password: string };

export type NetworkView = {
  readonly id: ChainId;
  readonly family: FamilyId;
  readonly name: string;
  readonly currency: { readonly symbol: string; readonly decimals: number };
  readonly asset: AssetId;
  readonly testnet: boolean;
  readonly local: boolean;
  readonly enabled: boolean;
  readonly endpoints: readonly string[];
  /** The user replaced the endpoints that ship with the wallet. */
  readonly customised: boolean;
  /** The user changed its name, symbol or explorer. */
  readonly edited: boolean;
  /** The user, or a site with the user's leave, added it. */
  readonly custom: boolean;
  /** The selected account has no address on it. */
  readonly elsewhere?: true;
  /** Off, and to be shown only among those that can be put back. */
  readonly removed: boolean;
  /** What tells it from the others at a glance: letters, and a hue in degrees. */
  readonly mark: { readonly text: string; readonly hue?: number };
  readonly explorer?: { readonly transaction: string; readonly address: string };
  /** An API that the user wants asked for incoming coins. */
  readonly indexer?: string;
};

/** `wrong-chain`: it answers, but for another network, and is not used. */
export type EndpointTrial = { readonly ok: true; readonly milliseconds: number; readonly height: number } | { readonly ok: false; readonly code: ErrorCode };

/** What to know before a network is added; `of` names the network that it could be taken for, or the one that its number is known as. */
export type NetworkWarning = {
  readonly code: 'name-of-another' | 'coin-of-another' | 'coin-imitates' | 'private-endpoint' | 'known-otherwise';
  readonly of: string;
};

export type NetworkTrial =
  | { readonly ok: true; readonly milliseconds: number; readonly height: number; readonly warnings: readonly NetworkWarning[] }
  | { readonly ok: false; readonly code: ErrorCode };

/** `bundled`: from the list that ships with the wallet. `user`: the user added it, by its address. */
export type TokenView = TokenFacts & {
  readonly network: ChainId;
  readonly source: 'bundled' | 'user';
  /** The user put it on the list: it is shown also while there is none of it. */
  readonly pinned: boolean;
  readonly hidden: boolean;
};

/** `amount` is undefined where none was read: the token gave no sane answer. */
export type TokenBalance = TokenView & { readonly amount?: bigint };

/** What stands at an address, for a person who is about to add it. */
export type TokenLook = {
  readonly token: TokenFacts;
  readonly source: TokenView['source'];
  /** It is on the user's list already. */
  readonly listed: boolean;
  /** The account's, where it could be read. */
  readonly amount?: bigint;
  /** A well-known coin or token that this one is not, though it has its name or one that looks like it. */
  readonly resembles?: { readonly asset: AssetId; readonly symbol: string; readonly name: string };
};

/** How to write amounts of an asset. `chain`: read from the contract itself, vouched for by nobody. */
export type AssetView = {
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
  readonly standard: TokenStandard;
  readonly source: TokenView['source'] | 'chain';
};
/** Of the tokens that a preview names, those that the wallet has facts of. Coins are the networks' own affair. */
export type AssetViews = Readonly<Record<AssetId, AssetView>>;

/** What an account has on a network, from the cache: the native coin, and the tokens to be shown. `amount` is undefined where none was ever read. */
export type BalanceView = {
  readonly network: ChainId;
  readonly asset: AssetId;
  readonly amount?: bigint;
  readonly spendable?: bigint;
  /** Unix ms of the reading. */
  readonly readAt?: number;
  readonly state: 'fresh' | 'stale' | 'refreshing' | 'failed';
  readonly error?: ErrorCode;
  readonly control?: ControlView;
  readonly tokens?: readonly TokenBalance[];
};

/** What else than the key acts for an account on a network. `readAt`: Unix ms. */
export type ControlView = Exclude<Control, { kind: 'key' }> & { readonly readAt: number };

/**
 * `name`: what the user typed, in its one spelling, where it was a name. `resembles`: an own address, or one that was paid before, which this one is
 * not, though it begins and ends like it.
 */
export type Recipient = { readonly address: Address; readonly name?: string; readonly resembles?: Address };

/** With `name`, `to` is the address it stood for when it was typed: one that has changed since stops the send. Of the network's coin, unless `asset` names a token. */
export type SendRequest = {
  readonly network: ChainId;
  readonly to: string;
  readonly name?: string;
  readonly amount: bigint | 'max';
  readonly asset?: AssetId;
  /** Quoted beside the speeds. */
  readonly custom?: FeeValues;
};

/** The form of a transfer as it was typed. */
export type SendForm = { readonly network: ChainId; readonly asset?: AssetId; readonly to: string; readonly amount: string; readonly max: boolean };

export type QuoteView = {
  readonly fees: readonly [FeeOption, ...FeeOption[]];
  /** What would arrive for `max`, by speed; equal to the amount otherwise. */
  readonly amounts: Readonly<Partial<Record<FeeOption['speed'], bigint>>>;
  /** The family lets a person set the fee. */
  readonly customisable?: boolean;
};

/** A network that a site wants to have added. All of it is the site's word, but that the endpoints answer for this id. */
type OfferedNetwork = {
  readonly id: ChainId;
  readonly name: string;
  readonly symbol: string;
  readonly endpoints: readonly string[];
  readonly explorer?: string;
};

/** A question that waits for the user. `origin` is `wallet` for the user's own sends. */
export type ApprovalView = {
  readonly id: string;
  readonly origin: string;
  /** The user answers for this account; `address` is its address on the network in question. */
  readonly account: { readonly index: number; readonly name: string; readonly address?: Address };
  readonly family: FamilyId;
  readonly network: ChainId;
  readonly digest: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly state: 'pending' | 'approved' | 'rejected' | 'done' | 'failed';
  /** Of a failure. */
  readonly code?: ErrorCode;
  readonly subject:
    | { readonly kind: 'connect'; readonly accounts: readonly { readonly index: number; readonly name: string; readonly address: Address }[] }
    /** `enable`: it is off, and comes on with the yes. `stay`: the site is not connected, and moves nowhere. */
    | { readonly kind: 'switch'; readonly to: ChainId; readonly enable?: true; readonly stay?: true }
    | { readonly kind: 'token'; readonly look: TokenLook }
    | { readonly kind: 'network'; readonly network: OfferedNetwork; readonly warnings: readonly NetworkWarning[]; readonly stay?: true }
    | {
        readonly kind: 'transaction';
        readonly preview: Preview;
        /** How the user called the recipient. */ readonly toName?: string;
        readonly fee: FeeOption;
        readonly fees: readonly FeeOption[];
        readonly customisable?: boolean;
        /** The pending transaction that the chain would have this one instead of. */
        readonly replaces?: TxId;
        readonly stale?: true;
        /** Why the chain would not carry it out: it can only be refused, or looked at again. */
        readonly fails?: { readonly code: ErrorCode; readonly reason?: Reason };
        /** The `at`th of the `of` transactions that one request asks for. */
        readonly part?: { readonly at: number; readonly of: number };
      }
    | { readonly kind: 'sign'; readonly preview: Preview };
  readonly assets?: AssetViews;
  /** Of the account in question, on the network in question, where it is a transaction. */
  readonly control?: ControlView;
};

export type ActivityState = 'signed' | 'pending' | 'confirmed' | 'final' | 'failed' | 'dropped' | 'replaced' | 'rejected';

export type ActivityView = {
  /** The transaction id, as the chain writes it. */
  readonly id: string;
  readonly network: ChainId;
  readonly account: number;
  /** `wallet`, or the site that asked. */
  readonly origin: string;
  readonly preview: Preview;
  readonly fee: FeeOption;
  readonly state: ActivityState;
  readonly createdAt: number;
  readonly confirmations?: number;
  readonly paidFee?: bigint;
  /** The pending one that it was to take the place of, and the one that took its own: the wallet's, or somebody else's with the same key. */
  readonly replaces?: TxId;
  readonly replacedBy?: TxId;
  /** The one whose work it does, faster. */
  readonly repeats?: TxId;
  /** Of a pending one. `undone`: it was in a block that the chain took back. */
  readonly waiting?: Waiting;
  readonly undone?: true;
  /** What it brought, as the chain says. */
  readonly received?: Preview['changes'];
  readonly assets?: AssetViews;
};

/** Why something that came is out of sight until the user asks for it: strangers send anything, to be seen or to be paid by mistake. */
export type HiddenReason = 'unknown-token' | 'look-alike' | 'nothing';

/** What a transaction of somebody else's brought. What is hidden of it is an entry of its own. `at`: Unix ms, of its block. */
export type ReceivedView = {
  readonly id: string;
  readonly network: ChainId;
  readonly account: number;
  readonly changes: Preview['changes'];
  readonly state: Extract<ActivityState, 'confirmed' | 'final'>;
  readonly at: number;
  readonly hidden?: HiddenReason;
  readonly assets?: AssetViews;
};

/** `first` is to be replaced before this one can be helped. */
type ReplacementView = { readonly how: readonly Replacement[]; readonly first?: TxId };

export type PermissionView = {
  readonly origin: string;
  readonly family: FamilyId;
  readonly accounts: readonly number[];
  readonly network: ChainId;
  readonly grantedAt: number;
};

export type Language = 'en' | 'zh-CN';
export type Settings = {
  /** Minutes without use until the wallet locks. */
  readonly lockMinutes: number;
  /** `auto` follows the browser. */
  readonly language: 'auto' | Language;
  readonly theme: 'auto' | 'light' | 'dark';
  /** Show test networks at all. */
  readonly testnets: boolean;
  /** Take `window.ethereum` on sites where no other wallet has it. */
  readonly defaultWallet: boolean;
};

export type WalletApi = {
  readonly vault: {
    status(): Promise<VaultStatus>;
    /** A new phrase from the browser's random source. Nothing is kept until `create`. */
    generate(words: 12 | 24): Promise<string>;
    check(phrase: string): Promise<PhraseCheck>;
    /** Makes the vault and account 1, and unlocks. Throws `vault/exists`, `phrase/*`, `password/*`. */
    create(phrase: string, password: string): Promise<void>;
    /** Throws `vault/wrong-password`, `vault/throttled` after many wrong tries. */
    unlock(password: string): Promise<void>;
    lock(): Promise<void>;
    changePassword(from: string, to: string): Promise<void>;
    /** Throws `vault/wrong-password`. */
    reveal(password: string): Promise<string>;
    /** Puts the newest readable backup back, after the vault was `lost`. Throws `vault/absent` when there is none. */
    restore(): Promise<void>;
    /** Forgets everything, for a person who starts again with a phrase. */
    erase(): Promise<void>;
    /** The user did something: the lock timer starts again. */
    touch(): Promise<void>;
  };
  readonly accounts: {
    list(): Promise<readonly Account[]>;
    /** The next index. Needs an unlocked vault. Returns its index. */
    add(name?: string): Promise<number>;
    /** Throws `name/invalid`. */
    rename(index: number, name: string): Promise<void>;
    select(index: number): Promise<void>;
    /**
     * An account of its own for a key from elsewhere; `already` where there is one with this key. Throws `key/*`, `keystore/*`, `vault/wrong-password`,
     * `vault/locked`, `account/too-many`.
     */
    importKey(request: KeyImport): Promise<{ readonly index: number; readonly already?: true }>;
    /** An imported key, in hex. Throws `vault/wrong-password`, `account/unknown`. */
    revealKey(index: number, password: string): Promise<string>;
    /** Of an imported account: its key is gone for good. Throws `vault/wrong-password`, `account/unknown`. */
    remove(index: number, password: string): Promise<void>;
  };
  readonly networks: {
    list(): Promise<readonly NetworkView[]>;
    setEnabled(id: ChainId, enabled: boolean): Promise<void>;
    tryEndpoint(id: ChainId, url: string): Promise<EndpointTrial>;
    /** Each must answer for this network: throws `endpoint/invalid`, `network/unreachable`, `network/wrong-chain`. */
    setEndpoints(id: ChainId, urls: readonly string[]): Promise<void>;
    resetEndpoints(id: ChainId): Promise<void>;
    /** Whom to ask for incoming coins; empty for nobody. Throws `endpoint/invalid`, `chain/unsupported`. */
    setIndexer(id: ChainId, url: string): Promise<void>;
    /** Asks the endpoints of a network that is not there yet. Keeps nothing. */
    tryNetwork(family: FamilyId, spec: NetworkSpec): Promise<NetworkTrial>;
    /** Every endpoint must answer for it. Throws what {@link NetworkTrial} names, and `network/too-many`. */
    add(family: FamilyId, spec: NetworkSpec): Promise<ChainId>;
    /** An empty `explorer` takes it away. Throws `name/invalid`, `symbol/invalid`, `explorer/invalid`. */
    edit(id: ChainId, change: { readonly name?: string; readonly symbol?: string; readonly explorer?: string }): Promise<void>;
    /** Name, symbol and explorer as they ship, or as they were added. */
    reset(id: ChainId): Promise<void>;
    /** Nothing is asked of it until it is put back. */
    remove(id: ChainId): Promise<void>;
    restore(id: ChainId): Promise<void>;
    /** Those named come first, in this order. */
    reorder(ids: readonly ChainId[]): Promise<void>;
  };
  readonly balances: {
    /** From the cache, at once, for the selected account and every enabled network. */
    list(): Promise<readonly BalanceView[]>;
    /** Asks the networks (all enabled ones by default) and emits `balances` as answers come. Resolves when all have answered or failed. */
    refresh(networks?: readonly ChainId[]): Promise<void>;
  };
  readonly tokens: {
    /** Everything of this network that is shown or hidden: the user's own, and those that ship and are held. */
    list(network: ChainId): Promise<readonly TokenView[]>;
    /** Reads what stands at an address; `id` is the number of a piece of a collection. Throws `address/*`, `token/*`, `chain/unsupported`, `network/*`. */
    look(network: ChainId, address: string, id?: string): Promise<TokenLook>;
    /** Reads it again, and puts it on the list. Throws as `look` does. */
    add(asset: AssetId): Promise<void>;
    /** Takes what was added off the list. */
    remove(asset: AssetId): Promise<void>;
    hide(asset: AssetId): Promise<void>;
    show(asset: AssetId): Promise<void>;
  };
  readonly send: {
    /** The canonical address of what was typed, which may be a name. Throws `address/*`, `recipient/*`. */
    recipient(network: ChainId, text: string): Promise<Recipient>;
    /** A payment link of any chain; `shown` is meant by one of its family that names no network. Throws `link/*`, `address/*`, `network/*`. */
    link(text: string, shown: ChainId): Promise<PaymentLink>;
    /** A link by which others pay the selected account that much of the network's coin. Throws `chain/unsupported` where there are no links. */
    linkTo(network: ChainId, amount: bigint): Promise<string>;
    quote(request: SendRequest): Promise<QuoteView>;
    /** What the selected account typed and did not send, for ten minutes or until the wallet locks. */
    unfinished(): Promise<SendForm | null>;
    /** Keeps it in memory, never on disk; `null` forgets it. */
    keep(form: SendForm | null): Promise<void>;
    /** Builds the draft and opens a question for it (origin `wallet`), to be answered with `approvals.approve`. Returns its id. */
    prepare(request: SendRequest, fee: FeeChoice): Promise<string>;
    /** Opens a question, as `prepare` does, for a transaction that takes off what acts for the selected account. Throws `delegation/absent`, `fee/insufficient`. */
    undelegate(network: ChainId): Promise<string>;
    /** What may be set of the fee, by the normal one. Throws `chain/unsupported`, and what `quote` throws. */
    feeFields(request: SendRequest): Promise<readonly FeeField[]>;
  };
  readonly approvals: {
    /** The waiting ones first, oldest first. Needs no unlocked vault: a locked wallet shows that something waits. */
    list(): Promise<readonly ApprovalView[]>;
    get(id: string): Promise<ApprovalView>;
    /** The origins of sites that wait for an answer, or for the wallet to be unlocked so that they can ask. */
    askers(): Promise<readonly string[]>;
    /** Builds the transaction again at another speed, or because it went stale. The digest changes. */
    revise(id: string, fee: FeeChoice): Promise<void>;
    /** What may be set of the fee, by the one it has. Throws `chain/unsupported`. */
    feeFields(id: string): Promise<readonly FeeField[]>;
    /**
     * The text of a sealed message that a site wants opened. It is for the screen alone: nothing keeps it. Throws `approval/changed`, and
     * `dapp/invalid-params` where it cannot be opened.
     */
    reveal(id: string, digest: string): Promise<string>;
    /** Throws `approval/changed` when `digest` is not what is on record. For a connection, `accounts` are those the user chose. Resolves when done. */
    approve(id: string, digest: string, accounts?: readonly number[]): Promise<void>;
    reject(id: string): Promise<void>;
    /** What sites ask; the user's own transfer stays. */
    rejectAll(): Promise<void>;
  };
  readonly activity: {
    list(): Promise<readonly ActivityView[]>;
    /** What others sent to the selected account, newest first. */
    received(): Promise<readonly ReceivedView[]>;
    /** What an address calls itself, where the network keeps names and both ways agree. Throws `network/*`. */
    nameOf(network: ChainId, address: Address): Promise<string | null>;
    /** Looks for what came. Sends a signed one again, and looks at every pending one now. */ refresh(): Promise<void>;
    /** What can be done about a pending one. */
    replacements(network: ChainId, id: TxId): Promise<ReplacementView>;
    /** Opens a question for a transaction in its place, as `send.prepare` does. Throws `transaction/settled`, `fee/insufficient`. */
    replace(network: ChainId, id: TxId, how: Replacement): Promise<string>;
  };
  readonly permissions: { list(): Promise<readonly PermissionView[]>; revoke(origin: string, family: FamilyId): Promise<void> };
  readonly settings: { get(): Promise<Settings>; update(change: Partial<Settings>): Promise<void> };
};
