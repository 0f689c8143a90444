import type { ParamType } from 'ethers/abi';
import { fromHex, fromUtf8, toHex } from '../../../core/bytes';
import { checksummed } from '../addresses';

/** An integer, a truth, text or 0x hex; an array; a tuple by the names of its parts, where all of them have one. */
export type Value = bigint | boolean | string | readonly Value[] | { readonly [name: string]: Value };

/**
 * Reads the one canonical encoding (Solidity ABI specification, "Formal Specification of the Encoding": every tail right behind the one
 * before it) of `params` and returns the values by name. ethers' own decoder follows any offset, so that a short text can name the same
 * bytes a million times, and copies all of the data at each word; this one reads each byte once. `size` is how many bytes were read.
 * Throws a TypeError for anything else.
 */
export function decodeValues(params: readonly ParamType[], data: string): { readonly values: Value; readonly size: number } {
  const [values, size] = tuple(params, fromHex(data), 0);
  return { values, size };
}

/** A value, and how many bytes it took. */
type Read = readonly [value: Value, size: number];

function tuple(params: readonly ParamType[], bytes: Uint8Array, base: number): Read {
  const [values, size] = sequence(params, bytes, base);
  return [params.every(({ name }) => name !== '') ? Object.fromEntries(params.map(({ name }, index) => [name, values[index]!])) : values, size];
}

function sequence(params: readonly ParamType[], bytes: Uint8Array, base: number): readonly [values: readonly Value[], size: number] {
  let head = base;
  let tail = params.reduce((size, param) => size + headSize(param), 0);
  const values = params.map((param) => {
    if (!isDynamic(param)) {
      const [value, size] = valueAt(param, bytes, head);
      head += size;
      return value;
    }
    if (length(bytes, head) !== tail) refuse('offset');
    const [value, size] = valueAt(param, bytes, base + tail);
    head += 32;
    tail += size;
    return value;
  });
  return [values, tail];
}

function valueAt(param: ParamType, bytes: Uint8Array, at: number): Read {
  if (param.isTuple()) return tuple(param.components, bytes, at);
  if (!param.isArray()) return param.type === 'bytes' || param.type === 'string' ? text(param.type, bytes, at) : [word(param.type, slice(bytes, at, 32)), 32];
  const { arrayChildren: child, arrayLength: fixed } = param;
  const counted = fixed === -1 ? 32 : 0;
  const count = fixed === -1 ? length(bytes, at) : fixed;
  // Each item takes a word at least; what claims more is not read.
  if (count * Math.max(32, headSize(child)) > bytes.length - at - counted) refuse('array length');
  const [values, size] = sequence(new Array<ParamType>(count).fill(child), bytes, at + counted);
  return [values, size + counted];
}

function text(type: string, bytes: Uint8Array, at: number): Read {
  const size = length(bytes, at);
  const padded = Math.ceil(size / 32) * 32;
  const content = slice(bytes, at + 32, padded);
  if (content.subarray(size).some((byte) => byte !== 0)) refuse('padding');
  const own = content.subarray(0, size);
  return [type === 'string' ? fromUtf8(own) : `0x${toHex(own)}`, 32 + padded];
}

function word(type: string, bytes: Uint8Array): Value {
  const hex = toHex(bytes);
  const number = BigInt(`0x${hex}`);
  if (type === 'address') return number >> 160n === 0n ? checksummed(`0x${hex.slice(24)}`) : refuse('address');
  if (type === 'bool') return number <= 1n ? number === 1n : refuse('bool');
  const [, kind = '', digits = ''] = /^(u?int|bytes)(\d+)$/.exec(type) ?? refuse('type');
  const width = Number(digits);
  if (kind === 'bytes') return /^0*$/.test(hex.slice(2 * width)) ? `0x${hex.slice(0, 2 * width)}` : refuse('padding');
  const value = kind === 'int' ? BigInt.asIntN(256, number) : number;
  return value === (kind === 'int' ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value)) ? value : refuse('range');
}

function isDynamic(param: ParamType): boolean {
  if (param.isArray()) return param.arrayLength === -1 || isDynamic(param.arrayChildren);
  return param.isTuple() ? param.components.some(isDynamic) : param.type === 'bytes' || param.type === 'string';
}

function headSize(param: ParamType): number {
  if (isDynamic(param)) return 32;
  if (param.isArray()) return param.arrayLength * headSize(param.arrayChildren);
  return param.isTuple() ? param.components.reduce((size, part) => size + headSize(part), 0) : 32;
}

/** A length or an offset; what is longer than the data is neither. */
function length(bytes: Uint8Array, at: number): number {
  const number = BigInt(`0x${toHex(slice(bytes, at, 32))}`);
  return number <= BigInt(bytes.length) ? Number(number) : refuse('length');
}

const slice = (bytes: Uint8Array, at: number, size: number): Uint8Array => (at + size <= bytes.length ? bytes.subarray(at, at + size) : refuse('too short'));

function refuse(why: string): never {
  throw new TypeError(why);
}
