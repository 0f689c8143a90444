import type { Address, FeeOption, Preview, TxId } from '../../chains/adapter';
import type { FamilyId } from '../../chains/registry';
import type { ChainId } from '../../core/caip';
import type { ErrorCode, Reason } from '../../core/errors';
import type { AssetViews, ControlView, TokenLook } from './asset';
import type { NetworkWarning, OfferedNetwork } from './network';

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
