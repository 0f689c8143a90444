import { ed25519 } from '@noble/curves/ed25519.js';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/core/bytes';
import { derive } from '../../src/keyring/derive';
import { belongs, pathOf } from '../../src/keyring/path';
import { lend } from '../../src/keyring/signer';

const seed = fromHex('000102030405060708090a0b0c0d0e0f');
const hash = fromHex('11'.repeat(32));

describe('a derivation path', () => {
  it.each(['', 'm/', 'm//0', "m/0''", 'm/-1', 'm/0x1', 'M/0', '0/1', 'm/2147483648', 'm/1 ', 'm/0h', "m/44'/60'/0'/0/NaN"])('is not %j', (path) => {
    expect(() => derive(seed, path, 'secp256k1')).toThrow(TypeError);
  });

  it('must be hardened all the way on ed25519', () => {
    expect(() => derive(seed, "m/44'/501'/0", 'ed25519')).toThrow();
  });

  it('is the template, filled', () => {
    expect(pathOf("m/84'/{coin}'/{index}'/0/0", 1, 7)).toBe("m/84'/1'/7'/0/0");
  });

  it.each([
    ["m/84'/{coin}'/{index}'/0/0", "m/84'/0'/3'/1/20", true],
    ["m/84'/{coin}'/{index}'/0/0", "m/84'/0'/4'/0/0", false],
    ["m/84'/{coin}'/{index}'/0/0", "m/84'/1'/3'/0/0", false],
    ["m/84'/{coin}'/{index}'/0/0", "m/84'/0'/3'/0'/0", false],
    ["m/84'/{coin}'/{index}'/0/0", "m/84'/0'/3'/0", false],
    ["m/84'/{coin}'/{index}'/0/0", "m/84'/0'/3'/0/0/0", false],
    ["m/44'/60'/0'/0/{index}", "m/44'/60'/0'/0/3", true],
    ["m/44'/60'/0'/0/{index}", "m/44'/60'/0'/1/3", false],
    ["m/44'/60'/0'/0/{index}", "m/44'/60'/0'/0/4", false],
    ["m/44'/501'/{index}'/0'", "m/44'/501'/3'/0'", true],
    ["m/44'/501'/{index}'/0'", "m/44'/501'/3'/1'", false],
  ])('of %s: %s belongs to account 3: %s', (template, path, own) => {
    expect(belongs(path, template, 0, 3)).toBe(own);
  });
});

describe('a lent signer', () => {
  const borrow = (curve: 'secp256k1' | 'ed25519') => {
    const key = derive(seed, curve === 'ed25519' ? "m/0'" : 'm/0', curve);
    return { key, ...lend(curve, key.privateKey, key.publicKey) };
  };

  it('signs deterministically, low-s, and says how to recover the key', async () => {
    const { signer } = borrow('secp256k1');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (digest) => {
        const signature = await signer.ecdsa(digest);
        expect(await signer.ecdsa(digest)).toEqual(signature);
        const parsed = secp256k1.Signature.fromBytes(signature.slice(0, 64), 'compact').addRecoveryBit(signature[64]!);
        expect(parsed.hasHighS()).toBe(false);
        expect(parsed.recoverPublicKey(digest).toBytes(true)).toEqual(signer.publicKey);
      }),
      { numRuns: 20 },
    );
  });

  it('signs by BIP-340, with and without a tweak, for keys of either parity', async () => {
    for (const index of [0, 1, 2, 3, 4, 5]) {
      const key = derive(seed, `m/${index}`, 'secp256k1');
      const tweak = schnorr.utils.taggedHash('TapTweak', key.publicKey.subarray(1));
      const point = schnorr.utils.lift_x(BigInt(`0x${toHex(key.publicKey.subarray(1))}`)).add(secp256k1.Point.BASE.multiply(BigInt(`0x${toHex(tweak)}`)));
      const { signer } = lend('secp256k1', key.privateKey, key.publicKey);
      expect(schnorr.verify(await signer.schnorr(hash), hash, key.publicKey.subarray(1))).toBe(true);
      expect(schnorr.verify(await signer.schnorr(hash, tweak), hash, point.toBytes(true).subarray(1))).toBe(true);
    }
  });

  it('signs messages on ed25519', async () => {
    const { signer } = borrow('ed25519');
    expect(ed25519.verify(await signer.ed25519(utf8('gm')), utf8('gm'), signer.publicKey)).toBe(true);
  });

  it('signs nothing but a 32-byte hash, and on its own curve only', async () => {
    const { signer } = borrow('secp256k1');
    for (const refused of [
      signer.ecdsa(hash.subarray(1)),
      signer.schnorr(utf8('gm')),
      signer.schnorr(hash, utf8('gm')),
      signer.ed25519(hash),
      borrow('ed25519').signer.ecdsa(hash),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'transaction/invalid' });
    }
  });

  it('is dead after the loan, and its key is gone', async () => {
    const { key, signer, end } = borrow('secp256k1');
    end();
    expect(key.privateKey.every((byte) => byte === 0)).toBe(true);
    for (const refused of [signer.ecdsa(hash), signer.schnorr(hash), signer.ed25519(hash), signer.x25519!(hash)])
      await expect(refused).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it('does not show its key', () => {
    const { key, signer } = borrow('secp256k1');
    expect(Object.keys(signer)).toEqual(['curve', 'publicKey', 'ecdsa', 'schnorr', 'ed25519', 'x25519']);
    expect(JSON.stringify(signer)).not.toContain(toHex(key.privateKey));
  });
});
