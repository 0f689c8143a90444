import { Transaction } from 'ethers/transaction';
import type { Json } from '../../core/json';
import type { Address, Signed, TxId } from '../adapter';
import { sameAddress } from './addresses';
import { ownOf } from './ledger';
import { minedNonce, quantity, read, unlessRefused, type Context } from './node';
import { receiptOf } from './receipts';

/** How far back nodes without an archive keep the state that nonces are in (geth). */
const remembered = 127n;

/** The transaction in the chain that has the nonce of this one: of the wallet's own, or found by when the nonce was used. */
export async function rivalOf(context: Context, { id, raw }: Signed): Promise<TxId | undefined> {
  const { from, nonce } = Transaction.from(raw);
  const owner = from!;
  for (const own of ownOf(context, owner)) if (own.nonce === BigInt(nonce) && own.id !== id && (await receiptOf(context, own.id))) return own.id;
  const block = await unlessRefused(blockThatUsed(context, owner, BigInt(nonce)));
  return block === undefined ? undefined : unlessRefused(transactionIn(context, block, owner, BigInt(nonce)));
}

/** By halves: the count of the account's transactions never falls from one block to the next. */
async function blockThatUsed(context: Context, owner: Address, nonce: bigint): Promise<bigint | undefined> {
  const usedAt = async (block: bigint) => (await minedNonce(context, owner, `0x${block.toString(16)}`)) > nonce;
  let after = await read(context, 'eth_blockNumber');
  let before = after > remembered ? after - remembered : 0n;
  if (!(await usedAt(after)) || (await usedAt(before))) return undefined;
  while (after - before > 1n) {
    const middle = (after + before) / 2n;
    if (await usedAt(middle)) after = middle;
    else before = middle;
  }
  return after;
}

async function transactionIn(context: Context, block: bigint, owner: Address, nonce: bigint): Promise<TxId | undefined> {
  const answer = await context.transport.request('eth_getBlockByNumber', [`0x${block.toString(16)}`, true]);
  const transactions = (answer as { readonly transactions?: Json } | null)?.transactions;
  if (!Array.isArray(transactions)) return undefined;
  const found = (transactions as readonly { readonly [field: string]: Json }[]).find(
    (each) => typeof each?.['from'] === 'string' && sameAddress(each['from'], owner) && quantity(each['nonce']) === nonce,
  );
  const id = found?.['hash'];
  return typeof id === 'string' && /^0x[0-9a-f]{64}$/.test(id) ? id : undefined;
}
