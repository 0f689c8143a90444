import { WalletError } from '../../core/errors';
import type { ChainContext, Signed, TxStatus } from '../adapter';
import type { TronNetwork } from './networks';
import { headBlock, receipt } from './node';

/** Solid blocks have been built upon by more than two thirds of the witnesses, and are never undone. */
export async function track(context: ChainContext<TronNetwork>, { id, validity }: Signed): Promise<TxStatus> {
  const expiration = (validity as { readonly expiration?: unknown } | undefined)?.expiration;
  if (typeof expiration !== 'number') throw new WalletError('transaction/invalid');
  const solid = await receipt(context, id, 'walletsolidity');
  const found = solid ?? (await receipt(context, id, 'wallet'));
  const { number, timestamp: now } = await headBlock(context);
  if (found) {
    return {
      state: found.failed ? 'failed' : 'confirmed',
      block: found.block,
      confirmations: Math.max(1, number - found.block + 1),
      final: solid !== undefined,
      fee: found.fee,
    };
  }
  if (now <= expiration) return { state: 'pending' };
  // In this order: once a solid block is past the last moment, what is not in solid blocks will never be in one.
  const { timestamp } = await headBlock(context, 'walletsolidity');
  if (timestamp <= expiration + oneBlock) return { state: 'pending' };
  return (await receipt(context, id, 'walletsolidity')) ? { state: 'pending' } : { state: 'dropped' };
}

/** A block may hold what had not expired when the block before it was made; a missed slot or two make that longer. */
const oneBlock = 30_000;
