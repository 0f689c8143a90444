import type { ChainId } from '../../src/core/caip';
import { startBitcoin } from './bitcoin';
import type { LocalChain } from './chain';
import { startEvm } from './evm';
import { startSolana } from './solana';
import { startTron } from './tron';

/** Every chain the wallet knows, running on this machine. */
export type Devnet = {
  readonly chains: readonly LocalChain[];
  /** Throws a RangeError for a network that does not run here. */
  chain(network: ChainId): LocalChain;
  stop(): Promise<void>;
};

/** Starts all of them on free loopback ports, or none: when one cannot start, the others are stopped and its reason is thrown. */
export async function startDevnet(): Promise<Devnet> {
  const starting = [startBitcoin(), startEvm({ chainId: 1 }), startEvm({ chainId: 56 }), startTron(), startSolana()] as const;
  const settled = await Promise.allSettled(starting);
  const chains: readonly LocalChain[] = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async () => void (await Promise.all(chains.map((chain) => chain.stop())));

  const broken = settled.find((one) => one.status === 'rejected');
  if (broken) {
    await stop();
    throw broken.reason;
  }
  const chain = (network: ChainId) => {
    const found = chains.find((one) => one.network === network);
    if (!found) throw new RangeError(`no local chain for ${network}`);
    return found;
  };
  return { chains, chain, stop };
}
