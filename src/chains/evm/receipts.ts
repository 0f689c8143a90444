import type { Json } from '../../core/json';
import type { TxId } from '../adapter';
import { modelOf } from './fee-models';
import { quantity, type Context } from './node';

/** `fee` in wei. */
export type Receipt = { readonly succeeded: boolean; readonly block: bigint; readonly fee: bigint };

/** Undefined while there is none, and for an answer that is not this transaction's receipt. */
export async function receiptOf(context: Context, id: TxId): Promise<Receipt | undefined> {
  const answer = await context.transport.request('eth_getTransactionReceipt', [id]);
  if (answer === null || typeof answer !== 'object') return undefined;
  const { transactionHash, status, blockNumber, gasUsed, effectiveGasPrice, l1Fee } = answer as { readonly [field: string]: Json };
  if (transactionHash !== id || (status !== '0x0' && status !== '0x1')) return undefined;
  // OP Stack and Scroll; what a chain does not say was not paid.
  const dataFee = modelOf(context.network).oracle !== undefined && l1Fee !== undefined && l1Fee !== null ? quantity(l1Fee) : 0n;
  return { succeeded: status === '0x1', block: quantity(blockNumber), fee: quantity(gasUsed) * quantity(effectiveGasPrice) + dataFee };
}
