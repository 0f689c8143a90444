import type { AssetReader } from '../adapter';
import { nativeAsset, type AssetId, type ChainId } from '../../core/caip';
import { solana } from './family';
import type { SolanaNetwork } from './networks';
import { ask, confirmed, inContext, u64 } from './node';

/** SOL on one of the clusters, in lamports. */
export const coinOf = (chain: ChainId): AssetId => nativeAsset(chain, solana.slip44);

export const assets: AssetReader<SolanaNetwork> = {
  // All of it can be spent: rent only forbids a remainder between nothing and the minimum.
  native: async (context, owner) => ({ amount: (await ask(context, inContext(u64), 'getBalance', owner, confirmed)).value }),
};
