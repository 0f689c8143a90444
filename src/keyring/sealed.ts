import { fromBase64, toBase64 } from '../core/bytes';
import type { Sealed } from '../storage/vault-file';

/** AES-256-GCM with a fresh 96-bit nonce. `additionalData` says what the ciphertext is; it opens as nothing else. */
export async function seal(key: Uint8Array, plain: Uint8Array, additionalData: Uint8Array): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceLength));
  const sealed = await crypto.subtle.encrypt(gcm(iv, additionalData), await aes(key, 'encrypt'), plain as BufferSource);
  return { iv: toBase64(iv), ciphertext: toBase64(new Uint8Array(sealed)) };
}

/** Throws when anything was changed: the key, the nonce, the ciphertext or the additional data. */
export async function unseal(key: Uint8Array, { iv, ciphertext }: Sealed, additionalData: Uint8Array): Promise<Uint8Array> {
  const nonce = fromBase64(iv);
  if (nonce.length !== nonceLength) throw new TypeError('not a 96-bit nonce');
  return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, additionalData), await aes(key, 'decrypt'), fromBase64(ciphertext) as BufferSource));
}

const nonceLength = 12;

const gcm = (iv: Uint8Array, additionalData: Uint8Array) => ({ name: 'AES-GCM', iv: iv as BufferSource, additionalData: additionalData as BufferSource });

async function aes(key: Uint8Array, use: KeyUsage): Promise<CryptoKey> {
  if (key.length !== 32) throw new TypeError('not a 256-bit key');
  return crypto.subtle.importKey('raw', key as BufferSource, 'AES-GCM', false, [use]);
}
