import type { Address, AssetId, ChainId } from '../core/caip';
import type { PageError } from '../core/errors';
import type { Json } from '../core/json';
import type { Curve, Network, NetworkSpec } from './family';
import type { FeeField, FeeOption, FeeValues } from './fees';
import type { Preview } from './preview';
import type { Holdings, TokenFacts, TokenStandard } from './tokens';

export type { Address } from '../core/caip';
export type * from './fees';
export type * from './preview';
export type * from './tokens';

export type TxId = string;

/** The only way an adapter reaches the outside world; tests pass a fake. */
export type ChainContext<N extends Network = Network> = {
  readonly network: N;
  readonly transport: Transport;
  /** What the user wants asked for an address' transactions, where the family knows such APIs. What it says is a hint, and nothing else. */
  readonly indexer?: Transport;
  /** Unix ms. Adapters have no other clock. */
  readonly now: () => number;
  /** What the account has signed on this network and is not final, oldest first, as the wallet remembers it: the node may not know all of it. */
  readonly pending?: readonly Signed[];
};

/**
 * Talks to the network's endpoints: timeout, size limit, failover to the next endpoint on a network fault.
 * Integers of 16 or more digits arrive as strings ({@link import('../core/json').parseExact}).
 * Throws `network/unreachable`, `network/bad-response`, and {@link import('../core/errors').NodeError} for what the node itself refused.
 */
export type Transport = {
  /** JSON-RPC 2.0. */
  request(method: string, params: Json): Promise<Json>;
  /** REST, below the endpoint. A body that is not JSON arrives as a string. */
  get(path: string): Promise<Json>;
  /** A string goes as text/plain, anything else as JSON. */
  post(path: string, body: Json): Promise<Json>;
};

// ---- identity -------------------------------------------------------------------------------------------------

export interface AddressCodec {
  fromPublicKey(publicKey: Uint8Array, network: Network, kind: string): Address;
  /**
   * The canonical form of what a person typed. Throws `address/invalid`, `address/checksum`, or
   * `address/wrong-network` for a well-formed address of this family's other networks.
   */
  parse(text: string, network: Network): Address;
}

/** Which chain an endpoint really serves. An endpoint that answers for another is not used. */
export interface EndpointCheck<N extends Network> {
  /** Throws `network/bad-response`. `height` is the newest block. */
  probe(context: ChainContext<N>): Promise<{ readonly chain: ChainId; readonly height: number }>;
  /** The {@link NetworkSpec.kind} of a network that is being added. Throws `network/*`. */
  examine?(context: ChainContext<N>): Promise<string>;
}

// ---- reading --------------------------------------------------------------------------------------------------

export interface AssetReader<N extends Network> {
  /** `spendable` where it is less than the balance (unconfirmed coins, rent). */
  native(context: ChainContext<N>, owner: Address): Promise<{ readonly amount: bigint; readonly spendable?: bigint }>;
}

/** Everything but the native coin. A family without tokens leaves this out; its asset ids are its own affair. */
export interface TokenReader<N extends Network> {
  /**
   * The token a person means by an address, and by a number where that is a collection. Reads the chain. Throws `address/*`,
   * `token/absent`, `token/absurd`, `token/id-missing`, `token/id-invalid`, `network/*`.
   */
  find(context: ChainContext<N>, text: string, id?: string): Promise<TokenFacts>;
  /** What the chain says of these; those that say nothing sane are left out. */
  facts(context: ChainContext<N>, assets: readonly AssetId[]): Promise<readonly TokenFacts[]>;
  /** The native balance and those of `assets`, in as few requests as the family can. */
  balances(context: ChainContext<N>, owner: Address, assets: readonly AssetId[]): Promise<Holdings>;
}

/** What reached an account. `index` tells the transfers of one transaction apart. Without `from`, nobody had it before. `at`: Unix ms. */
export type Incoming = {
  readonly id: TxId;
  readonly index: string;
  readonly asset: AssetId;
  readonly amount: bigint;
  readonly from?: Address;
  readonly block: number;
  readonly at: number;
};

/**
 * `from`: the transfers are all there are from this block on; what an earlier answer had there, the chain has undone. `settled`: what is
 * in this block or before it will not be undone. `cursor` is family-private, and goes into the next question.
 */
export type IncomingAnswer = { readonly transfers: readonly Incoming[]; readonly from: number; readonly settled: number; readonly cursor: Json };

