import type { Address, FeeOption, FeeValues } from '../../chains/adapter';
import type { AssetId, ChainId } from '../../core/caip';

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
