import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import type { Signer, Signers } from '../../../src/chains/adapter';

export type TestAccount = { readonly address: string; readonly publicKey: Uint8Array; readonly signers: Signers };

/** An account whose key is in the test. `secret` is 32 bytes, or 64 with the public key behind them. */
export function accountOf(secret: Uint8Array = ed25519.utils.randomSecretKey()): TestAccount {
  const seed = secret.subarray(0, 32);
  const publicKey = ed25519.getPublicKey(seed);
  const signer: Signer = {
    curve: 'ed25519',
    publicKey,
    ed25519: (message) => Promise.resolve(ed25519.sign(message, seed)),
    ecdsa: () => Promise.reject(new Error('wrong curve')),
    schnorr: () => Promise.reject(new Error('wrong curve')),
  };
  return { address: base58.encode(publicKey), publicKey, signers: () => signer };
}
