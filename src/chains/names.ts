import type { Address, AssetId, ChainId } from '../core/caip';
import type { ChainContext } from './context';
import type { Network } from './family';

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
