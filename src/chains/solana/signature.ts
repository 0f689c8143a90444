import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import type { Address, Signer } from '../adapter';
import { WalletError } from '../../core/errors';
import { withSignature, type Transaction } from './transaction';

/** The transaction's bytes with the signer's own signature in its place. Throws `transaction/invalid` when `owner` has none there. */
export async function signWith(transaction: Transaction, owner: Address, signer: Signer): Promise<Uint8Array> {
  if (!transaction.signers.includes(owner)) throw new WalletError('transaction/invalid');
  return withSignature(transaction, owner, await signBytes(transaction.message, owner, signer));
}

/** 64 bytes, checked before they are used: a signer may be a device. Throws `transaction/invalid` for the signer of another account. */
export async function signBytes(bytes: Uint8Array, owner: Address, signer: Signer): Promise<Uint8Array> {
  if (signer.curve !== 'ed25519' || base58.encode(signer.publicKey) !== owner) throw new WalletError('transaction/invalid');
  const signature = await signer.ed25519(bytes);
  if (!ed25519.verify(signature, bytes, signer.publicKey, { zip215: false })) throw new WalletError('internal');
  return signature;
}
