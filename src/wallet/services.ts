import type { Address, ChainAdapter, ChainContext, PageAccount, Signers } from '../chains/adapter';
import type { Network } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import type { Topic } from './api';

/** What the services of the worker know of each other. Each is made by the file of its name. */

/** A bundled network with the user's changes applied. */
export type KnownNetwork = Network & { readonly family: FamilyId; readonly enabled: boolean; readonly customised: boolean };

export interface NetworkService {
  list(): Promise<readonly KnownNetwork[]>;
  /** Throws `network/unknown`. */
  get(id: ChainId): Promise<KnownNetwork>;
  /** A family's adapter and a road to the network. Throws `network/unknown`, and `network/disabled`: nothing is asked of what is off. */
  open(id: ChainId): Promise<{ readonly network: KnownNetwork; readonly adapter: ChainAdapter; readonly context: ChainContext }>;
}

export interface AccountService {
  list(): Promise<readonly { readonly index: number; readonly name: string }[]>;
  selected(): Promise<number>;
  /** The account's address and public key on a network. Needs no unlocked vault. Throws `account/unknown`. */
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
