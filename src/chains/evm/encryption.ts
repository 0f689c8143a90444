import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import * as v from 'valibot';
import { fromBase64, fromUtf8, toBase64, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, Preview, Signer } from '../adapter';
import { info } from '../warnings';

/** What is opened with an account's key: x25519-xsalsa20-poly1305, NaCl's box, as eth-sig-util writes it. */
export type Sealed = { readonly version: typeof version; readonly nonce: string; readonly ephemPublicKey: string; readonly ciphertext: string };

const version = 'x25519-xsalsa20-poly1305';
const bytes = (least: number, most = least) =>
  v.pipe(
    v.string(),
    v.base64(),
    v.maxLength(400_000),
    v.check((text) => within(fromBase64(text).length, least, most)),
  );
const within = (length: number, least: number, most: number) => length >= least && length <= most;

/** Poly1305's tag alone is 16 bytes. */
export const sealed = v.object({ version: v.literal(version), nonce: bytes(24), ephemPublicKey: bytes(32), ciphertext: bytes(16, 250_000) });

/** base64 of the X25519 key that belongs to the account's own. */
export async function encryptionKeyOf(signer: Signer): Promise<string> {
  return toBase64(await agree(signer, basePoint));
}

/** The text. Throws `dapp/invalid-params` for what was sealed for another key, was changed, or is no text. */
export async function open({ nonce, ephemPublicKey, ciphertext }: Sealed, signer: Signer): Promise<string> {
  const shared = await agree(signer, fromBase64(ephemPublicKey));
  const key = new Uint8Array(32);
  // NaCl, crypto_box_beforenm: HSalsa20 of the shared secret and zeros.
  hsalsa(words(sigma), words(shared), new Uint32Array(4), words(key));
  try {
    return fromUtf8(xsalsa20poly1305(key, fromBase64(nonce)).decrypt(fromBase64(ciphertext)));
  } catch {
    throw new WalletError('dapp/invalid-params');
  } finally {
    shared.fill(0);
    key.fill(0);
  }
}

export function keyPreview(address: Address): Preview {
  return { title: 'share-key', changes: [], details: [{ label: 'signer', value: { kind: 'address', address } }], warnings: [] };
}

/** The text is not in it: opening that takes the key, and a screen is read by whoever stands behind. The user may ask for it. */
export function openPreview({ ciphertext }: Sealed, address: Address): Preview {
  return {
    title: 'decrypt',
    changes: [],
    details: [
      { label: 'signer', value: { kind: 'address', address } },
      { label: 'message-hex', value: { kind: 'bytes', hex: toHex(fromBase64(ciphertext)) } },
    ],
    warnings: [info('decrypted-for-site')],
  };
}

const sigma = new TextEncoder().encode('expand 32-byte k');
const basePoint = Uint8Array.of(9, ...new Uint8Array(31));

// Little-endian words, as every browser's machine has them.
const words = (of: Uint8Array): Uint32Array => new Uint32Array(of.buffer, of.byteOffset, of.length / 4);

async function agree(signer: Signer, publicKey: Uint8Array): Promise<Uint8Array> {
  if (!signer.x25519) throw new WalletError('chain/unsupported');
  return signer.x25519(publicKey);
}
