import { nativeAsset, type AssetId } from '../../core/caip';
import type { AssetReader } from '../adapter';
import { sum } from './coins';
import { balance } from './esplora';
import { bitcoin } from './family';
import type { BitcoinNetwork } from './networks';
import { immature, spendableCoins } from './spendable';

export const assets: AssetReader<BitcoinNetwork> = {
  async native(context, owner) {
    const { confirmed, pending, waiting } = await balance(context, owner);
    const amount = confirmed + pending;
    if (amount === 0n) return { amount };
    // What others have sent and no block holds yet can still be taken back.
    if (waiting) return { amount, spendable: sum(await spendableCoins(context, owner)) };
    const unripe = await immature(context, owner);
    const locked = [...unripe.values()].reduce((total, value) => total + value, 0n);
    return locked === 0n ? { amount } : { amount, spendable: locked > amount ? 0n : amount - locked };
  },
};

export const coinOf = ({ id, slip44 }: BitcoinNetwork): AssetId => nativeAsset(id, slip44 ?? bitcoin.slip44);
