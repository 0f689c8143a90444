import type { ChainId } from '../core/caip';
import type { Json } from '../core/json';

export type Curve = 'secp256k1' | 'ed25519';

/** A network is data. Adding one to a family is adding one of these to the family's `networks.ts`. */
export type Network = {
  readonly id: ChainId;
  readonly name: string;
  readonly currency: { readonly symbol: string; readonly decimals: number };
  /** SLIP-44 type of the native asset, where it differs from the family's. */
  readonly slip44?: number;
  /** SLIP-44 type in derivation paths, where it differs from the family's (Bitcoin's test networks: 1). */
  readonly coinType?: number;
  /** Tried in order; the transport fails over. Without a trailing slash. */
  readonly rpc: readonly [string, ...string[]];
  /** Web pages of a transaction and an address; `{id}` stands for either. */
  readonly explorer?: { readonly transaction: string; readonly address: string };
  /** Its coins are worth nothing; the UI stripes its edge. */
  readonly testnet?: true;
  /** Runs on this machine. Off until the user switches it on. */
  readonly local?: true;
  /** Off until the user wants it, as every test network is: only what is on is ever contacted. */
  readonly optional?: true;
  /** What tells it from the others at a glance: up to five letters, and a hue in degrees (OKLCH). Without it, the coin's symbol. */
  readonly mark?: { readonly text: string; readonly hue: number };
};

/** Where an account's keys live. `{coin}` is the coin type, `{index}` the account index. */
type Derivation = { readonly kind: string; readonly path: string };

/** Why a page's request ends without a result; every family's standard has its own number for it. */
export type PageFailure =
  | 'rejected'
  | 'unauthorized'
  | 'unsupported'
  | 'disconnected'
  | 'invalid-request'
  | 'invalid-params'
  | 'busy'
  | 'limit'
  | 'unknown-network'
  | 'transaction-rejected'
  | 'internal';

/** What the whole extension may know of a family without loading it: light, pure data. */
export type Family<N extends Network = Network> = {
  /** CAIP-2 namespace. */
  readonly namespace: string;
  readonly label: string;
  readonly curve: Curve;
  readonly slip44: number;
  /** The first is the default. */
  readonly derivations: readonly [Derivation, ...Derivation[]];
  /** The first that is switched on is what a page sees before it asks for another. */
  readonly networks: readonly [N, ...N[]];
  /** What an address of this family looks like, to tell a person "this is a TRON address". Not a check. */
  readonly addressLike: RegExp;
  /** What any page may ask and the network's data alone answers: methods for which no adapter is loaded. They stand in the adapter's table too. */
  readonly facts?: Readonly<Record<string, (network: Network) => Json>>;
  /** Of payment links (`ethereum:`), without the colon. */
  readonly linkScheme?: string;
  readonly pageErrors: Readonly<Record<PageFailure, number>>;
};
