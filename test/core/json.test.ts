import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, decode, encode, parseExact, type Json, type Wire } from '../../src/core/json';

const keys = fc.oneof(fc.string(), fc.constantFrom('$n', '$b', '$u', '$$n', '__proto__', 'constructor'));
const { wire } = fc.letrec<{ wire: Wire }>((tie) => ({
  wire: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.string(),
    fc.bigInt(),
    fc.uint8Array(),
    fc.array(tie('wire')),
    fc.array(fc.tuple(keys, tie('wire'))).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe('the codec', () => {
  it('brings every value through JSON text', () => {
    fc.assert(
      fc.property(wire, (value) => {
        expect(decode(JSON.parse(JSON.stringify(encode(value))) as Json)).toEqual(value);
      }),
    );
  });

  it('keeps undefined, in arrays and objects', () => {
    expect(decode(JSON.parse(JSON.stringify(encode([undefined, { a: undefined }]))) as Json)).toEqual([undefined, { a: undefined }]);
  });

  it('gives no prototype to what came from outside', () => {
    const value = decode(JSON.parse('{"__proto__":{"admin":true}}') as Json) as { admin?: boolean };
    expect(value.admin).toBeUndefined();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each(['', '0x10', '1e3', '1.5', ' 1', '9'.repeat(1001)])('refuses %j as an amount', (text) => {
    expect(() => decode({ $n: text })).toThrow(SyntaxError);
  });
});

describe('the canonical text', () => {
  it('is the same whatever the order of the keys', () => {
    expect(canonical({ b: 1n, a: [1, 'x'] })).toBe(canonical({ a: [1, 'x'], b: 1n }));
  });

  it('differs where values differ', () => {
    fc.assert(
      fc.property(wire, wire, (a, b) => {
        const same = canonical(a) === canonical(b);
        expect(same).toBe(same && canonical(decode(encode(a))) === canonical(b));
        if (same) expect(a).toEqual(b);
      }),
    );
    expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1n }));
    expect(canonical([undefined])).not.toBe(canonical([]));
    expect(canonical(Array.from({ length: 1 }) as Wire)).not.toBe(canonical([]));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is refused for %j, which JSON cannot write', (number) => {
    expect(() => canonical({ number })).toThrow(TypeError);
  });
});

describe("a node's JSON", () => {
  it('loses no digit of an integer', () => {
    expect(parseExact('{"a":18446744073709551615,"b":-9007199254740993,"c":123456789012345,"d":1.5e3,"e":[1234567890123456]}')).toEqual({
      a: '18446744073709551615',
      b: '-9007199254740993',
      c: 123456789012345,
      d: 1500,
      e: ['1234567890123456'],
    });
  });

  it('is left alone inside strings', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\\"', '12345678901234567890', '\n'))), (parts) => {
        const text = parts.join('');
        expect(parseExact(JSON.stringify({ [text]: text }))).toEqual({ [text]: text });
      }),
    );
  });

  it('is a number where it has a fraction or an exponent', () => {
    expect(parseExact('[12345678901234567890.5,1234567890123456789e2]')).toEqual([12345678901234567890.5, 1234567890123456789e2]);
  });

  it.each(['{', '"', '[1,]', '12 34', '"\\', '\u0000'])('is refused when it is %j', (text) => {
    expect(() => parseExact(text)).toThrow(SyntaxError);
  });

  it.each([
    ['digits', '1'.repeat(4_000_000) + '.'],
    ['an open string of escapes', '"\\"'.repeat(1_300_000)],
    ['a string of escapes', `"${'\\"'.repeat(2_000_000)}"`],
    ['brackets', '['.repeat(4_000_000)],
    ['quotes', '"'.repeat(4_000_001)],
    ['backslashes', `"${'\\'.repeat(4_000_001)}`],
  ])('takes no longer than its length for 4 MB of %s', (_name, text) => {
    const started = performance.now();
    try {
      parseExact(text);
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
    }
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
