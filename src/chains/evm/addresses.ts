import { getAddress } from 'ethers/address';
import { computeAddress } from 'ethers/transaction';
import { toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, AddressCodec } from '../adapter';

export const addresses: AddressCodec = {
  fromPublicKey: (publicKey) => addressOf(publicKey),
  parse: (text) => checksummed(text.trim()),
};

/** The EIP-55 address of a compressed or uncompressed secp256k1 key. */
export const addressOf = (publicKey: Uint8Array): Address => computeAddress(`0x${toHex(publicKey)}`);

/**
 * The EIP-55 form of exactly 0x and 40 hex digits. One case throughout carries no checksum and is accepted; mixed case must be right.
 * Throws `address/invalid` or `address/checksum`.
 */
export function checksummed(text: string): Address {
  // ethers alone would also read ICAP, and hex without 0x.
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw new WalletError('address/invalid');
  try {
    return getAddress(text);
  } catch {
    throw new WalletError('address/checksum');
  }
}

/** The address in the lower 160 bits of a number. */
export const packedAddress = (value: bigint): Address => getAddress(`0x${BigInt.asUintN(160, value).toString(16).padStart(40, '0')}`);

export const zeroAddress: Address = `0x${'0'.repeat(40)}`;

export const sameAddress = (a: Address, b: Address): boolean => a.toLowerCase() === b.toLowerCase();
