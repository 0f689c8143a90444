import * as v from 'valibot';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { equal, fromHex } from '../../core/bytes';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, ChainContext } from '../adapter';
import { scriptOf } from './addresses';
import type { Coin } from './coins';

/** What an Esplora server says, checked. All throw `network/bad-response` for what is not of the shape. */

export async function height({ transport }: ChainContext): Promise<number> {
  return check(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)), await ask(() => transport.get('/blocks/tip/height')));
}

export async function blockHash({ transport }: ChainContext, at: number): Promise<string> {
  return check(hash, await ask(() => transport.get(`/block-height/${at}`)));
}

/** Sat/vB by the number of blocks to wait. */
export async function feeEstimates({ transport }: ChainContext): Promise<Readonly<Record<string, number>>> {
  return check(v.record(v.pipe(v.string(), v.regex(/^\d{1,4}$/)), rate), await ask(() => transport.get('/fee-estimates')));
}

export type Balance = { readonly confirmed: bigint; readonly pending: bigint; readonly waiting: boolean };

/** Sats. `pending` is what waiting transactions add or take, and `waiting` that there are some. */
export async function balance({ transport }: ChainContext, owner: Address): Promise<Balance> {
  const { chain_stats, mempool_stats } = check(account, await ask(() => transport.get(`/address/${owner}`)));
  const net = ({ funded_txo_sum, spent_txo_sum }: v.InferOutput<typeof totals>) => BigInt(funded_txo_sum) - BigInt(spent_txo_sum);
  const confirmed = net(chain_stats);
  const pending = net(mempool_stats);
  if (confirmed < 0n || confirmed + pending < 0n) throw new WalletError('network/bad-response');
  return { confirmed, pending, waiting: BigInt(mempool_stats.funded_txo_sum) > 0n || BigInt(mempool_stats.spent_txo_sum) > 0n };
}

/** Confirmed transactions that concern `owner`, the newest first, 25 at a time; `after` is where the last time ended. `received` in sats. */
export async function history(
  { transport }: ChainContext,
  owner: Address,
  after?: string,
): Promise<readonly { readonly txid: string; readonly block: number; readonly coinbase: boolean; readonly received: bigint }[]> {
  const page = check(v.array(landed), await ask(() => transport.get(`/address/${owner}/txs/chain${after === undefined ? '' : `/${after}`}`)));
  return page.map(({ txid, status, vin, vout }) => ({
    txid,
    block: status.block_height,
    coinbase: vin.some((input) => input.is_coinbase),
    received: vout.reduce((sum, output) => sum + (output.scriptpubkey_address === owner ? BigInt(output.value) : 0n), 0n),
  }));
}

/** Unspent outputs, in sats, confirmed or not. */
export async function unspent({ transport }: ChainContext, owner: Address): Promise<readonly (Coin & { readonly confirmed: boolean })[]> {
  const coins = check(v.array(utxo), await ask(() => transport.get(`/address/${owner}/utxo`)));
  return coins.map(({ txid, vout, value, status }) => ({ txid, vout, value: BigInt(value), confirmed: status.confirmed }));
}

/** Transactions of `owner` that no block holds yet, and whose coins they spend. */
export async function waiting(
  { transport }: ChainContext,
  owner: Address,
): Promise<readonly { readonly txid: string; readonly payers: readonly (Address | undefined)[] }[]> {
  const transactions = check(v.array(transaction), await ask(() => transport.get(`/address/${owner}/txs/mempool`)));
  return transactions.map(({ txid, vin }) => ({ txid, payers: vin.map(({ prevout }) => prevout?.scriptpubkey_address) }));
}

/**
 * Takes nobody's word for what a coin is worth: fetches the transaction that made it, whose hash must be its id.
 * Segwit signatures commit to the amount, so a lie would at best be refused, and at worst be paid as a fee.
 */
