import { HDKey } from '@scure/bip32';
import { HDKey as EdwardsKey } from 'micro-key-producer/slip10.js';
import type { Curve } from '../chains/family';

/** A key with its BIP-32 chain code. Both secrets are to be wiped. */
export type DerivedKey = { readonly privateKey: Uint8Array; readonly chainCode: Uint8Array; readonly publicKey: Uint8Array };

/**
 * The key at `path` below `seed`: BIP-32 on secp256k1, SLIP-10 on ed25519, where every step must be hardened. Every key on the way is wiped.
 * Throws a TypeError for a path that is none.
 */
export function derive(seed: Uint8Array, path: string, curve: Curve): DerivedKey {
  const steps = parsePath(path);
  return curve === 'secp256k1' ? onSecp256k1(seed, steps) : onEd25519(seed, steps);
}

const hardened = 0x8000_0000;

function parsePath(path: string): readonly number[] {
  if (!/^m(\/\d{1,10}'?)*$/.test(path)) throw new TypeError('not a derivation path');
  return path
    .split('/')
    .slice(1)
    .map((step) => {
      const index = Number.parseInt(step, 10);
      if (index >= hardened) throw new TypeError('not a derivation path');
      return step.endsWith("'") ? index + hardened : index;
    });
}

function onSecp256k1(seed: Uint8Array, steps: readonly number[]): DerivedKey {
  let node = HDKey.fromMasterSeed(seed);
  for (const step of steps) {
    const child = node.deriveChild(step);
    node.wipePrivateData();
    node = child;
  }
  const { privateKey, chainCode, publicKey } = node;
  // The getters hand out the key's own bytes in some releases and copies in others.
  const key = { privateKey: privateKey!.slice(), chainCode: chainCode!.slice(), publicKey: publicKey!.slice() };
  node.wipePrivateData();
  return key;
}

function onEd25519(seed: Uint8Array, steps: readonly number[]): DerivedKey {
  let node = EdwardsKey.fromMasterSeed(seed);
  for (const step of steps) {
    const child = node.deriveChild(step);
    node.privateKey.fill(0);
    node = child;
  }
  return { privateKey: node.privateKey, chainCode: node.chainCode, publicKey: node.publicKeyRaw };
}
