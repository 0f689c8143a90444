import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, equal } from '../core/bytes';
import { WalletError } from '../core/errors';
import type { Signer } from './adapter';

/**
 * r ‖ s ‖ v with v 27 or 28, as sites and nodes expect it (EIP-191, TIP-191). Throws `transaction/invalid` when the signature is not of
 * the signer's key: a signer may be a device.
 */
export async function signRecoverable(hash: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const signature = Uint8Array.from(await signer.ecdsa(hash));
  signature[64]! += 27;
  const own = secp256k1.Point.fromBytes(signer.publicKey).toBytes(true);
  if (!equal(recoverKey(hash, signature), own)) throw new WalletError('transaction/invalid');
  return signature;
}

/** The compressed key that made a signature of 65 bytes; its last byte may count from 0 or from 27. Throws where nobody can have made it. */
export function recoverKey(hash: Uint8Array, signature: Uint8Array): Uint8Array {
  const v = signature[64]!;
  const recoverable = concat(Uint8Array.of(v >= 27 ? v - 27 : v), signature.subarray(0, 64));
  return secp256k1.recoverPublicKey(recoverable, hash, { prehash: false });
}