/** What others sent. A family whose chain cannot be asked for that leaves it out. */
export interface HistoryReader<N extends Network> {
  /**
   * What came since `cursor`; without one, what came lately. Bounded: what is left over comes with the next question. Never the owner's own
   * sends, but everything else, zeros and worthless tokens included. Throws `network/*`.
   */
  incoming(context: ChainContext<N>, owner: Address, cursor: Json | undefined): Promise<IncomingAnswer>;
}

// ---- sending --------------------------------------------------------------------------------------------------

/** What the user, or a page, wants to happen. `max` leaves nothing, or the chain's required remainder. `toName`: how the user called the recipient. */
export type Intent =
  | {
      readonly type: 'transfer';
      readonly from: Address;
      readonly to: Address;
      readonly asset: AssetId;
      readonly amount: bigint | 'max';
      readonly toName?: string;
    }
  | { readonly type: 'request'; readonly from: Address; readonly method: string; readonly params: Json }
  /** Takes the place of one of `context.pending`, at a higher fee: does the same, or nothing. Only the wallet's user can want it. */
  | { readonly type: 'replace'; readonly from: Address; readonly of: TxId; readonly how: Replacement };

export type Replacement = 'speed-up' | 'cancel';

export interface CustomFees<N extends Network> {
  /** What may be set, filled in with what `fee` says. Reads the chain. Throws what `quote` throws. */
  fields(context: ChainContext<N>, intent: Intent, fee: FeeOption): Promise<readonly FeeField[]>;
  /** `fee` with these values in the place of its own. Throws `fee/invalid`, and what `quote` throws. */
  apply(context: ChainContext<N>, intent: Intent, fee: FeeOption, values: FeeValues): Promise<FeeOption>;
}

export interface FeeQuoter<N extends Network> {
  /** slow, normal, fast; a chain that has one price says so with one option. Throws of `build`'s errors what is certain at every price. */
  quote(context: ChainContext<N>, intent: Intent): Promise<readonly [FeeOption, ...FeeOption[]]>;
  /** What a person may set instead. */
  readonly custom?: CustomFees<N>;
}

/** The exact bytes to be signed, as JSON, so that a pending approval outlives the worker. */
export type Draft<P extends Json = Json> = {
  readonly chain: ChainId;
  readonly from: Address;
  readonly fee: FeeOption;
  readonly payload: P;
  /** Of `context.pending`: the chain can take either that one or this one. */
  readonly replaces?: TxId;
  /** Unix ms after which the draft must be built again (blockhash, TRON ref block). */
  readonly expiresAt?: number;
};

/**
 * `id` is computed from the bytes, never taken from a node. `raw` is what is broadcast, in the chain's own text form.
 * `validity` is family-private: what tells later that it can no longer be included (nonce and sender, last valid height, expiry).
 */
export type Signed = { readonly id: TxId; readonly raw: string; readonly validity?: Json };

export type TxStatus =
  | { readonly state: 'pending'; readonly waiting?: Waiting }
  /** It can never be included any more; no money moved. */
  | { readonly state: 'dropped' }
  /** Another transaction is in the chain, and this one cannot be beside it. `by` is proven to be of the same account. */
  | { readonly state: 'replaced'; readonly by: TxId; readonly final: boolean }
  /** `final`: deep enough that the chain will not undo it. `fee` is what it really cost, in the native asset. */
  | { readonly state: 'confirmed' | 'failed'; readonly block: number; readonly confirmations: number; readonly final: boolean; readonly fee?: bigint };

/**
 * Why a pending one is not included: `price`: the chain asks more than it offers; `earlier`: others of the account come first; `gap`: one
 * that must come first does not exist; `refused`: the chain lost it and does not take it again.
 */
export type Waiting = 'price' | 'earlier' | 'gap' | 'refused';

