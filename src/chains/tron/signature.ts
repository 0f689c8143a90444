import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, Signer } from '../adapter';
import { addressOf } from './addresses';

/** r ‖ s ‖ v with v 27 or 28, as sites and nodes expect. Throws `transaction/invalid` when the key is not the owner's. */
export async function signHash(hash: Uint8Array, owner: Address, signer: Signer): Promise<Uint8Array> {
  if (addressOf(signer.publicKey) !== owner) throw new WalletError('transaction/invalid');
  const signature = Uint8Array.from(await signer.ecdsa(hash));
  signature[64]! += 27;
  if (signerOf(hash, signature) !== owner) throw new WalletError('transaction/invalid');
  return signature;
}

/** Who made a signature of 65 bytes; its last byte may count from 0 or from 27. Throws on a signature that nobody can have made. */
export function signerOf(hash: Uint8Array, signature: Uint8Array): Address {
  const v = signature[64]!;
  const recoverable = concat(Uint8Array.of(v >= 27 ? v - 27 : v), signature.subarray(0, 64));
  return addressOf(secp256k1.recoverPublicKey(recoverable, hash, { prehash: false }));
}
