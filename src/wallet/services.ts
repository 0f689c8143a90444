import type { Address, ChainAdapter, ChainContext, PageAccount, Signers } from '../chains/adapter';
import type { Network, NetworkSpec } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import type { CustomNetwork } from '../storage/slots';
import type { Topic } from './api';
import type { NetworkWarning } from './views/network';

/** What the services of the worker know of each other. Each is made by the file of its name. */

/** A network with the user's changes applied. */
export type KnownNetwork = Network & {
  readonly family: FamilyId;
  readonly enabled: boolean;
  /** Its endpoints are the user's. */
  readonly customised: boolean;
  /** Its name, symbol or explorer is the user's. */
  readonly edited: boolean;
  /** It does not ship with the wallet. */
  readonly custom: boolean;
  /** The user wants it gone: off until it is put back, and in no list but that of what was removed. */
  readonly removed: boolean;
  /** An API that the user wants asked for transactions by address. */
  readonly indexer?: string;
};

export interface NetworkService {
  list(): Promise<readonly KnownNetwork[]>;
  /** Throws `network/unknown`. */
  get(id: ChainId): Promise<KnownNetwork>;
  /** A family's adapter and a road to the network. Throws `network/unknown`, and `network/disabled`: nothing is asked of what is off. */
  open(id: ChainId): Promise<{ readonly network: KnownNetwork; readonly adapter: ChainAdapter; readonly context: ChainContext }>;
  /** What a site sees that was never connected: in the order that ships, so that nobody is known by the order of their list. */
  first(family: FamilyId): Promise<KnownNetwork | undefined>;
  /**
   * Asks the endpoints of a network that a site describes, before anybody is asked about it. What comes back names those that answered
   * for it. `again`: also one that is on the list. Throws `network/exists`, `network/invalid`, `network/wrong-chain` when one answers for another chain, `network/*` when none does.
   */
  examine(family: FamilyId, spec: NetworkSpec, again?: boolean): Promise<CustomNetwork>;
  warnings(spec: CustomNetwork): Promise<readonly NetworkWarning[]>;
  /** Throws `network/exists`, `network/too-many`. */
  add(spec: CustomNetwork): Promise<void>;
  /** Switches it on, and puts it back where it was removed. */
  enable(id: ChainId): Promise<void>;
}

export interface AccountService {
  /** `only`: the one family whose networks it has addresses on. */
  list(): Promise<readonly { readonly index: number; readonly name: string; readonly only?: FamilyId }[]>;
  selected(): Promise<number>;
  /** The account's address and public key on a network. Needs no unlocked vault. Throws `account/unknown`, `account/elsewhere`. */
  on(index: number, network: Network & { readonly family: FamilyId }): Promise<PageAccount>;
  address(index: number, network: Network & { readonly family: FamilyId }): Promise<Address>;
}

export interface Keyring {
  /** Lends signers for one account and network while `use` runs; then they are dead and their keys wiped. Throws `vault/locked`. */
  withSigners<T>(account: number, network: Network & { readonly family: FamilyId }, use: (signers: Signers) => Promise<T>): Promise<T>;
}

export interface Session {
  unlocked(): Promise<boolean>;
  /** Called after every lock, whoever caused it. */
  onLock(listener: () => void | Promise<void>): void;
  onUnlock(listener: () => void | Promise<void>): void;
}

/** What every service gets. `changed` tells the UI and, through listeners, the other services. */
export interface Core {
  readonly now: () => number;
  changed(...topics: readonly Topic[]): void;
  /** Returns what takes the listener away again. */
  onChanged(listener: (topics: readonly Topic[]) => void): () => void;
}
