import { nativeAsset, type AssetId } from '../../core/caip';
import type { AssetReader } from '../adapter';
import { sum } from './coins';
import { balance, spendableCoins } from './esplora';
import { bitcoin } from './family';
import type { BitcoinNetwork } from './networks';

export const assets: AssetReader<BitcoinNetwork> = {
  async native(context, owner) {
    const { confirmed, pending, waiting } = await balance(context, owner);
    const amount = confirmed + pending;
    // What others have sent and no block holds yet can still be taken back.
    return waiting ? { amount, spendable: sum(await spendableCoins(context, owner)) } : { amount };
  },
};

export const coinOf = ({ id, slip44 }: BitcoinNetwork): AssetId => nativeAsset(id, slip44 ?? bitcoin.slip44);
