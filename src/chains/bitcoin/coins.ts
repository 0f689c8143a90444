import { WalletError } from '../../core/errors';

/** An unspent output of our own. `value` in sats. */
export type Coin = { readonly txid: string; readonly vout: number; readonly value: bigint };
export type Output = { readonly script: Uint8Array; readonly value: bigint };
/** What is spent and what comes back; what is missing in between is the fee. `change` 0 means no output for it. */
export type Selection = { readonly coins: readonly Coin[]; readonly change: bigint; readonly fee: bigint };

/**
 * Sat per 1000 virtual bytes: fee estimates have three decimals at most.
 * The lowest is what nodes relay, the highest is more than ever was needed: a node that asks for more is lying or broken.
 */
export type FeeRate = bigint;
export const minRate: FeeRate = 1_000n;
export const maxRate: FeeRate = 1_000_000n;

/**
 * Coins for the outputs, the largest first: the fewest inputs, and the lowest fee.
 * Throws `amount/insufficient`, or `fee/insufficient` when only the fee is missing.
 */
export function select(coins: readonly Coin[], outputs: readonly Output[], changeScript: Uint8Array, rate: FeeRate): Selection {
  const target = sum(outputs);
  const scripts = outputs.map(({ script }) => script);
  const sorted = bySize(coins);
  let held = 0n;
  for (const [index, coin] of sorted.slice(0, maxInputs).entries()) {
    held += coin.value;
    const spent = index + 1;
    if (held < target + feeOf(spent, scripts, rate)) continue;
    const change = held - target - feeOf(spent, [...scripts, changeScript], rate);
    const worth = change >= dustLimit(changeScript);
    return { coins: sorted.slice(0, spent), change: worth ? change : 0n, fee: worth ? held - target - change : held - target };
  }
  throw new WalletError(sum(sorted) < target ? 'amount/insufficient' : 'fee/insufficient');
}

/** Every coin that is worth its own fee, to one output that takes all but the fee. Throws `fee/insufficient` and `amount/insufficient`. */
export function selectAll(coins: readonly Coin[], script: Uint8Array, rate: FeeRate): Selection & { readonly value: bigint } {
  if (coins.length === 0) throw new WalletError('amount/insufficient');
  const worthwhile = bySize(coins)
    .filter(({ value }) => value * 1_000n > rate * inputSize)
    .slice(0, maxInputs);
  const fee = feeOf(worthwhile.length, [script], rate);
  const value = sum(worthwhile) - fee;
  if (value < dustLimit(script)) throw new WalletError('fee/insufficient');
  return { coins: worthwhile, change: 0n, fee, value };
}

/** What it costs, in sats, to spend so many of our coins to these scripts. Signatures are taken as long as they can be. */
export const feeOf = (inputs: number, scripts: readonly Uint8Array[], rate: FeeRate): bigint => (vsize(inputs, scripts) * rate + 999n) / 1_000n;

/** Virtual bytes (BIP-141) of a transaction that spends so many P2WPKH outputs. */
export function vsize(inputs: number, scripts: readonly Uint8Array[]): bigint {
  const outputs = scripts.reduce((size, { length }) => size + 8 + compactSize(length) + length, compactSize(scripts.length));
  const stripped = 8 + compactSize(inputs) + 41 * inputs + outputs;
  const weight = 4 * stripped + 2 + witness * inputs;
  return BigInt(Math.ceil(weight / 4));
}

/** Below this many sats nodes do not relay an output: spending it would cost more than a third of it (Bitcoin Core's GetDustThreshold). */
export function dustLimit(script: Uint8Array): bigint {
  const [first = 0, length = -1] = script;
  if (first === 0x6a) return 0n;
  const segwit = (first === 0 || (first > 0x50 && first <= 0x60)) && script.length === 2 + length;
  return 3n * BigInt(8 + compactSize(script.length) + script.length + (segwit ? 67 : 148));
}

export const sum = (values: readonly { readonly value: bigint }[]): bigint => values.reduce((total, { value }) => total + value, 0n);

/** Two items, 72 bytes of signature and 33 of key, each with its length. */
const witness = 1 + 1 + 72 + 1 + 33;
/** Virtual bytes of one input, rounded up. */
const inputSize = 68n;
/** A standard transaction weighs at most 400,000 units. */
const maxInputs = 1_400;

const compactSize = (value: number) => (value < 0xfd ? 1 : value <= 0xffff ? 3 : 5);
const bySize = (coins: readonly Coin[]) => [...coins].sort((a, b) => (a.value === b.value ? (a.txid < b.txid ? -1 : 1) : a.value > b.value ? -1 : 1));
