import { nativeAsset, type AssetId } from '../../core/caip';
import type { AssetReader } from '../adapter';
import { evm } from './family';
import type { EvmNetwork } from './networks';
import { balanceOf } from './node';

export const assets: AssetReader<EvmNetwork> = {
  native: async (context, owner) => ({ amount: await balanceOf(context, owner) }),
};

export const coinOf = (network: EvmNetwork): AssetId => nativeAsset(network.id, network.slip44 ?? evm.slip44);
