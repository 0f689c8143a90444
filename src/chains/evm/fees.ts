import { WalletError } from '../../core/errors';
import type { FeeOption, FeeQuoter, Speed } from '../adapter';
import { customFees, pricesFor } from './custom-fees';
import { dataFeeOf } from './data-fee';
import { gasOf, isFixed } from './gas';
import type { EvmNetwork } from './networks';
import { spendableBy } from './ledger';
import { larger, smaller, type Price } from './prices';
import type { SettledIntent, TransactionRequest } from './request';
import { feeOption } from './terms';
import { transactionOf } from './unsigned';
import { wantedOf } from './wanted';

export const fees: FeeQuoter<EvmNetwork> = {
  async quote(context, wanted) {
    const { network } = context;
    const { intent, request, old } = await wantedOf(context, wanted);
    const [prices, spendable] = await Promise.all([pricesFor(context, request, old), spendableBy(context, intent.from, old?.nonce)]);
    const value = await estimatedValue(intent, request, spendable, prices.slow.maxFeePerGas);
    const used = await gasOf(context, request, value);
    const gas = gasLimit(used, request);
    const data = await dataFeeOf(context, transactionOf(network, request, { gas, ...prices.normal }, value, 0n));
    // Sending everything spends the whole cap (see `build`): nothing cheaper is likely then.
    const everything = intent.type === 'transfer' && intent.amount === 'max';
    const option = (speed: Speed, price: Price): FeeOption =>
      feeOption(network, speed, { gas, dataFee: data.max, ...price }, data.likely + (everything ? gas * price.maxFeePerGas : used * price.likely));
    const normal = option('normal', asked(request, prices.normal));
    // What must be dearer than another is dearer at every speed: then there is one.
    if (old && prices.fast.maxFeePerGas === prices.slow.maxFeePerGas) return [normal];
    return [option('slow', prices.slow), normal, option('fast', prices.fast)];
  },
  custom: customFees,
};

// A plain account costs the same at any time; what a contract uses depends on its state when it is mined.
function gasLimit(used: bigint, request: TransactionRequest): bigint {
  const { gas } = request;
  const limit = isFixed(used, request) ? used : (used * 5n) / 4n;
  return gas !== undefined && BigInt(gas) >= used ? BigInt(gas) : limit;
}

/** With a price that the page names as the normal one, the others still let the user choose. */
export function asked(request: TransactionRequest, price: Price): Price {
  const cap = request.maxFeePerGas ?? request.gasPrice;
  if (cap === undefined && request.maxPriorityFeePerGas === undefined) return price;
  const maxFeePerGas = cap === undefined ? larger(price.maxFeePerGas, BigInt(request.maxPriorityFeePerGas!)) : BigInt(cap);
  const tip = request.gasPrice ?? request.maxPriorityFeePerGas;
  const maxPriorityFeePerGas = smaller(tip === undefined ? price.maxPriorityFeePerGas : BigInt(tip), maxFeePerGas);
  return { maxFeePerGas, maxPriorityFeePerGas, likely: smaller(maxFeePerGas, price.likely - price.maxPriorityFeePerGas + maxPriorityFeePerGas) };
}

async function estimatedValue(intent: SettledIntent, request: TransactionRequest, spendable: bigint, price: bigint): Promise<bigint> {
  if (intent.type === 'transfer' && intent.amount === 'max') {
    const reserve = 21_000n * price;
    return spendable > reserve ? spendable - reserve : 0n;
  }
  if (BigInt(request.value) > spendable) throw new WalletError('amount/insufficient');
  return BigInt(request.value);
}
