import * as v from 'valibot';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { toHex } from '../../core/bytes';
import { NodeError, WalletError } from '../../core/errors';
import type { ChainContext, Signed, TransactionFlow, TxStatus } from '../adapter';
import { rejection } from '../rejection';
import { confirmation, height, spender } from './esplora';
import type { BitcoinNetwork } from './networks';

type Flow = TransactionFlow<BitcoinNetwork, string>;

export const broadcast: Flow['broadcast'] = async (context, signed) => {
  try {
    // The answer is the id, and we know it better.
    await context.transport.post('/tx', signed.raw);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    const refusal = readRefusal(error);
    if (!refusal) throw new WalletError('network/bad-response', {}, { cause: error });
    if (refusal.code === alreadyInChain || /txn-already-(in-mempool|known)/.test(refusal.message)) return;
    // Its coins are spent, perhaps by itself.
    if (await confirmation(context, signed.id)) return;
    throw rejection(refusal.message, error);
  }
};

export const track: Flow['track'] = async (context, signed) => {
  const found = await confirmation(context, signed.id);
  if (!found) return (await isReplaced(context, signed)) ? { state: 'dropped' } : { state: 'pending' };
  return found.block === undefined ? { state: 'pending' } : confirmed(found.block, await height(context), feeOf(signed));
};

/** By convention no one undoes so many blocks. */
const finalAfter = 6;
/** Bitcoin Core's RPC_VERIFY_ALREADY_IN_UTXO_SET. */
const alreadyInChain = -27;

function confirmed(block: number, tip: number, fee: bigint | undefined): TxStatus {
  const confirmations = Math.max(1, tip - block + 1);
  return { state: 'confirmed', block, confirmations, final: confirmations >= finalAfter, ...(fee !== undefined && { fee }) };
}

/** Whether a coin it spends went elsewhere for good. One that still waits, or may be undone, can lose to ours yet. */
async function isReplaced(context: ChainContext<BitcoinNetwork>, signed: Signed): Promise<boolean> {
  const tip = await height(context);
  for (const { hash, index } of Transaction.fromHex(signed.raw).ins) {
    const rival = await spender(context, toHex(Uint8Array.from(hash).reverse()), index);
    if (rival === undefined || rival === signed.id) continue;
    const block = (await confirmation(context, rival))?.block;
    if (block !== undefined && tip - block + 1 >= finalAfter) return true;
  }
  return false;
}

const validity = v.object({ fee: v.pipe(v.string(), v.regex(/^\d{1,16}$/)) });

function feeOf(signed: Signed): bigint | undefined {
  const known = v.safeParse(validity, signed.validity);
  return known.success ? BigInt(known.output.fee) : undefined;
}

/** Esplora passes on what bitcoind said: `sendrawtransaction RPC error: {"code":-26,"message":"…"}`. */
function readRefusal({ message }: NodeError): { readonly code: number; readonly message: string } | undefined {
  const json = /RPC error: (\{.*\})\s*$/s.exec(message)?.[1];
  try {
    return v.parse(v.object({ code: v.number(), message: v.string() }), JSON.parse(json ?? ''));
  } catch {
    return undefined;
  }
}
