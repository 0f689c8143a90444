import type { Address, AssetId } from '../core/caip';
import type { Json } from '../core/json';
import type { ChainContext, TxId } from './context';
import type { Network } from './family';
import type { Holdings, TokenFacts } from './tokens';

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
