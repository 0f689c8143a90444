import type { Address, FeeChoice, FeeField, PaymentLink, Replacement, TxId } from '../chains/adapter';
import type { NetworkSpec } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import type { AssetId, ChainId } from '../core/caip';
import type { Account, KeyImport, PhraseCheck, VaultStatus } from './views/account';
import type { ActivityView, ReceivedView, ReplacementView } from './views/activity';
import type { ApprovalView } from './views/approval';
import type { BalanceView, TokenLook, TokenView } from './views/asset';
import type { EndpointTrial, NetworkTrial, NetworkView } from './views/network';
import type { QuoteView, Recipient, SendForm, SendRequest } from './views/send';
import type { PermissionView, Settings } from './views/settings';

/**
 * Everything the UI may call in the worker; the shapes that cross are in `views/`. Calls reject with a WalletError whose code is the only thing
 * that crosses. The worker emits `changed` with the names of the topics that may read differently now.
 */
export type Topic = 'vault' | 'accounts' | 'networks' | 'balances' | 'tokens' | 'approvals' | 'activity' | 'permissions' | 'settings';

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
