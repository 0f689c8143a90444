import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, createBase58check } from '@scure/base';
import { concat, equal, fromHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, AddressCodec } from '../adapter';

const base58check = createBase58check(sha256);

/** The same on every TRON network. The canonical form is base58check, `T…`. */
export const addresses: AddressCodec = { fromPublicKey: (publicKey) => addressOf(publicKey), parse: (text) => canonical(text) };

/** keccak256 of the point without its 04 byte; the last 20 bytes behind the prefix 41. `publicKey` may be compressed or not. */
export function addressOf(publicKey: Uint8Array): Address {
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  return addressFrom(keccak_256(point.subarray(1)).subarray(12));
}

/** Of 21 bytes, or of the 20 that contracts know. */
export const addressFrom = (bytes: Uint8Array): Address => base58check.encode(bytes.length === 20 ? concat(Uint8Array.of(0x41), bytes) : bytes);

/** The 21 bytes of a canonical address. */
export const addressBytes = (address: Address): Uint8Array => base58check.decode(address);

/** Of either way to write an address. Throws `address/invalid`, `address/checksum`. */
export function canonical(text: string): Address {
  if (/^41[0-9a-f]{40}$/i.test(text)) return addressFrom(fromHex(text));
  if (!/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(text)) throw new WalletError('address/invalid');
  const bytes = base58.decode(text);
  const body = bytes.subarray(0, -4);
  if (body.length !== 21 || body[0] !== 0x41) throw new WalletError('address/invalid');
  if (!equal(sha256(sha256(body)).subarray(0, 4), bytes.subarray(-4))) throw new WalletError('address/checksum');
  return text;
}
