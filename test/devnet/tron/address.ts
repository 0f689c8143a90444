import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';

const base58check = createBase58check(sha256);

/** The simulator keeps addresses as 42 hex digits that begin with 41; this is how people write them. */
export const toBase58 = (address: string): string => base58check.encode(Buffer.from(address, 'hex'));

/** Takes either form. Throws for anything else. */
export function addressFrom(text: unknown): string {
  const hex = typeof text === 'string' && text.startsWith('T') ? Buffer.from(base58check.decode(text)).toString('hex') : String(text).toLowerCase();
  if (!/^41[0-9a-f]{40}$/.test(hex)) throw new Error('INVALID hex String');
  return hex;
}
