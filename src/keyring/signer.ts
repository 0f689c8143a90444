import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js';
import type { Signer } from '../chains/adapter';
import type { Curve } from '../chains/family';
import { WalletError } from '../core/errors';

/** A signer that can be taken back: after `end` its key is zeros, and it throws `vault/locked`. Takes `privateKey` over. */
export function lend(curve: Curve, privateKey: Uint8Array, publicKey: Uint8Array): { readonly signer: Signer; end(): void } {
  let ended = false;

  const key = (wanted: Curve): Uint8Array => {
    if (ended) throw new WalletError('vault/locked');
    if (wanted !== curve) throw new WalletError('transaction/invalid', { curve });
    return privateKey;
  };

  const signer: Signer = {
    curve,
    publicKey,
    ecdsa: async (hash) => fromRecovered(secp256k1.sign(hash32(hash), key('secp256k1'), { prehash: false, lowS: true, format: 'recovered' })),
    schnorr: async (hash, tweak) => {
      if (!tweak) return schnorr.sign(hash32(hash), key('secp256k1'));
      const tweaked = tweakKey(key('secp256k1'), tweak);
      try {
        return schnorr.sign(hash32(hash), tweaked);
      } finally {
        tweaked.fill(0);
      }
    },
    ed25519: async (message) => ed25519.sign(message, key('ed25519')),
    x25519: async (other) => {
      const own = key('secp256k1');
      try {
        return x25519.getSharedSecret(own, other);
      } catch {
        throw new WalletError('dapp/invalid-params');
      }
    },
  };
  return {
    signer: Object.freeze(signer),
    end: () => {
      ended = true;
      privateKey.fill(0);
    },
  };
}

function hash32(hash: Uint8Array): Uint8Array {
  if (hash.length !== 32) throw new WalletError('transaction/invalid', { hash: String(hash.length) });
  return hash;
}

/** noble puts the recovery bit first. */
function fromRecovered(signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes.set(signature.subarray(1), 0);
  bytes[64] = signature[0]!;
  return bytes;
}

/** BIP-341's taproot_tweak_seckey: negate for an odd y, then add the tweak. */
function tweakKey(privateKey: Uint8Array, tweak: Uint8Array): Uint8Array {
  const { Fn, BASE } = secp256k1.Point;
  const scalar = bytesToNumberBE(privateKey);
  const even = BASE.multiply(scalar).toAffine().y % 2n === 0n ? scalar : Fn.neg(scalar);
  if (tweak.length !== 32 || bytesToNumberBE(tweak) >= Fn.ORDER) throw new WalletError('transaction/invalid', { tweak: 'range' });
  return numberToBytesBE(Fn.add(even, bytesToNumberBE(tweak)), 32);
}
