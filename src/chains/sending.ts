import type { Address, AssetId, ChainId } from '../core/caip';
import type { Json } from '../core/json';
import type { ChainContext, Signed, TxId } from './context';
import type { Network } from './family';
import type { FeeField, FeeOption, FeeValues } from './fees';
import type { Preview } from './preview';
import type { Signers } from './signer';

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
  | { readonly type: 'replace'; readonly from: Address; readonly of: TxId; readonly how: Replacement }
  /** Takes off the contract that acts for the account ({@link import('./control').Control}). Only the wallet's user can want it. */
  | { readonly type: 'undelegate'; readonly from: Address };

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
   * `amount/dust`, `amount/insufficient`, `amount/rent`, `delegation/absent`, `fee/insufficient`, `fee/too-low`, `transaction/would-fail`,
   * `transaction/settled`, `transaction/invalid`.
   */
  build(context: ChainContext<N>, intent: Intent, fee: FeeOption): Promise<Draft<P>>;
  /**
   * What `build` refuses because it would fail or cannot be paid, built all the same: for a person to see what it is, and never to be signed.
   * Throws what `build` throws of an intent that is nothing at all.
   */
  outline?(context: ChainContext<N>, intent: Intent): Promise<Draft<P>>;
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
