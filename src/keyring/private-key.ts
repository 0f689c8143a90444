import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { Curve } from '../chains/family';
import { fromHex } from '../core/bytes';
import { WalletError } from '../core/errors';
import { openKeystore } from './keystore';

/**
 * The private key in what a person brought, 32 bytes, to be wiped: hex, with or without 0x, or a keystore file, which `password` opens.
 * Throws `key/characters`, `key/length`, `key/range`, and for a file `keystore/*`.
 */
export async function readPrivateKey(text: string, password: string): Promise<Uint8Array> {
  const given = text.trim();
  return given.startsWith('{') ? openKeystore(given, password) : fromDigits(given);
}

/** 33 bytes, compressed, or 32 on ed25519. */
export const publicKeyOf = (privateKey: Uint8Array, curve: Curve): Uint8Array =>
  curve === 'secp256k1' ? secp256k1.getPublicKey(privateKey, true) : ed25519.getPublicKey(privateKey);

function fromDigits(text: string): Uint8Array {
  const digits = text.replace(/^0x/i, '');
  if (!/^[0-9a-f]*$/i.test(digits)) throw new WalletError('key/characters');
  if (digits.length !== 64) throw new WalletError('key/length');
  const key = fromHex(digits);
  // SEC 1 §3.2.1: from 1 to n - 1.
  if (secp256k1.utils.isValidSecretKey(key)) return key;
  key.fill(0);
  throw new WalletError('key/range');
}