export async function verifyCoins(context: ChainContext, owner: Address, coins: readonly Coin[]): Promise<void> {
  const script = scriptOf(owner, context.network);
  const pending = [...new Set(coins.map(({ txid }) => txid))];
  const work = async () => {
    for (let txid = pending.pop(); txid !== undefined; txid = pending.pop()) {
      const { outs } = Transaction.fromBuffer(await previousTransaction(context, txid));
      for (const coin of coins.filter((each) => each.txid === txid)) {
        const output = outs[coin.vout];
        if (!output || output.value !== coin.value || !equal(output.script, script)) throw new WalletError('network/bad-response', { txid });
      }
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

/** The bytes of a transaction, which hash to its id. */
export async function previousTransaction({ transport }: ChainContext, txid: string): Promise<Uint8Array> {
  const hex = check(v.pipe(v.string(), v.hexadecimal(), v.maxLength(8_000_000)), await ask(() => transport.get(`/tx/${txid}/hex`)));
  try {
    const bytes = fromHex(hex.trim());
    if (Transaction.fromBuffer(bytes).getId() === txid) return bytes;
  } catch (error) {
    throw new WalletError('network/bad-response', { txid }, { cause: error });
  }
  throw new WalletError('network/bad-response', { txid });
}

/** Undefined when the node does not know it. (Its `/status` says "not confirmed" of transactions that do not exist.) */
export async function confirmation({ transport }: ChainContext, txid: string): Promise<{ readonly block?: number } | undefined> {
  const answer = await ask(() => transport.get(`/tx/${txid}`), missing);
  if (answer === undefined) return undefined;
  const { status, txid: other } = check(v.object({ txid: hash, status: statusOf }), answer);
  if (other !== txid) throw new WalletError('network/bad-response', { txid });
  return status.confirmed ? { block: status.block_height } : {};
}

/** The transaction that spends an output, if one does. */
export async function spender({ transport }: ChainContext, txid: string, vout: number): Promise<string | undefined> {
  const answer = await ask(() => transport.get(`/tx/${txid}/outspends`), missing);
  return answer === undefined ? undefined : check(v.array(outspend), answer)[vout]?.txid;
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const rate = v.pipe(v.number(), v.finite(), v.minValue(0));
/** There are never more than 21 million bitcoins. */
const sats = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(21e14));
const inBlock = v.object({ confirmed: v.literal(true), block_height: v.pipe(v.number(), v.integer(), v.minValue(0)) });
const statusOf = v.variant('confirmed', [inBlock, v.object({ confirmed: v.literal(false) })]);
const utxo = v.object({ txid: hash, vout: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)), value: sats, status: statusOf });
const spent = v.object({ prevout: v.nullable(v.object({ scriptpubkey_address: v.optional(v.string()) })) });
const transaction = v.object({ txid: hash, vin: v.pipe(v.array(spent), v.minLength(1)) });
const landed = v.object({
  txid: hash,
  status: inBlock,
  vin: v.array(v.object({ is_coinbase: v.boolean() })),
  vout: v.array(v.object({ scriptpubkey_address: v.optional(v.string()), value: sats })),
});
// Sums over the life of an address may be larger than what exists; a large one arrives as a string.
const total = v.union([v.pipe(v.number(), v.safeInteger(), v.minValue(0)), v.pipe(v.string(), v.regex(/^\d{16,30}$/))]);
const totals = v.object({ funded_txo_sum: total, spent_txo_sum: total });
const account = v.object({ chain_stats: totals, mempool_stats: totals });
const outspend = v.object({ spent: v.boolean(), txid: v.optional(hash) });

function check<const S extends v.GenericSchema>(schema: S, answer: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, answer);
  if (!result.success) throw new WalletError('network/bad-response');
  return result.output;
}

const missing = (error: NodeError): boolean => error.code === 404;

/** `absent` says which refusals mean that there is nothing; any other is not an answer. */
async function ask(read: () => Promise<Json>): Promise<Json>;
async function ask(read: () => Promise<Json>, absent: (error: NodeError) => boolean): Promise<Json | undefined>;
async function ask(read: () => Promise<Json>, absent?: (error: NodeError) => boolean): Promise<Json | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    if (absent?.(error)) return undefined;
    throw new WalletError('network/bad-response', { reason: error.message.slice(0, 200) }, { cause: error });
  }
}
