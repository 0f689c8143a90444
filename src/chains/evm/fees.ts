import * as v from 'valibot';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { FeeOption, FeeQuoter, Intent, Speed } from '../adapter';
import { coinOf } from './assets';
import type { EvmNetwork } from './networks';
import { bounds, estimateGas, quantity, read, spendableBy, unlessRefused, type Context } from './node';
import { requestOf, type TransactionRequest } from './request';

/** wei per gas, and gas. For a legacy transaction both prices are its gas price. */
export type Terms = { readonly gas: bigint; readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };

type Price = Omit<Terms, 'gas'> & { readonly likely: bigint };

export const fees: FeeQuoter<EvmNetwork> = {
  async quote(context, intent) {
    const request = requestOf(intent);
    const [prices, spendable] = await Promise.all([
      usesGasPrice(context.network, request) ? legacyPrices(context) : marketPrices(context),
      spendableBy(context, intent.from),
    ]);
    const value = await estimatedValue(intent, request, spendable, prices.slow.maxFeePerGas);
    const used = await estimateGas(context, callOf(request, value));
    const gas = gasLimit(used, request);
    // Sending everything spends the whole cap (see `build`): nothing cheaper is likely then.
    const everything = intent.type === 'transfer' && intent.amount === 'max';
    const option = (speed: Speed, price: Price): FeeOption =>
      feeOption(context.network, speed, { gas, ...price }, everything ? gas * price.maxFeePerGas : used * price.likely);
    return [option('slow', prices.slow), option('normal', asked(request, prices.normal)), option('fast', prices.fast)];
  },
};

/** Whether the transaction names one gas price (types 0 and 1) or two limits (type 2). */
export const usesGasPrice = (network: EvmNetwork, request: TransactionRequest): boolean =>
  network.fees === 'legacy' || request.type === '0x0' || request.type === '0x1';

/** What `eth_estimateGas` is asked. */
export const callOf = (request: TransactionRequest, value: bigint): { readonly [field: string]: Json } => ({
  from: request.from,
  ...(request.to !== undefined && { to: request.to }),
  value: `0x${value.toString(16)}`,
  ...(request.data !== '0x' && { data: request.data }),
  ...(request.accessList && { accessList: request.accessList }),
});

export function feeOption(network: EvmNetwork, speed: Speed, { gas, maxFeePerGas, maxPriorityFeePerGas }: Terms, likely: bigint): FeeOption {
  const asset = coinOf(network);
  const max = gas * maxFeePerGas;
  return {
    speed,
    max: { asset, amount: max },
    ...(likely < max && { likely: { asset, amount: likely } }),
    terms: { gas: `${gas}`, maxFeePerGas: `${maxFeePerGas}`, maxPriorityFeePerGas: `${maxPriorityFeePerGas}` },
  };
}

const decimal = v.pipe(
  v.string(),
  v.regex(/^\d{1,30}$/),
  v.transform((text) => BigInt(text)),
);
const termsSchema = v.object({ gas: decimal, maxFeePerGas: decimal, maxPriorityFeePerGas: decimal });

/** Reads what {@link fees} put into an option. Throws `transaction/invalid`. */
export function termsOf(fee: FeeOption): Terms {
  const read = v.safeParse(termsSchema, fee.terms);
  if (!read.success || read.output.gas > bounds.gas || read.output.maxFeePerGas > bounds.gasPrice) throw new WalletError('transaction/invalid');
  return read.output;
}

// A plain account costs the same at any time; what a contract uses depends on its state when it is mined.
function gasLimit(used: bigint, { data, gas }: TransactionRequest): bigint {
  const limit = used === 21_000n && data === '0x' ? used : (used * 5n) / 4n;
  return gas !== undefined && BigInt(gas) >= used ? BigInt(gas) : limit;
}

// With a price that the page names as the normal one, the others still let the user choose.
function asked(request: TransactionRequest, price: Price): Price {
  const cap = request.maxFeePerGas ?? request.gasPrice;
  if (cap === undefined && request.maxPriorityFeePerGas === undefined) return price;
  const maxFeePerGas = cap === undefined ? larger(price.maxFeePerGas, BigInt(request.maxPriorityFeePerGas!)) : BigInt(cap);
  const tip = request.gasPrice ?? request.maxPriorityFeePerGas;
  const maxPriorityFeePerGas = smaller(tip === undefined ? price.maxPriorityFeePerGas : BigInt(tip), maxFeePerGas);
  return { maxFeePerGas, maxPriorityFeePerGas, likely: smaller(maxFeePerGas, price.likely - price.maxPriorityFeePerGas + maxPriorityFeePerGas) };
}

async function estimatedValue(intent: Intent, request: TransactionRequest, spendable: bigint, price: bigint): Promise<bigint> {
  if (intent.type === 'transfer' && intent.amount === 'max') {
    const reserve = 21_000n * price;
    return spendable > reserve ? spendable - reserve : 0n;
  }
  if (BigInt(request.value) > spendable) throw new WalletError('amount/insufficient');
  return BigInt(request.value);
}

type Prices = Readonly<Record<Speed, Price>>;

// The base fee rises by at most an eighth per block (EIP-1559): these factors last 2, 4 and 6 full blocks.
const headroom: Readonly<Record<Speed, bigint>> = { slow: 128n, normal: 160n, fast: 203n };

async function marketPrices(context: Context): Promise<Prices> {
  const history = historyFrom(await unlessRefused(context.transport.request('eth_feeHistory', ['0xa', 'latest', [10, 50, 90]])));
  if (!history) return legacyPrices(context);
  const tips = history.tips ?? (await suggestedTips(context, history.baseFee));
  // Without a base fee the tip is all that validators get, and they have a lowest price (BSC): bundles that pay 0 are no measure.
  const [least] = history.baseFee === 0n ? await suggestedTips(context, 0n) : [1n];
  const [low, middle, high] = [larger(least, tips[0]), larger(least, tips[1]), larger(least, tips[2])];
  const price = (speed: Speed, tip: bigint): Price =>
    bounded({
      maxFeePerGas: (history.baseFee * headroom[speed]) / 100n + tip,
      maxPriorityFeePerGas: tip,
      likely: history.baseFee + tip,
    });
  return { slow: price('slow', low), normal: price('normal', larger(low, middle)), fast: price('fast', larger(low, middle, high)) };
}

async function legacyPrices(context: Context): Promise<Prices> {
  const now = await read(context, 'eth_gasPrice');
  const price = (percent: bigint): Price => {
    const gasPrice = (now * percent) / 100n;
    return bounded({ maxFeePerGas: gasPrice, maxPriorityFeePerGas: gasPrice, likely: gasPrice });
  };
  return { slow: price(100n), normal: price(110n), fast: price(125n) };
}

// Blocks that are all but empty say nothing about tips, and validators may still want one (BSC).
async function suggestedTips(context: Context, baseFee: bigint): Promise<readonly [bigint, bigint, bigint]> {
  const suggested = await unlessRefused(read(context, 'eth_maxPriorityFeePerGas'));
  if (suggested !== undefined) return [suggested, (suggested * 110n) / 100n, (suggested * 125n) / 100n];
  const gasPrice = await read(context, 'eth_gasPrice');
  const tip = gasPrice > baseFee ? gasPrice - baseFee : 0n;
  return [tip, tip, tip];
}

type History = { readonly baseFee: bigint; readonly tips?: readonly [bigint, bigint, bigint] };

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

const larger = (...values: readonly [bigint, ...bigint[]]): bigint => values.reduce((a, b) => (a > b ? a : b));
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
