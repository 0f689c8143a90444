import { keccak_256 } from '@noble/hashes/sha3.js';
import * as v from 'valibot';
import { fromHex, utf8 } from '../core/bytes';
import { WalletError } from '../core/errors';

/** A wallet file of Ethereum's crowdsale of 2014 (pyethsaletool): AES-128-CBC, PBKDF2 with the password as its own salt, the key a hash of what is sealed. */
export const presale = v.object({ encseed: v.string(), ethaddr: v.pipe(v.string(), v.regex(/^(0x)?[0-9a-f]{40}$/i)) });

/** 32 bytes, to be wiped, and not yet held against the file's address. Throws `keystore/invalid`, `keystore/wrong-password`. */
export async function openPresale({ encseed }: v.InferOutput<typeof presale>, password: string): Promise<Uint8Array> {
  if (!/^(0x)?([0-9a-fA-F]{32}){2,64}$/.test(encseed)) throw new WalletError('keystore/invalid');
  const sealed = fromHex(encseed);
  const [iv, ciphertext] = [sealed.subarray(0, block), sealed.subarray(block)];
  for (const spelling of new Set([password, password.normalize('NFKC')])) {
    const key = await keyOf(spelling);
    const seed = await crypto.subtle.decrypt({ name: 'AES-CBC', iv: iv as BufferSource }, key, ciphertext as BufferSource).catch(() => undefined);
    if (!seed) continue;
    const bytes = new Uint8Array(seed);
    const privateKey = keccak_256(bytes);
    bytes.fill(0);
    return privateKey;
  }
  throw new WalletError('keystore/wrong-password');
}

async function keyOf(password: string): Promise<CryptoKey> {
  const bytes = utf8(password);
  const stretched = await crypto.subtle.importKey('raw', bytes as BufferSource, 'PBKDF2', false, ['deriveKey']);
  const means = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes as BufferSource, iterations: 2000 };
  return crypto.subtle.deriveKey(means, stretched, { name: 'AES-CBC', length: 128 }, false, ['decrypt']).finally(() => bytes.fill(0));
}

const block = 16;