export interface TransactionFlow<N extends Network, P extends Json> {
  /**
   * Reads the chain: nonce, UTXOs, blockhash. Checks what can be checked before anything is signed. Throws `amount/zero`,
   * `amount/dust`, `amount/insufficient`, `amount/rent`, `fee/insufficient`, `fee/too-low`, `transaction/would-fail`, `transaction/settled`,
   * `transaction/invalid`.
   */
  build(context: ChainContext<N>, intent: Intent, fee: FeeOption): Promise<Draft<P>>;
  /** Pure, and from the draft's bytes alone: decodes what will be signed, never the intent. */
  preview(draft: Draft<P>, network: N): Preview;
  /** Throws `draft/expired`, and `transaction/invalid` when the draft is not of this network or signer. */
  sign(draft: Draft<P>, network: N, signers: Signers): Promise<Signed>;
  /** "Already known" is success. Throws `transaction/rejected` when the chain refuses it for good, `network/*` when it may have arrived. */
  broadcast(context: ChainContext<N>, signed: Signed): Promise<void>;
  track(context: ChainContext<N>, signed: Signed): Promise<TxStatus>;
  /** How one of `pending` may be replaced; `first` is the one that holds it up, and that is to be replaced instead. Pure. */
  replacements?(signed: Signed, pending: readonly Signed[]): { readonly how: readonly Replacement[]; readonly first?: TxId };
  /** Whether one of `pending` uses up what the draft needs, other than the one it replaces: the draft must be built again. Pure. */
  conflicts?(draft: Draft<P>, pending: readonly Signed[]): boolean;
}

// ---- keys -----------------------------------------------------------------------------------------------------

/** A borrowed right to sign. Adapters never see a private key; a hardware wallet can be one of these. */
export interface Signer {
  readonly curve: Curve;
  /** secp256k1: 33 bytes, compressed. ed25519: 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Low-s, RFC 6979; 65 bytes, r ‖ s ‖ recovery (0 or 1). Of a 32-byte hash. */
  ecdsa(hash: Uint8Array): Promise<Uint8Array>;
  /** BIP-340, 64 bytes; `tweak` is the BIP-341 output tweak. */
  schnorr(hash: Uint8Array, tweak?: Uint8Array): Promise<Uint8Array>;
  /** 64 bytes. */
  ed25519(message: Uint8Array): Promise<Uint8Array>;
  /**
   * The secret shared with an X25519 key, 32 bytes: sites seal messages for secp256k1 keys taken as X25519 ones (`eth_decrypt`). A device may not have it.
   * Throws `dapp/invalid-params` for a key that shares its secret with everybody.
   */
  x25519?(publicKey: Uint8Array): Promise<Uint8Array>;
}

/** The signer for one of the account's own paths (Bitcoin spends from several); without a path, the network's default. */
export type Signers = (path?: string) => Signer;

// ---- messages and pages ---------------------------------------------------------------------------------------

/** Signing that ends at the page and not on the chain: messages, sign-ins, typed data, transactions a page will send itself. */
export interface MessageFlow<N extends Network> {
  /** Pure, and from the subject alone. */
  preview(subject: Json, network: N): Preview;
  /** What the page receives. */
  sign(subject: Json, network: N, signers: Signers): Promise<Json>;
}

/** `publicKey` as in {@link Signer}. */
export type PageAccount = { readonly address: Address; readonly publicKey: Uint8Array };

/** What a family keeps for one site, in memory and not for long: it may be forgotten at any time. `update` throws what `change` throws. */
export interface PageMemory {
  /** null where nothing is kept. */
  read(): Promise<Json>;
  update(change: (kept: Json) => Json): Promise<void>;
}

/** `accounts` are those this origin may see now: none before consent, none while locked. The selected one is first. */
export type PageContext<N extends Network> = ChainContext<N> & {
  readonly origin: string;
  readonly accounts: readonly PageAccount[];
  readonly memory: PageMemory;
};

/**
 * What a person is asked. `subject` and `intent` must hold all that will be signed, checked and canonical. `from` is the account that
 * signs, where the page named one of `accounts`; without it, the first.
 */
export type Question = { readonly type: 'transaction'; readonly intent: Intent } | { readonly type: 'sign'; readonly from?: Address; readonly subject: Json };

/** What a page wants sent as one request, in this order. */
export type BatchPlan = { readonly id: string; readonly calls: readonly Intent[] };

/** What became of it: `sent` of `count` transactions. `over`: nothing more will be sent. */
export type Batch = { readonly id: string; readonly network: ChainId; readonly count: number; readonly sent: readonly TxId[]; readonly over: boolean };

/** A token as a page calls it. `id`: of a piece of a collection. */
export type NamedToken = {
  readonly contract: Address;
  readonly id?: string;
  readonly standard: TokenStandard;
  readonly symbol?: string;
  readonly decimals?: number;
};

