import type { ChainId } from '../../src/core/caip';

/** A chain that runs on this machine for tests and for `npm run devnet`. Every `test/devnet/<family>.ts` exports a `start…` that makes one. */
export type LocalChain = {
  readonly label: string;
  readonly network: ChainId;
  /** What the wallet is given as an endpoint, without a trailing slash. */
  readonly url: string;
  /** Where the chain pushes notices, if it does. */
  readonly websocket?: string;
  /** The protocol rules are this project's own; say so wherever it is named. */
  readonly simulator?: true;
  /** Gives an address coins, in the smallest unit, and waits until they are spendable. */
  fund(address: string, amount: bigint): Promise<void>;
  /** Makes blocks now, where the chain does not make them by itself. */
  mine?(blocks: number): Promise<void>;
  stop(): Promise<void>;
};
