import * as v from 'valibot';
import { WalletError } from '../../core/errors';
import type { FeeOption } from '../adapter';
import { coinOf } from './assets';
import type { EvmNetwork } from './networks';
import { bounds } from './node';

/**
 * wei per gas, and gas. For a transaction with one price both prices are that. `dataFee`: wei that may be taken besides gas, and that
 * no field of the transaction bounds. `nonce`: the one that a person set. `everything`: the whole balance goes, and what the fee leaves is sent.
 */
export type Terms = {
  readonly gas: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  readonly dataFee: bigint;
  readonly nonce?: bigint;
  readonly everything?: boolean;
};

/** The most that a transaction of these terms can cost, in wei. */
export const costOf = ({ gas, maxFeePerGas, dataFee }: Terms): bigint => gas * maxFeePerGas + dataFee;

export function feeOption(network: EvmNetwork, speed: FeeOption['speed'], terms: Terms, likely: bigint): FeeOption {
  const asset = coinOf(network);
  const max = costOf(terms);
  const { gas, maxFeePerGas, maxPriorityFeePerGas, dataFee, nonce, everything } = terms;
  return {
    speed,
    max: { asset, amount: max },
    ...(likely < max && { likely: { asset, amount: likely } }),
    terms: {
      gas: `${gas}`,
      maxFeePerGas: `${maxFeePerGas}`,
      maxPriorityFeePerGas: `${maxPriorityFeePerGas}`,
      ...(dataFee > 0n && { dataFee: `${dataFee}` }),
      ...(nonce !== undefined && { nonce: `${nonce}` }),
      ...(everything === true && { everything }),
    },
  };
}

const decimal = v.pipe(
  v.string(),
  v.regex(/^\d{1,30}$/),
  v.transform((text) => BigInt(text)),
);
const besides = v.object({ dataFee: v.optional(decimal, '0') });
const schema = v.object({ gas: decimal, maxFeePerGas: decimal, maxPriorityFeePerGas: decimal, nonce: v.exactOptional(decimal), ...besides.entries });

/** wei that may be taken besides gas: all of an option that a transaction does not say itself. Throws `transaction/invalid`. */
export function dataFeeIn(fee: FeeOption): bigint {
  const read = v.safeParse(besides, fee.terms);
  if (!read.success || read.output.dataFee > bounds.dataFee) throw new WalletError('transaction/invalid');
  return read.output.dataFee;
}

/** Whether the transaction sends what its fee leaves of the balance. */
export const takesEverything = ({ terms }: FeeOption): boolean => v.is(v.object({ everything: v.literal(true) }), terms);

/** Reads what {@link feeOption} wrote. Throws `transaction/invalid`. */
export function termsOf(fee: FeeOption): Terms {
  const read = v.safeParse(schema, fee.terms);
  if (!read.success) throw new WalletError('transaction/invalid');
  const { gas, maxFeePerGas, dataFee } = read.output;
  if (gas > bounds.gas || maxFeePerGas > bounds.gasPrice || dataFee > bounds.dataFee) throw new WalletError('transaction/invalid');
  return read.output;
}
