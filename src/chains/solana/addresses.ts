import { base58 } from '@scure/base';
import { PublicKey } from '@solana/web3.js';
import type { Address, AddressCodec } from '../adapter';
import { WalletError } from '../../core/errors';

/** An address is the base58 of 32 bytes, the same on every cluster. It has no checksum. */
export const addresses: AddressCodec = {
  fromPublicKey: (publicKey) => base58.encode(publicKey),
  parse(text) {
    const typed = text.trim();
    // 32 bytes never take more than 44 characters; decoding is quadratic.
    if (typed.length > 44 || !isAddress(typed)) throw new WalletError('address/invalid');
    return typed;
  },
};

function isAddress(text: string): boolean {
  try {
    return base58.decode(text).length === 32;
  } catch {
    return false;
  }
}

/** Whether a key can exist for the address. Off the curve, only a program can spend. */
export const isOnCurve = (address: Address): boolean => PublicKey.isOnCurve(base58.decode(address));
