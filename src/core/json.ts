import { fromBase64, toBase64 } from './bytes';

/** The only values storage and messages can carry in every browser: Chrome drops or rejects the rest. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What our own code passes around: `Json` plus amounts and bytes. */
export type Wire = Json | bigint | Uint8Array | undefined | readonly Wire[] | { readonly [key: string]: Wire };

/** Encodes bigints and bytes as tagged objects, so that a value survives a port or a storage area. */
export function encode(value: Wire): Json {
  if (typeof value === 'bigint') return { $n: value.toString() };
  if (value instanceof Uint8Array) return { $b: toBase64(value) };
  if (value === undefined) return { $u: 1 };
  // Array.from, because map leaves holes, and a hole has no text of its own.
  if (Array.isArray(value)) return Array.from(value as readonly Wire[], encode);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeKey(key), encode(inner)]));
  }
  return value as Json;
}

/** Inverse of {@link encode}. Throws on a malformed tag. */
export function decode(value: Json): Wire {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== 'object') return value;
  const object = value as { readonly [key: string]: Json };
  if (typeof object['$n'] === 'string') return amount(object['$n']);
  if (typeof object['$b'] === 'string') return fromBase64(object['$b']);
  if (object['$u'] === 1) return undefined;
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [unescapeKey(key), decode(inner)]));
}

/**
 * One text per value: keys sorted, bigints and bytes tagged. What a digest is taken of.
 * Throws a TypeError for numbers that JSON cannot write.
 */
export function canonical(value: Wire): string {
  return write(encode(value));
}

function write(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a finite number');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const object = value as { readonly [key: string]: Json };
  return `{${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(object[key]!)}`)
    .join(',')}}`;
}

/**
 * JSON.parse for what nodes send: an integer of 16 or more digits becomes a string, because a double would round it
 * (18446744073709551615 lamports). Throws a SyntaxError like JSON.parse.
 */
export function parseExact(text: string): Json {
  return JSON.parse(text.replace(token, (match) => (/^-?\d{16,}$/.test(match) ? `"${match}"` : match))) as Json;
}

// Whole strings, ended or not, and whole numbers: each character is looked at once, whatever a node sends.
const token = /"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function amount(text: string): bigint {
  // Bounded: BigInt() of a megabyte of digits takes seconds, and of '' is zero.
  if (!/^-?\d{1,1000}$/.test(text)) throw new SyntaxError('not an integer');
  return BigInt(text);
}

// A page may send an object whose own key is `$n`; doubling the sign keeps it an ordinary key.
const escapeKey = (key: string) => (key.startsWith('$') ? `$${key}` : key);
const unescapeKey = (key: string) => (key.startsWith('$$') ? key.slice(1) : key);
