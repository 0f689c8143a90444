import { WalletError } from './errors';

/**
 * Reads what a person typed as an amount of an asset with `decimals` places, in its smallest unit.
 * A comma or a dot may be the decimal point; grouping is not accepted, because `1,234` is two numbers in two countries.
 * Throws `amount/invalid` or `amount/too-precise`.
 */
export function parseAmount(text: string, decimals: number): bigint {
  const match = /^(\d*)(?:[.,](\d*))?$/.exec(text.trim());
  const [, whole = '', fraction = ''] = match ?? [];
  if (!match || (whole === '' && fraction === '') || text.length > 100) throw new WalletError('amount/invalid');
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) throw new WalletError('amount/too-precise');
  return BigInt((whole || '0') + kept.padEnd(decimals, '0'));
}

/** The exact decimal text of an amount: no exponent, no grouping, no trailing zeros. */
export function formatAmount(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/**
 * An amount from a node: a JSON number that is a safe integer, a decimal string or a 0x quantity.
 * Throws `network/bad-response` for anything else, negative numbers included.
 */
export function amountFrom(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'string' && /^(0x[0-9a-fA-F]{1,64}|\d{1,78})$/.test(value)) return BigInt(value);
  throw new WalletError('network/bad-response');
}
