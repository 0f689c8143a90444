import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Speed } from '../adapter';
import { modelOf } from './fee-models';
import { bounds, quantity, read, unlessRefused, type Context } from './node';
import type { Terms } from './terms';

/** wei per gas. `likely` is what will be paid if the base fee stays. */
export type Price = Omit<Terms, 'gas' | 'dataFee'> & { readonly likely: bigint };

export type Prices = Readonly<Record<Speed, Price>>;

// The base fee rises by at most an eighth per block (EIP-1559): these factors last 2, 4 and 6 full blocks.
const headroom: Readonly<Record<Speed, bigint>> = { slow: 128n, normal: 160n, fast: 203n };

type Tips = readonly [bigint, bigint, bigint];
const none: Tips = [0n, 0n, 0n];

export async function marketPrices(context: Context): Promise<Prices> {
  const history = historyFrom(await unlessRefused(context.transport.request('eth_feeHistory', ['0xa', 'latest', [10, 50, 90]])));
  if (!history) return legacyPrices(context);
  const tips = modelOf(context.network).tipless ? none : (history.tips ?? (await suggestedTips(context, history.baseFee)));
  // Without a base fee the tip is all that validators get, and they have a lowest price (BSC): bundles that pay 0 are no measure.
  const [least] = tips === none ? none : history.baseFee === 0n ? await suggestedTips(context, 0n) : [1n];
  const [low, middle, high] = [larger(least, tips[0]), larger(least, tips[1]), larger(least, tips[2])];
  const price = (speed: Speed, tip: bigint): Price =>
    bounded({
      maxFeePerGas: (history.baseFee * headroom[speed]) / 100n + tip,
      maxPriorityFeePerGas: tip,
      likely: history.baseFee + tip,
    });
  return { slow: price('slow', low), normal: price('normal', larger(low, middle)), fast: price('fast', larger(low, middle, high)) };
}

export async function legacyPrices(context: Context): Promise<Prices> {
  const now = await read(context, 'eth_gasPrice');
  const price = (percent: bigint): Price => {
    const gasPrice = (now * percent) / 100n;
    return bounded({ maxFeePerGas: gasPrice, maxPriorityFeePerGas: gasPrice, likely: gasPrice });
  };
  return { slow: price(100n), normal: price(110n), fast: price(125n) };
}

/** wei per gas that a transaction must offer at least to be in the next block. */
export async function leastPrice(context: Context): Promise<bigint> {
  const history = modelOf(context.network).onePrice
    ? undefined
    : historyFrom(await unlessRefused(context.transport.request('eth_feeHistory', ['0x1', 'latest', []])));
  return history ? history.baseFee : read(context, 'eth_gasPrice');
}

// Blocks that are all but empty say nothing about tips, and validators may still want one (BSC).
async function suggestedTips(context: Context, baseFee: bigint): Promise<Tips> {
  const suggested = await unlessRefused(read(context, 'eth_maxPriorityFeePerGas'));
  if (suggested !== undefined) return [suggested, (suggested * 110n) / 100n, (suggested * 125n) / 100n];
  const gasPrice = await read(context, 'eth_gasPrice');
  const tip = gasPrice > baseFee ? gasPrice - baseFee : 0n;
  return [tip, tip, tip];
}

type History = { readonly baseFee: bigint; readonly tips?: Tips };

/** Undefined for anything but a fee history of a chain with a base fee. */
function historyFrom(answer: Json | undefined): History | undefined {
  try {
    const { baseFeePerGas, reward } = answer as { baseFeePerGas: Json[]; reward?: Json[][] | null };
    if (baseFeePerGas.length > 20) return undefined;
    const baseFee = quantity(baseFeePerGas.at(-1));
    const rows = (reward ?? [])
      .slice(0, 20)
      .map(([low, middle, high]) => [quantity(low), quantity(middle), quantity(high)] as const)
      .filter((row) => row[2] > 0n);
    if (rows.length === 0) return { baseFee };
    const median = (column: 0 | 1 | 2) => rows.map((row) => row[column]).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[rows.length >> 1]!;
    return { baseFee, tips: [median(0), median(1), median(2)] };
  } catch {
    return undefined;
  }
}

function bounded(price: Price): Price {
  if (price.maxFeePerGas > bounds.gasPrice) throw new WalletError('fee/too-high');
  return price;
}

export const larger = (...values: readonly [bigint, ...bigint[]]): bigint => values.reduce((a, b) => (a > b ? a : b));
export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