/**
 * One line of a family's page API: who may call it, and what it turns into. Params are hostile: every function below checks
 * them with a schema and throws {@link import('../core/errors').PageError}.
 */
export type PageMethod<N extends Network> =
  /** Answered at once. `public` also before consent; `connected` only after it (else the family's `unauthorized`). */
  | { readonly access: 'public' | 'connected'; handle(context: PageContext<N>, params: Json): Promise<Json> | Json }
  /** Asks for consent unless it is there. With `silent`, never asks: `context.accounts` may be empty then. */
  | { readonly access: 'connect'; check?(params: Json): void; silent?(params: Json): boolean; answer(context: PageContext<N>, params: Json): Json }
  /** Takes consent back. `keep`: only forgets the page's view, the permission stays. */
  | { readonly access: 'disconnect'; readonly keep?: true; answer(context: PageContext<N>, params: Json): Json }
  /** Asks to move this origin to another of the family's networks. */
  | { readonly access: 'switch'; network(params: Json): ChainId }
  /** Asks to have a network added, or to move to it where it is known: then only its `reference` counts. */
  | { readonly access: 'add'; network(context: PageContext<N>, params: Json): NetworkSpec }
  /** Asks to put a token on the user's list. It must be on the chain what the page says; what else the page says of it counts for nothing. */
  | { readonly access: 'token'; token(context: PageContext<N>, params: Json): NamedToken }
  /** Several transactions of one request. `known`: the ids of this site's batches. */
  | {
      readonly access: 'batch';
      plan(context: PageContext<N>, params: Json, known: ReadonlySet<string>): BatchPlan;
      answer(batch: Pick<Batch, 'id'>): Json;
    }
  /** Says what became of a batch; `context` is of its network. */
  | {
      readonly access: 'batch-status';
      id(params: Json): string;
      unknown(): PageError;
      answer(context: ChainContext<N>, batch: Batch): Json | Promise<Json>;
    }
  /** Becomes a question. `answer` turns a broadcast transaction into what the page receives (default: its id), and may wait for the chain. */
  | {
      readonly access: 'approval';
      ask(context: PageContext<N>, params: Json): Promise<Question>;
      answer?(signed: Signed, context: ChainContext<N>, params: Json): Json | Promise<Json>;
    };

// ---- names and links ------------------------------------------------------------------------------------------

/** Names that stand for addresses. `home` keeps them; `context` is always of that network. */
export interface NameService<N extends Network> {
  readonly home: ChainId;
  /** Whether a person who typed this may mean a name. Not a check. */
  looksLikeName(text: string): boolean;
  /** The one spelling of a name. Throws `recipient/name-invalid`. */
  normalise(text: string): Promise<string>;
  /** What the name stands for on `network` now. Throws `recipient/name-*`, `network/*`. */
  resolve(context: ChainContext<N>, name: string, network: N): Promise<Address>;
  /** The name an address calls itself by, where that name also stands for the address. */
  reverse(context: ChainContext<N>, address: Address): Promise<string | undefined>;
}

/** What a payment link asks for. `to` is an address or a name, not yet checked; `amount` counts the asset's smallest unit. */
export type PaymentLink = {
  readonly network: ChainId;
  readonly to: string;
  readonly asset?: AssetId;
  readonly amount?: bigint;
};

export interface PaymentLinks<N extends Network> {
  /**
   * `network` is meant by a link that names none. Throws `link/invalid`, `address/*`, and `link/unsupported` for a link that asks for something
   * else than a payment.
   */
  parse(text: string, network: N): PaymentLink;
  format(payment: Pick<PaymentLink, 'to' | 'asset' | 'amount'>, network: N): string;
}

/** A chain family. What a family cannot do, it leaves out. */
export interface ChainAdapter<N extends Network = Network, P extends Json = Json> {
  readonly addresses: AddressCodec;
  readonly endpoints: EndpointCheck<N>;
  readonly assets: AssetReader<N>;
  readonly tokens?: TokenReader<N>;
  readonly history?: HistoryReader<N>;
  readonly fees: FeeQuoter<N>;
  readonly transactions: TransactionFlow<N, P>;
  readonly messages: MessageFlow<N>;
  readonly page: Readonly<Record<string, PageMethod<N>>>;
  readonly names?: NameService<N>;
  readonly links?: PaymentLinks<N>;
}
