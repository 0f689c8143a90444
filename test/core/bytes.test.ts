import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, equal, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '../../src/core/bytes';

describe('bytes', () => {
  it('survive hex and base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromHex(`0x${toHex(bytes).toUpperCase()}`)).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it.each(['0', '0x0', 'zz', '0x 1', '00 ', '0X00', 'é0'])('are not read from %j', (text) => {
    expect(() => fromHex(text)).toThrow(SyntaxError);
  });

  it('are text only when they are UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
    expect(() => fromUtf8(Uint8Array.of(0xc3, 0x28))).toThrow(TypeError);
  });

  it('are equal only when every one of them is', () => {
    expect([equal(utf8('abc'), utf8('abc')), equal(utf8('abc'), utf8('abd')), equal(utf8('abc'), utf8('ab')), equal(concat(), utf8(''))]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(concat(utf8('a'), utf8(''), utf8('bc'))).toEqual(utf8('abc'));
  });
});
