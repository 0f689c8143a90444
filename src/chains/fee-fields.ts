import { WalletError } from '../core/errors';
import type { FeeField, FeeFieldName, FeeValues } from './fees';

export type FieldFault = 'too-small' | 'too-large' | 'above-other';

/** Why a value of one of the fields is refused, if it is. */
export function faultOf({ min, max, atMost }: FeeField, value: bigint, values: FeeValues): FieldFault | undefined {
  const other = atMost !== undefined && Object.hasOwn(values, atMost) ? values[atMost] : undefined;
  if (value < min) return 'too-small';
  if (value > max) return 'too-large';
  return other !== undefined && value > other ? 'above-other' : undefined;
}

/** What follows from a value that is taken. */
export const verdictOn = ({ low, high }: FeeField, value: bigint): 'low' | 'high' | undefined =>
  low !== undefined && value < low ? 'low' : high !== undefined && value > high ? 'high' : undefined;

/** Every field with what was set for it, or what stood there. Throws `fee/invalid` for a value no field takes, and for one of no field. */
export function checkedValues(fields: readonly FeeField[], values: FeeValues): Readonly<Partial<Record<FeeFieldName, bigint>>> {
  const all = Object.fromEntries(fields.map((field) => [field.name, Object.hasOwn(values, field.name) ? values[field.name]! : field.value]));
  const valid =
    Object.entries(values).every(([name, value]) => typeof value === 'bigint' && Object.hasOwn(all, name)) &&
    fields.every((field) => faultOf(field, all[field.name]!, all) === undefined);
  if (!valid) throw new WalletError('fee/invalid');
  return all;
}
