import type { Control, TokenFacts, TokenStandard } from '../../chains/adapter';
import type { AssetId, ChainId } from '../../core/caip';
import type { ErrorCode } from '../../core/errors';

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
