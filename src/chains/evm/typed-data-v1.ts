import { solidityPackedKeccak256 } from 'ethers/hash';
import { fromHex } from '../../core/bytes';
import type { Json } from '../../core/json';
import type { Address, Detail, Preview } from '../adapter';
import { integerFrom } from '../typed-data';
import { hasHiddenCharacters, info } from '../warnings';
import { checksummed } from './addresses';

/** One value of what was signed before there was EIP-712: a list of them is all there is, no domain and no structs. */
export type Entry = { readonly type: string; readonly name: string; readonly value: Json };

/** Reads the list that `eth_signTypedData` (v1) is given. Throws a TypeError for anything that could be encoded in more than one way. */
export function readEntries(input: Json): readonly Entry[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > mostEntries) throw new TypeError('not a list of values');
  const entries = (input as readonly Json[]).map((entry): Entry => {
    const { type, name, value } = (entry ?? {}) as Readonly<Record<string, Json | undefined>>;
    if (typeof type !== 'string' || typeof name !== 'string' || name === '' || value === undefined) throw new TypeError('not a value');
    return { type, name, value: valueOf(type, value) };
  });
  if (JSON.stringify(entries).length > longest) throw new TypeError('too large');
  return entries;
}

/** The hash of the hashes of what the values are and of the values, as eth-sig-util made it. */
export function digestOfEntries(entries: readonly Entry[]): Uint8Array {
  const names = entries.map(({ type, name }) => `${type} ${name}`);
  const schema = solidityPackedKeccak256(
    names.map(() => 'string'),
    names,
  );
  const values = solidityPackedKeccak256(
    entries.map(({ type }) => type),
    entries.map(({ value }) => value),
  );
  return fromHex(solidityPackedKeccak256(['bytes32', 'bytes32'], [schema, values]));
}

/** Nothing says which site or network this is for: any of them could use the signature. */
export function previewEntries(entries: readonly Entry[], signer: Address): Preview {
  const texts = entries.flatMap(({ name, value }) => [name, ...(typeof value === 'string' ? [value] : [])]);
  return {
    title: 'sign-typed-data',
    changes: [],
    details: [{ label: 'signer', value: { kind: 'address', address: signer } }, ...entries.map(rowOf)],
    warnings: [info('chain-missing'), ...(texts.some(hasHiddenCharacters) ? [info('control-characters')] : [])],
  };
}

const mostEntries = 200;
const longest = 100_000;

/** One spelling for every value, so that what is shown is what is hashed. Integers are decimal text. */
function valueOf(type: string, value: Json): Json {
  const array = /^(address|bool|u?int\d*|bytes\d+)\[(\d*)\]$/.exec(type);
  if (array) {
    // Without their lengths, values of a type of no fixed length would run into each other: those are in no array here.
    if (!Array.isArray(value) || (array[2] !== '' && value.length !== Number(array[2]))) throw new TypeError(`not ${type}`);
    return (value as readonly Json[]).map((item) => valueOf(array[1]!, item));
  }
  const [, unsigned, bits = '256', size] = /^(?:(u?)int([1-9]\d{0,2})?|bytes([1-9]\d?))$/.exec(type) ?? [];
  if (size !== undefined && Number(size) <= 32) return hexOf(value, Number(size));
  if (unsigned !== undefined && Number(bits) <= 256 && Number(bits) % 8 === 0) return within(integerFrom(value), Number(bits), unsigned === '');
  if (type === 'bytes') return hexOf(value);
  if (type === 'bool' && typeof value === 'boolean') return value;
  if (type === 'string' && typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return value;
  if (type === 'address' && typeof value === 'string') return addressFrom(value);
  throw new TypeError(`not ${type}`);
}

function within(value: bigint, bits: number, signed: boolean): string {
  const [least, most] = signed ? [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1)] : [0n, 2n ** BigInt(bits)];
  if (value < least || value >= most) throw new TypeError('out of range');
  return String(value);
}

function hexOf(value: Json, size?: number): string {
  if (typeof value !== 'string' || !/^0x(?:[0-9a-fA-F]{2})*$/.test(value) || (size !== undefined && value.length !== 2 + 2 * size))
    throw new TypeError('not bytes');
  return value.toLowerCase();
}

function addressFrom(text: string): Address {
  try {
    return checksummed(text);
  } catch {
    throw new TypeError('not an address');
  }
}

function rowOf({ type, name, value }: Entry): Detail {
  const row = { label: 'field', name } as const;
  if (type === 'address') return { ...row, value: { kind: 'address', address: String(value) } };
  if (type.startsWith('bytes') && typeof value === 'string') return { ...row, value: { kind: 'bytes', hex: value.slice(2) } };
  return { ...row, value: { kind: 'text', text: String(value) } };
}
