import { nativeAsset, type AssetId } from '../../core/caip';
import type { AssetReader } from '../adapter';
import { tron } from './family';
import type { TronNetwork } from './networks';
import { account } from './node';

export const assets: AssetReader<TronNetwork> = {
  native: async (context, owner) => ({ amount: (await account(context, owner)).balance }),
};

export const coinOf = (network: TronNetwork): AssetId => nativeAsset(network.id, tron.slip44);
