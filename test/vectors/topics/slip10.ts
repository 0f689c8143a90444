import assert from 'node:assert/strict';
import { fromHex, toHex } from '../../../src/core/bytes';
import { derive } from '../../../src/keyring/derive';
import type { Case, Topic } from '../topic';

function key(vector: Case): void {
  const { curve, seed, path, chainCode, privateKey, publicKey } = vector as unknown as Record<
    'seed' | 'path' | 'chainCode' | 'privateKey' | 'publicKey',
    string
  > & { readonly curve: 'secp256k1' | 'ed25519' };
  const node = derive(fromHex(seed), path, curve);
  // SLIP-10 writes an ed25519 key with a zero before it; everyone else does not.
  assert.deepEqual(
    { chainCode: toHex(node.chainCode), privateKey: toHex(node.privateKey), publicKey: `${curve === 'ed25519' ? '00' : ''}${toHex(node.publicKey)}` },
    { chainCode, privateKey, publicKey },
  );
}

export const topic: Topic = { groups: { secp256k1: key, ed25519: key } };
