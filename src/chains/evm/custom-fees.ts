import { WalletError } from '../../core/errors';
import type { CustomFees, FeeField, Intent } from '../adapter';
import { checkedValues, verdictOn } from '../fee-fields';
import { gasOf } from './gas';
import { nextNonce, noncesOf, type Own } from './ledger';
import type { EvmNetwork } from './networks';
import { bounds, type Context } from './node';
import { larger, legacyPrices, marketPrices, smaller, type Prices } from './prices';
import { leastAbove, raised } from './replacement';
import { noncesUsedBy, type TransactionRequest } from './request';
import { intrinsicGas } from './signed';
import { feeOption, termsOf, type Terms } from './terms';
import { transactionOf, usesGasPrice } from './unsigned';
import { wantedOf } from './wanted';

/** What the chain asks now, and for what takes the place of `old` no less than that needs. */
export async function pricesFor(context: Context, request: TransactionRequest, old?: Own): Promise<Prices> {
  const prices = await (usesGasPrice(context.network, request) ? legacyPrices(context) : marketPrices(context));
  return old ? raised(prices, old) : prices;
}

export const customFees: CustomFees<EvmNetwork> = {
  async fields(context, wanted, fee) {
    const { request, old } = await wantedOf(context, wanted);
    const terms = termsOf(fee);
    const [prices, nonce] = await Promise.all([pricesFor(context, request), nonceField(context, wanted, request, terms)]);
    const priced = usesGasPrice(context.network, request) ? [gasPriceField(terms, prices, old)] : priceFields(terms, prices, old);
    return [...priced, gasField(context.network, request, terms), ...nonce];
  },

  async apply(context, wanted, fee, values) {
    const fields = await this.fields(context, wanted, fee);
    const checked = checkedValues(fields, values);
    const { request, old } = await wantedOf(context, wanted);
    const prices = await pricesFor(context, request, old);
    const offered = termsOf(fee);
    const cap = checked['max-fee'] ?? checked['gas-price'] ?? offered.maxFeePerGas;
    const tip = checked['priority-fee'] ?? cap;
    const terms: Terms = {
      gas: checked['gas-limit'] ?? offered.gas,
      maxFeePerGas: cap,
      maxPriorityFeePerGas: tip,
      dataFee: offered.dataFee,
      // Only one that was chosen: the next is counted anew when the transaction is built.
      ...('nonce' in values && { nonce: values['nonce']! }),
    };
    const used = await gasOf(context, request, BigInt(request.value));
    if (used > terms.gas) throw new WalletError('transaction/would-fail', { why: 'gas limit' });
    const base = prices.slow.likely - prices.slow.maxPriorityFeePerGas;
    const likely = offered.dataFee + used * smaller(cap, base + tip);
    const verdicts = fields.filter(({ name }) => name !== 'gas-limit' && name !== 'nonce').map((field) => verdictOn(field, checked[field.name]!));
    const price = verdicts.includes('high') ? 'high' : verdicts.includes('low') ? 'low' : undefined;
    return { ...feeOption(context.network, 'custom', terms, likely), custom: values, ...(price && { price }) };
  },
};

const gwei = { unit: 'gwei', decimals: 9, max: bounds.gasPrice } as const;

function priceFields({ maxFeePerGas, maxPriorityFeePerGas }: Terms, { slow, fast }: Prices, old: Own | undefined): readonly FeeField[] {
  const least = old && leastAbove(old);
  const base = slow.likely - slow.maxPriorityFeePerGas;
  return [
    // Not paid in full unless the base fee rises to it: only what is out of all proportion is a mistake.
    { name: 'max-fee', ...gwei, value: maxFeePerGas, min: least?.maxFeePerGas ?? 0n, low: slow.likely, high: fast.maxFeePerGas * 5n },
    {
      name: 'priority-fee',
      ...gwei,
      value: smaller(maxPriorityFeePerGas, maxFeePerGas),
      min: least?.maxPriorityFeePerGas ?? 0n,
      low: slow.maxPriorityFeePerGas,
      // Paid in full.
      high: larger(fast.maxPriorityFeePerGas, base / 5n, least?.maxPriorityFeePerGas ?? 0n) * 5n,
      atMost: 'max-fee',
    },
  ];
}

const gasPriceField = ({ maxFeePerGas }: Terms, { slow, fast }: Prices, old: Own | undefined): FeeField => ({
  name: 'gas-price',
  ...gwei,
  value: maxFeePerGas,
  min: old ? leastAbove(old).maxFeePerGas : 0n,
  low: slow.maxFeePerGas,
  high: fast.maxFeePerGas * 3n,
});

function gasField(network: EvmNetwork, request: TransactionRequest, terms: Terms): FeeField {
  const min = intrinsicGas(transactionOf(network, request, terms, 0n, 0n));
  return { name: 'gas-limit', decimals: 0, value: terms.gas, min, max: bounds.gas, high: terms.gas * 10n };
}

/** None for what takes the place of another, which is what its nonce is for. */
async function nonceField(context: Context, wanted: Intent, request: TransactionRequest, terms: Terms): Promise<readonly FeeField[]> {
  if (wanted.type === 'replace') return [];
  const { from, nonce } = request;
  const nonces = await noncesOf(context, from);
  const next = nextNonce(nonces, noncesUsedBy(request));
  const value = terms.nonce ?? (nonce === undefined ? next : BigInt(nonce));
  return [
    {
      name: 'nonce',
      decimals: 0,
      value,
      min: nonces.mined,
      max: nonces.mined + bounds.pendingNonces,
      low: next,
      high: next,
      ...(terms.nonce === undefined && { counted: true }),
    },
  ];
}
