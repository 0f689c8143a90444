import { sha256 } from '@noble/hashes/sha2.js';
import { signature as der } from 'bitcoinjs-lib/src/script';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { concat, toBase64, utf8 } from '../../core/bytes';
import type { Signer } from '../adapter';

/** Two ways to sign a text with a key that spends. Neither can be a transaction: what is hashed begins with words of its own. */

/** The 32 bytes that a BIP-137 signature is made of. */
export const legacyHash = (message: Uint8Array): Uint8Array => sha256(sha256(concat(magic, compactSize(message.length), message)));

/** BIP-137 for P2WPKH, in base64: a header of 39 + recovery id, r, s. */
export async function signLegacy(message: Uint8Array, signer: Signer): Promise<string> {
  const signature = await signer.ecdsa(legacyHash(message));
  return toBase64(concat(Uint8Array.of(39 + (signature[64] ?? 0)), signature.subarray(0, 64)));
}

/** BIP-322's tagged hash. */
export function bip322Hash(message: Uint8Array): Uint8Array {
  const tag = sha256(utf8('BIP0322-signed-message'));
  return sha256(concat(tag, tag, message));
}

/** The transaction that nobody can send, which stands for the challenge, and the one that answers it (BIP-322 §Full). */
export function bip322Transactions(message: Uint8Array, script: Uint8Array): { readonly toSpend: Transaction; readonly toSign: Transaction } {
  const toSpend = new Transaction();
  toSpend.version = 0;
  toSpend.addInput(new Uint8Array(32), 0xffffffff, 0, concat(Uint8Array.of(0x00, 0x20), bip322Hash(message)));
  toSpend.addOutput(script, 0n);
  const toSign = new Transaction();
  toSign.version = 0;
  toSign.addInput(toSpend.getHash(), 0, 0);
  toSign.addOutput(Uint8Array.of(0x6a), 0n);
  return { toSpend, toSign };
}

/**
 * BIP-322 simple for P2WPKH: the witness, in base64. Without the prefix `smp` that version 2 asks signers for:
 * pages expect none, and verifiers take both. `script` is the signer's own output script.
 */
export async function signBip322(message: Uint8Array, script: Uint8Array, signer: Signer): Promise<string> {
  const { toSign } = bip322Transactions(message, script);
  // BIP-143: the script code of a P2WPKH output is that of P2PKH.
  const scriptCode = concat(Uint8Array.of(0x76, 0xa9, 20), script.subarray(2), Uint8Array.of(0x88, 0xac));
  const hash = toSign.hashForWitnessV0(0, scriptCode, 0n, Transaction.SIGHASH_ALL);
  const signature = der.encode((await signer.ecdsa(hash)).slice(0, 64), Transaction.SIGHASH_ALL);
  return toBase64(concat(Uint8Array.of(2, signature.length), signature, Uint8Array.of(33), signer.publicKey));
}

const magic = utf8('\x18Bitcoin Signed Message:\n');

/** Bitcoin's variable-length integer. */
export function compactSize(value: number): Uint8Array {
  if (value < 0xfd) return Uint8Array.of(value);
  if (value <= 0xffff) return Uint8Array.of(0xfd, value & 0xff, value >> 8);
  return Uint8Array.of(0xfe, value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24);
}
