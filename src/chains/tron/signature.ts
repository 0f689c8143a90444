import { WalletError } from '../../core/errors';
import type { Address, Signer } from '../adapter';
import { signRecoverable } from '../recoverable';
import { addressOf } from './addresses';

/** 65 bytes, as {@link signRecoverable} makes them. Throws `transaction/invalid` when the key is not the owner's. */
export async function signHash(hash: Uint8Array, owner: Address, signer: Signer): Promise<Uint8Array> {
  if (addressOf(signer.publicKey) !== owner) throw new WalletError('transaction/invalid');
  return signRecoverable(hash, signer);
}
