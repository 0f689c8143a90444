import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, toHex, utf8 } from '../../src/core/bytes';
import { importedIn, pack, phraseIn, seedIn, withImported, type ImportedKey } from '../../src/keyring/secrets';

const seed = new Uint8Array(64).fill(3);
const phrase = utf8('zoo zoo zoo wrong');
const key = (index: number, byte: number): ImportedKey => ({ index, curve: 'secp256k1', family: 'evm', privateKey: new Uint8Array(32).fill(byte) });
const keys = [key(0x4000_0000, 1), { ...key(0x7fff_ffff, 2), curve: 'ed25519', family: 'solana' } as const];

describe('what the vault seals', () => {
  it('is what the first release wrote as long as no key was imported, and after the last one was removed', () => {
    const first = concat(Uint8Array.of(1), seed, phrase);
    expect(pack(seed, phrase)).toEqual(first);
    const with_ = withImported(first, () => keys);
    expect(with_[0]).toBe(2);
    expect(withImported(with_, () => [])).toEqual(first);
  });

  it('holds the same phrase and seed with imported keys beside them', () => {
    const secrets = withImported(pack(seed, phrase), () => keys);
    expect([seedIn(secrets), phraseIn(secrets), importedIn(secrets)]).toEqual([seed, 'zoo zoo zoo wrong', keys]);
    expect(importedIn(withImported(secrets, (all) => all.slice(1)))).toEqual([keys[1]]);
  });

  it('is never wiped through a copy, nor copied where it should be wiped', () => {
    const secrets = withImported(pack(seed, phrase), () => keys);
    const [view] = importedIn(secrets);
    secrets.fill(0);
    expect(toHex(view!.privateKey)).toBe('00'.repeat(32));
    expect(keys[0]!.privateKey[0]).toBe(1);
  });

  it('is refused when it is of another form, or was cut anywhere but between two keys', () => {
    const secrets = withImported(pack(seed, phrase), () => keys);
    const whole = [1 + 64 + 2 + phrase.length, secrets.length - (4 + 1 + 1 + 'solana'.length + 32)];
    for (let length = 0; length < secrets.length; length++) {
      const read = () => importedIn(secrets.slice(0, length));
      if (whole.includes(length)) expect(read).not.toThrow();
      else expect(read, String(length)).toThrow(expect.objectContaining({ code: 'storage/corrupt' }));
    }
    for (const form of [0, 3, 255])
      expect(() => seedIn(concat(Uint8Array.of(form), secrets.subarray(1)))).toThrow(expect.objectContaining({ code: 'storage/corrupt' }));
    expect(() => phraseIn(concat(Uint8Array.of(1), seed))).toThrow(expect.objectContaining({ code: 'storage/corrupt' }));
  });

  it('comes back as it was, whatever it was', () => {
    const entry = fc.record({
      index: fc.integer({ min: 0, max: 0xffff_ffff }),
      curve: fc.constantFrom('secp256k1' as const, 'ed25519' as const),
      family: fc.string({ maxLength: 20 }),
      privateKey: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.array(entry, { maxLength: 5 }),
        (a, text, all) => {
          const secrets = pack(a, utf8(text), all);
          expect([seedIn(secrets), importedIn(secrets)]).toEqual([a, all]);
          expect(phraseIn(secrets)).toBe(text.normalize('NFC'));
        },
      ),
    );
  });
});
