import type { AssetId } from '../core/caip';
import type { Json } from '../core/json';

export type Speed = 'slow' | 'normal' | 'fast';

export type FeeOption = {
  readonly speed: Speed | 'custom';
  /** The most it can cost, in the asset it is paid in. */
  readonly max: { readonly asset: AssetId; readonly amount: bigint };
  /** What it will probably cost, where that is less than `max`. */
  readonly likely?: { readonly asset: AssetId; readonly amount: bigint };
  /** Expected wait, where the chain lets one say it. */
  readonly seconds?: number;
  /** Family-private numbers: gas price, sat/vB, compute units, energy. Amounts as decimal strings. */
  readonly terms: Json;
  /** Of a custom one: what the person set. */
  readonly custom?: FeeValues;
  /** Of a custom one, where its price is below or far above what the chain asks now. */
  readonly price?: 'low' | 'high';
};

/** By the name of a {@link FeeField}. */
export type FeeValues = Readonly<Record<string, bigint>>;

/** A speed, or what a person set. */
export type FeeChoice = Speed | FeeValues;

/** The UI has a word and an explanation for each, in every language. */
export type FeeFieldName = 'max-fee' | 'priority-fee' | 'gas-price' | 'gas-limit' | 'nonce';

/** One number that a person may set. */
export type FeeField = {
  readonly name: FeeFieldName;
  /** What the typed number counts (`gwei`), and how many decimal places it has. `value` and the bounds are in the smallest unit. */
  readonly unit?: string;
  readonly decimals: number;
  readonly value: bigint;
  /** Beyond these it is refused. */
  readonly min: bigint;
  readonly max: bigint;
  /** Beyond these it is taken, and the UI says what follows. */
  readonly low?: bigint;
  readonly high?: bigint;
  /** The chain counts it: left out of what a person sets unless they change it. */
  readonly counted?: true;
  /** Another field that it cannot exceed. */
  readonly atMost?: FeeFieldName;
};
