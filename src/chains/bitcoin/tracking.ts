import * as v from 'valibot';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { equal, toHex } from '../../core/bytes';
import { NodeError, WalletError } from '../../core/errors';
import type { ChainContext, Signed, TransactionFlow, TxStatus } from '../adapter';
import { rejection } from '../rejection';
import { confirmation, height, previousTransaction, spender } from './esplora';
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
  if (!found) return (await replacedBy(context, signed)) ?? { state: 'pending' };
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

/** What took its place in the chain, where a coin that it spends went elsewhere. A rival that still waits can lose to ours yet. */
async function replacedBy(context: ChainContext<BitcoinNetwork>, signed: Signed): Promise<TxStatus | undefined> {
  const tip = await height(context);
  const { ins } = Transaction.fromHex(signed.raw);
  for (const input of ins) {
    const rival = await spender(context, toHex(Uint8Array.from(input.hash).reverse()), input.index);
    if (rival === undefined || rival === signed.id) continue;
    const block = (await confirmation(context, rival))?.block;
    if (block === undefined || !spends(await previousTransaction(context, rival), input)) continue;
    const final = tip - block + 1 >= finalAfter;
    // Whoever spent the coin has its key. Where others' coins are spent too, that may be one of them.
    if (ins.every((other) => keyOf(other) === keyOf(input))) return { state: 'replaced', by: rival, final };
    if (final) return { state: 'dropped' };
  }
  return undefined;
}

type Input = Transaction['ins'][number];
const spends = (raw: Uint8Array, coin: Input): boolean =>
  Transaction.fromBuffer(raw).ins.some(({ hash, index }) => index === coin.index && equal(hash, coin.hash));
/** Of a P2WPKH input: the signature, then the key. */
const keyOf = ({ witness }: Input): string => toHex(witness[1] ?? new Uint8Array());

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
