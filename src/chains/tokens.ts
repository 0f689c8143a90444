import type { AssetId } from '../core/caip';
import type { Control } from './control';

/** `fungible`: ERC-20, SPL, TRC-20. `collectible`: one piece of a collection. `semi-fungible`: so many of one piece. */
export type TokenStandard = 'fungible' | 'collectible' | 'semi-fungible';

/**
 * What a token says of itself: foreign text, though {@link import('./token-text').tokenText} let it pass. `decimals` is 0 for pieces of
 * a collection; the piece's number is the asset id's last part.
 */
export type TokenFacts = {
  readonly asset: AssetId;
  readonly standard: TokenStandard;
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
};

/** `amounts` lacks the assets that gave no sane answer: one broken token hides no other. */
export type Holdings = {
  readonly native: { readonly amount: bigint; readonly spendable?: bigint };
  readonly amounts: ReadonlyMap<AssetId, bigint>;
  /** Where the chain lets another than the key act for an account, and said so this time. */
  readonly control?: Control;
};
