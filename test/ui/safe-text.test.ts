import { describe, expect, it } from 'vitest';
import { safeText, siteName, splitMarks } from '../../src/ui/safe-text';

describe('foreign text', () => {
  it.each([
    ['a right-to-left override', '\u202Emoc.live', '‹U+202E›moc.live'],
    ['an isolate that never ends', '\u2067abc', '‹U+2067›abc'],
    ['a zero-width space', 'uni\u200Bswap', 'uni‹U+200B›swap'],
    ['a joiner between letters', 'uni\u200Dswap', 'uni‹U+200D›swap'],
    ['a byte order mark', '\uFEFFx', '‹U+FEFF›x'],
    ['tag characters', 'a\u{E0061}', 'a‹U+E0061›'],
    ['a Hangul filler', '\u3164pay', '‹U+3164›pay'],
    ['a braille blank', '\u2800pay', '‹U+2800›pay'],
    ['a null byte and an escape', '\0\u001B[31m', '‹U+0000›‹U+001B›[31m'],
    ['a lone surrogate', 'a\uD800b', 'a‹U+D800›b'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a‹U+2028›b‹U+2029›c'],
    ['a selector after a letter', 'a\uFE0F', 'a‹U+FE0F›'],
  ])('shows %s instead of obeying it', (_name, hostile, shown) => {
    expect(safeText(hostile)).toBe(shown);
  });

  it('cuts a pile of combining marks off after the third', () => {
    expect(safeText('u\u0336\u0337\u0338\u0339\u033A')).toBe('u\u0336\u0337\u0338‹U+0339›‹U+033A›');
  });

  it('leaves ordinary text of every script, line breaks and spelt-out emoji as they are', () => {
    const plain = 'Größe, 你好，नमस्ते\tשלום\nمرحبا 👩‍🚀 ❤️';
    expect(safeText(plain)).toBe(plain);
  });

  it('writes Windows line ends as line ends', () => {
    expect(safeText('a\r\nb\rc')).toBe('a\nb\nc');
  });

  it('tells its own marks from the text around them', () => {
    expect(splitMarks(safeText('a\u202Eb'))).toEqual(['a', '‹U+202E›', 'b']);
  });
});

describe('the name of a site', () => {
  it('is the host of an encrypted origin', () => expect(siteName('https://app.example.org')).toBe('app.example.org'));
  it('keeps an unusual port', () => expect(siteName('https://example.org:8443')).toBe('example.org:8443'));
  it('shows that a connection is not encrypted', () => expect(siteName('http://localhost:5173')).toBe('http://localhost:5173'));
  it('shows a look-alike in punycode', () => expect(siteName('https://аpple.com')).toBe('xn--pple-43d.com'));
  it('neutralises what is no origin at all', () => expect(siteName('\u202Egro.elpmaxe')).toBe('‹U+202E›gro.elpmaxe'));
});
