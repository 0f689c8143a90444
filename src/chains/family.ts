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
  /** What tells it from the others at a glance: up to four letters, and a hue in degrees (OKLCH). Without it, the coin's symbol. */
  readonly mark?: { readonly text: string; readonly hue: number };
};

/**
 * A network that the user or a site describes, in the words of no family. Its texts are fit to be shown, and its addresses are fit to be
 * asked ({@link import('../core/web-address').webAddress}).
 */
export type NetworkSpec = {
  /** CAIP-2: what the family's networks are told apart by. */
  readonly reference: string;
  readonly name: string;
  readonly symbol: string;
  readonly rpc: readonly [string, ...string[]];
  /** Where a block explorer starts, without a trailing slash. */
  readonly explorer?: string;
  readonly testnet?: true;
  /** How it works, where networks of the family differ: what {@link import('./adapter').EndpointCheck.examine} found. */
  readonly kind?: string;
};

/** How networks join a family that do not ship with the wallet. */
export type CustomNetworks<N extends Network = Network> = {
  /** Undefined where there can be no such network. */
  network(spec: NetworkSpec): N | undefined;
  explorer(root: string): NonNullable<Network['explorer']>;
};

/** Where an account's keys live. `{coin}` is the coin type, `{index}` the account index. */
type Derivation = { readonly kind: string; readonly path: string };

/** Why a page's request ends without a result; every family's standard has its own number for it. */
export type PageFailure =
  | 'rejected'
  | 'unauthorized'
  | 'unsupported'
  | 'disconnected'
  /** From this network only. */
  | 'chain-disconnected'
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
  /** Absent where the family's networks are those that ship. */
  readonly custom?: CustomNetworks<N>;
  /** What an address of this family looks like, to tell a person "this is a TRON address". Not a check. */
  readonly addressLike: RegExp;
  /** What any page may ask and the network's data alone answers: methods for which no adapter is loaded. They stand in the adapter's table too. */
  readonly facts?: Readonly<Record<string, (network: Network) => Json>>;
  /** Seconds after which a transaction that still waits is taking unusually long. */
  readonly patience?: number;
  /** An API that lists the transactions of an address: what its address looks like. Without it, the family has no use for one. */
  readonly indexer?: string;
  /** Of payment links (`ethereum:`), without the colon. */
  readonly linkScheme?: string;
  /** How a private key is written that can be imported as an account of its own. `hex`: 32 bytes, or a Web3 Secret Storage file of them. */
  readonly privateKey?: 'hex';
  /** Its networks have tokens, and its adapter reads them. */
  readonly tokens?: true;
  readonly pageErrors: Readonly<Record<PageFailure, number>>;
};
