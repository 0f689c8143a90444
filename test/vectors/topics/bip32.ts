import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58check } from '@scure/base';
import assert from 'node:assert/strict';
import { fromHex, toHex } from '../../../src/core/bytes';
import { derive } from '../../../src/keyring/derive';
import type { Case, Topic } from '../topic';

/** BIP-32's serialisation: 4 version, 1 depth, 4 fingerprint, 4 index, 32 chain code, 33 key. */
const extended = (text: string) => {
  const bytes = base58check(sha256).decode(text);
  return { chainCode: toHex(bytes.subarray(13, 45)), key: toHex(bytes.subarray(45)) };
};

function key(vector: Case): void {
  const { seed, path, xprv, xpub, privateKey, publicKey, chainCode, fingerprint } = vector as Record<string, string>;
  const node = derive(fromHex(seed!), path!, 'secp256k1');
  const parts = { privateKey: toHex(node.privateKey), publicKey: toHex(node.publicKey), chainCode: toHex(node.chainCode) };
  assert.deepEqual(extended(xprv!), { chainCode: parts.chainCode, key: `00${parts.privateKey}` });
  assert.deepEqual(extended(xpub!), { chainCode: parts.chainCode, key: parts.publicKey });
  if (privateKey !== undefined) assert.deepEqual(parts, { privateKey, publicKey, chainCode });
  if (fingerprint !== undefined) assert.equal(toHex(ripemd160(sha256(node.publicKey))).slice(0, 8), fingerprint);
}

export const topic: Topic = { groups: { 'bip/vector1': key, 'bip/vector2': key, 'bip/vector3': key, 'bip/vector4': key, ethers: key } };
