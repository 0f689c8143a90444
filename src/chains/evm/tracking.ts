import { Transaction } from 'ethers/transaction';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Signed, TxStatus } from '../adapter';
import { modelOf } from './fee-models';
import { readSigned } from './signed';
import { chainIdOf, isAboutTheNode, minedNonce, quantity, read, unlessRefused, type Context } from './node';

/** Where a chain has no `finalized` tag, this many blocks stand for it. */
const finalDepth = 12n;

/** What the pools of geth, Erigon, Nethermind, Reth and anvil say about a transaction that they hold. */
const known = /already known|already imported|known transaction|already in (?:the )?(?:mem)?pool|transaction already exists/i;
/** Refused for now: another node, or the same one later, may take it. */
const passing = /pool is full|try again|timeout|timed out|too many|rate|busy|sync|header not found|future/i;
const nonceUsed = /nonce too low|nonce is too low|old nonce|invalid nonce|nonce.*already/i;

export async function broadcast(context: Context, signed: Signed): Promise<void> {
  if (readSigned(signed.raw).chainId !== chainIdOf(context.network)) throw new WalletError('transaction/invalid');
  try {
    // The node's hash is not looked at: the id was computed from the bytes.
    await context.transport.request('eth_sendRawTransaction', [signed.raw]);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    if (known.test(error.message)) return;
    if (isAboutTheNode(error) || passing.test(error.message)) throw new WalletError('network/bad-response', {}, { cause: error });
    // The nonce may have been used by this very transaction, on a try whose answer was lost.
    if (nonceUsed.test(error.message) && (await isOnChain(context, signed))) return;
    throw new WalletError('transaction/rejected', {}, { cause: error });
  }
}

export async function track(context: Context, signed: Signed): Promise<TxStatus> {
  const receipt = await receiptOf(context, signed);
  if (receipt) return confirmed(context, receipt);
  const { from, nonce } = Transaction.from(signed.raw);
  if (from === null) throw new WalletError('transaction/invalid');
  const used = (await unlessRefused(minedNonce(context, from, 'finalized'))) ?? (await minedNonce(context, from, 'latest'));
  if (used <= BigInt(nonce)) return { state: 'pending' };
  // Mined between the two questions, perhaps.
  const late = await receiptOf(context, signed);
  return late ? confirmed(context, late) : { state: 'dropped' };
}

type Receipt = { readonly succeeded: boolean; readonly block: bigint; readonly fee: bigint };

async function confirmed(context: Context, { succeeded, block, fee }: Receipt): Promise<TxStatus> {
  const [head, finalized] = await Promise.all([read(context, 'eth_blockNumber'), unlessRefused(finalizedBlock(context))]);
  const depth = head >= block ? head - block : 0n;
  return {
    state: succeeded ? 'confirmed' : 'failed',
    block: Number(block),
    confirmations: Number(depth) + 1,
    final: finalized === undefined ? depth >= finalDepth : finalized >= block,
    fee,
  };
}

async function finalizedBlock(context: Context): Promise<bigint> {
  const block = await context.transport.request('eth_getBlockByNumber', ['finalized', false]);
  return quantity((block as { readonly number?: Json } | null)?.number);
}

const isOnChain = async (context: Context, { id }: Signed): Promise<boolean> => {
  const transaction = await unlessRefused(context.transport.request('eth_getTransactionByHash', [id]));
  return (transaction as { readonly hash?: Json } | null | undefined)?.hash === id;
};

/** Undefined while there is none, and for an answer that is not this transaction's receipt. */
async function receiptOf(context: Context, { id }: Signed): Promise<Receipt | undefined> {
  const answer = await context.transport.request('eth_getTransactionReceipt', [id]);
  if (answer === null || typeof answer !== 'object') return undefined;
  const { transactionHash, status, blockNumber, gasUsed, effectiveGasPrice, l1Fee } = answer as { readonly [field: string]: Json };
  if (transactionHash !== id || (status !== '0x0' && status !== '0x1')) return undefined;
  // OP Stack and Scroll; what a chain does not say was not paid.
  const dataFee = modelOf(context.network).oracle !== undefined && l1Fee !== undefined && l1Fee !== null ? quantity(l1Fee) : 0n;
  return { succeeded: status === '0x1', block: quantity(blockNumber), fee: quantity(gasUsed) * quantity(effectiveGasPrice) + dataFee };
}
