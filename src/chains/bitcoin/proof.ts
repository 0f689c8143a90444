import type { Psbt } from 'bitcoinjs-lib/src/psbt';
import { WalletError } from '../../core/errors';
import type { Address, ChainContext } from '../adapter';
import { previousTransaction } from './esplora';
import type { BitcoinNetwork } from './networks';
import { inspect } from './psbt';

/**
 * Adds to a PSBT the transactions that made our inputs, where it lacks them, so that its amounts are proven by its own bytes.
 * Where the network cannot be asked, they stay claims; after the first that does, the rest are not asked about, because one is enough to refuse them all.
 */
export async function prove(context: ChainContext<BitcoinNetwork>, psbt: Psbt, address: Address): Promise<string> {
  for (const [index, { ours, proven, txid }] of inspect(psbt, [address], context.network).inputs.entries()) {
    if (!ours || proven) continue;
    try {
      psbt.updateInput(index, { nonWitnessUtxo: await previousTransaction(context, txid) });
    } catch (error) {
      if (!(error instanceof WalletError)) throw error;
      break;
    }
  }
  return psbt.toBase64();
}
