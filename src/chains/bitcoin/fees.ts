import * as v from 'valibot';
import { WalletError } from '../../core/errors';
import type { FeeOption, FeeQuoter, Speed } from '../adapter';
import { scriptOf } from './addresses';
import { coinOf } from './assets';
import { feeOf, maxRate, minRate, type Coin, type FeeRate } from './coins';
import { feeEstimates } from './esplora';
import { fill, orderOf, type OpenOrder } from './intents';
import type { BitcoinNetwork } from './networks';
import { psbtFee } from './psbt';
import { spendableCoins } from './spendable';

export const fees: FeeQuoter<BitcoinNetwork> = {
  async quote(context, intent) {
    const { network } = context;
    const order = orderOf(intent, network);
    if (order.type === 'psbt') return [fixedFee(psbtFee(order.psbt), network)];
    const [estimates, coins] = await Promise.all([feeEstimates(context), spendableCoins(context, intent.from)]);
    const change = scriptOf(intent.from, network);
    const option = ({ speed, blocks }: Target, rate: FeeRate): FeeOption => ({
      speed,
      seconds: blocks * 600,
      terms: { rate: rate.toString() },
      max: { asset: coinOf(network), amount: feeAt(order, coins, change, rate) },
    });
    // Who waits less never pays less.
    const low = rateFor(slowly, estimates);
    const middle = larger(low, rateFor(normally, estimates));
    const high = larger(middle, rateFor(fast, estimates));
    return [option(slowly, low), option(normally, middle), option(fast, high)];
  },
};

/** The rate that was agreed to. Throws `fee/too-high`, and `transaction/invalid` for terms that are not ours. */
export function rateOf(fee: FeeOption): FeeRate {
  const terms = v.safeParse(v.object({ rate: v.pipe(v.string(), v.regex(/^\d{1,12}$/)) }), fee.terms);
  if (!terms.success) throw new WalletError('transaction/invalid');
  const rate = BigInt(terms.output.rate);
  if (rate > maxRate) throw new WalletError('fee/too-high');
  return rate < minRate ? minRate : rate;
}

/** What a transaction costs whose inputs and outputs are settled: there is nothing to choose. `amount` in sats. */
export const fixedFee = (amount: bigint, network: BitcoinNetwork): FeeOption => ({ speed: 'normal', terms: {}, max: { asset: coinOf(network), amount } });

type Target = { readonly speed: Speed; readonly blocks: number };
const slowly: Target = { speed: 'slow', blocks: 24 };
const normally: Target = { speed: 'normal', blocks: 6 };
const fast: Target = { speed: 'fast', blocks: 1 };

/** The rate for the nearest shorter wait that the node names. Throws `fee/too-high`. */
function rateFor({ blocks: wait }: Target, estimates: Readonly<Record<string, number>>): FeeRate {
  const known = Object.entries(estimates)
    .map(([blocks, rate]) => ({ blocks: Number(blocks), rate }))
    .sort((a, b) => a.blocks - b.blocks);
  const rate = ((known.findLast(({ blocks }) => blocks <= wait) ?? known[0])?.rate ?? 0) * 1_000;
  if (rate > Number(maxRate)) throw new WalletError('fee/too-high');
  return larger(minRate, BigInt(Math.ceil(rate)));
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Where there is not enough, what it would cost with all there is: that it is not enough is said when it is built. */
function feeAt(order: OpenOrder, coins: readonly Coin[], change: Uint8Array, rate: FeeRate): bigint {
  try {
    return fill(order, coins, change, rate).fee;
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    const scripts = order.type === 'max' ? [order.script] : order.outputs.map(({ script }) => script);
    return feeOf(Math.max(1, coins.length), scripts, rate);
  }
}
