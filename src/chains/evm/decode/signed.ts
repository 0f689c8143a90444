import type { Json } from '../../../core/json';
import type { Address } from '../../adapter';
import { integerFrom } from '../../typed-data';
import { checksummed, zeroAddress } from '../addresses';
import type { Call } from './known';

/** The signed values of typed data by path, and where the signature counts: `call.to` is the verifying contract. */
export type Signed = { readonly values: ReadonlyMap<string, Json>; readonly call: Call };

/** The address at a path; the zero address where there is none. */
export function addressAt({ values }: Signed, path: string): Address {
  const value = values.get(path);
  return typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value) ? checksummed(value.toLowerCase()) : zeroAddress;
}

/** The integer at a path; 0 where there is none. */
export function integerAt({ values }: Signed, path: string): bigint {
  const value = values.get(path);
  return typeof value === 'number' || (typeof value === 'string' && /^-?(?:\d+|0x[0-9a-fA-F]+)$/.test(value)) ? integerFrom(value) : 0n;
}

/** The bytes at a path, as 0x hex; none where there are none. */
export function bytesAt({ values }: Signed, path: string): string {
  const value = values.get(path);
  return typeof value === 'string' && /^0x(?:[0-9a-fA-F]{2})*$/.test(value) ? value.toLowerCase() : '0x';
}
