import type { FeeOption, Preview, Replacement, TxId, Waiting } from '../../chains/adapter';
import type { ChainId } from '../../core/caip';
import type { AssetViews } from './asset';

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
export type ReplacementView = { readonly how: readonly Replacement[]; readonly first?: TxId };
