import type { Json } from '../core/json';
import type { Network } from './family';

export type TxId = string;

/**
 * `id` is computed from the bytes, never taken from a node. `raw` is what is broadcast, in the chain's own text form.
 * `validity` is family-private: what tells later that it can no longer be included (nonce and sender, last valid height, expiry).
 */
export type Signed = { readonly id: TxId; readonly raw: string; readonly validity?: Json };

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
