import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it, vi } from 'vitest';
import { check, checked, generate, normalise } from '../../src/keyring/mnemonic';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

describe('a recovery phrase', () => {
  it.each([12, 24] as const)('of %i words is made anew each time, and passes', async (words) => {
    const [one, two] = [await generate(words), await generate(words)];
    expect(one).not.toBe(two);
    expect(one.split(' ')).toHaveLength(words);
    expect(await check(one)).toEqual({ ok: true });
  });

  it.each([12, 24] as const)("of %i words is the browser's randomness, all of it and nothing else, and is none without it", async (words) => {
    const length = (words / 3) * 4;
    const drawn = Uint8Array.from({ length }, (_, index) => (index * 37 + 11) % 256);
    const draw = vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
      (into as Uint8Array).set(drawn);
      return into;
    });
    const other = vi.spyOn(Math, 'random');
    expect(await generate(words)).toBe(entropyToMnemonic(drawn, wordlist));
    expect([draw.mock.calls.length, other.mock.calls.length]).toEqual([1, 0]);
    draw.mockImplementation(() => {
      throw new Error('no entropy');
    });
    await expect((async () => generate(words))()).rejects.toThrow('no entropy');
    vi.restoreAllMocks();
  });

  it('is read as it is copied: any case, any space, invisible characters', async () => {
    const copied = `\ufeff ${phrase.toUpperCase().replaceAll(' ', '\u00a0\n')}\u200b `;
    expect(normalise(copied)).toBe(phrase);
    expect(await checked(copied)).toBe(phrase);
  });

  it('is read in Chinese, with ideographic spaces too', async () => {
    expect(await check('的　的　的　的　的　的　的　的　的　的　的　在')).toEqual({ ok: true });
  });

  it('names the words it does not know', async () => {
    expect(await check(phrase.replace('abandon abandon', 'abandon abandom'))).toEqual({ ok: false, code: 'phrase/unknown-word', positions: [1] });
    expect(await check(phrase.split(' ').slice(1).join(' ').replace('about', 'x'))).toEqual({ ok: false, code: 'phrase/word-count', positions: [10] });
  });

  it('is told from one with two words swapped', async () => {
    expect(await check('winner legal thank year wave sausage worth useful legal winner thank yellow')).toEqual({
      ok: false,
      code: 'phrase/checksum',
      positions: [],
    });
    await expect(checked('winner legal thank year wave sausage worth useful legal winner thank yellow')).rejects.toMatchObject({ code: 'phrase/checksum' });
  });

  it.each(['', '   ', 'x'.repeat(100_000), '\ud800'])('is not %j', async (text) => {
    expect(await check(text)).toMatchObject({ ok: false, code: 'phrase/word-count' });
  });
});
