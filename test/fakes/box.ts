import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { fromBase64, toBase64, utf8 } from '../../src/core/bytes';

/** NaCl's box, as sites make it. */
export function seal(publicKey: string, text: string): { readonly [field: string]: string } {
  const own = x25519.keygen();
  const shared = x25519.getSharedSecret(own.secretKey, fromBase64(publicKey));
  const words = (bytes: Uint8Array) => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const key = new Uint8Array(32);
  hsalsa(words(utf8('expand 32-byte k').slice()), words(shared.slice()), new Uint32Array(4), words(key));
  const nonce = crypto.getRandomValues(new Uint8Array(24));
  return {
    version: 'x25519-xsalsa20-poly1305',
    nonce: toBase64(nonce),
    ephemPublicKey: toBase64(own.publicKey),
    ciphertext: toBase64(xsalsa20poly1305(key, nonce).encrypt(utf8(text))),
  };
}
