import { Transaction } from 'ethers/transaction';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Signed, TxStatus } from '../adapter';
import { rejection } from '../rejection';
import { newest, noncesOf, ownFrom, type Nonces } from './ledger';
import { bounds, chainIdOf, isAboutTheNode, minedNonce, quantity, read, unlessRefused, type Context } from './node';
import { leastPrice } from './prices';
import { receiptOf, type Receipt } from './receipts';
import { rivalOf } from './rivals';
import { readSigned } from './signed';

/** Where a chain has no `finalized` tag, this many blocks stand for it. */
const finalDepth = 12n;

/** What the pools of geth, Erigon, Nethermind, Reth and anvil say about a transaction that they hold. */
const known = /already known|already imported|known transaction|already in (?:the )?(?:mem)?pool|transaction already exists/i;
/** Refused for now: another node, or the same one later, may take it. Of an account that delegates, geth's pool takes one at a time. */
const passing =
  /pool is full|try again|timeout|timed out|too many|rate|busy|sync|header not found|future|less than block base fee|delegated account|authority already reserved/i;
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
    throw rejection(error.message, error);
  }
}

export async function track(context: Context, signed: Signed): Promise<TxStatus> {
  const receipt = await receiptOf(context, signed.id);
  if (receipt) return confirmed(context, receipt);
  const { from, nonce } = Transaction.from(signed.raw);
  if (from === null) throw new WalletError('transaction/invalid');
  const nonces = await noncesOf(context, from);
  if (nonces.mined <= BigInt(nonce)) return pending(context, signed, nonces);
  // Mined between the two questions, perhaps.
  const late = await receiptOf(context, signed.id);
  if (late) return confirmed(context, late);
  const used = (await unlessRefused(minedNonce(context, from, 'finalized'))) ?? nonces.mined;
  const final = used > BigInt(nonce);
  // One endpoint may be behind another: only what is found in a block is believed to have taken the place, until that is final.
  const by = await rivalOf(context, signed);
  if (by !== undefined) return { state: 'replaced', by, final };
  return final ? { state: 'dropped' } : { state: 'pending' };
}

async function pending(context: Context, signed: Signed, { mined, known, own }: Nonces): Promise<TxStatus> {
  const { nonce, transaction } = ownFrom(signed);
  const earlier = new Set(newest(own).flatMap(({ nonces }) => nonces.filter((other) => other >= known && other < nonce)));
  const missing = (nonce > known ? nonce - known : 0n) - BigInt(earlier.size);
  if (missing > 0n) return { state: 'pending', waiting: 'gap' };
  if (nonce > mined) return { state: 'pending', waiting: 'earlier' };
  const least = await unlessRefused(leastPrice(context));
  const offered = transaction.maxFeePerGas ?? transaction.gasPrice ?? 0n;
  return { state: 'pending', ...(least !== undefined && offered < least && { waiting: 'price' }) };
}

async function confirmed(context: Context, { succeeded, block, fee }: Receipt): Promise<TxStatus> {
  const [head, finalized] = await Promise.all([read(context, 'eth_blockNumber'), unlessRefused(finalizedBlock(context))]);
  // It knows a block that it is far from having reached.
  if (head + bounds.behind < block) throw new WalletError('network/bad-response', { why: 'behind' });
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
