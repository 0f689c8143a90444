import { nativeAsset, type AssetId } from '../../core/caip';
import type { AssetReader } from '../adapter';
import { evm } from './family';
import type { EvmNetwork } from './networks';
import { unreserved } from './ledger';
import { balanceOf } from './node';

export const assets: AssetReader<EvmNetwork> = {
  native: async (context, owner) => unreserved(context, owner, await balanceOf(context, owner)),
};

export const coinOf = (network: EvmNetwork): AssetId => nativeAsset(network.id, network.slip44 ?? evm.slip44);
