import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOf, amountText, explorerLink, groups, shortPlaces } from '../../src/ui/format';

describe('an amount on the screen', () => {
  it.each([
    ['groups thousands', 1_234_567n * 10n ** 18n, 18, 'en', '1,234,567', false],
    ['uses the separators of the locale', 123_456_78n, 4, 'de', '1.234,5678', false],
    ['has no grouping below a thousand', 999_99n, 2, 'en', '999.99', false],
    ['cuts, and never rounds up', 1_999_999_999n, 9, 'en', '1.999999', true],
    ['shows fewer decimals of a large amount', 10_003_141_592_653n, 9, 'en', '10,003.141', true],
    ['keeps two decimals of a huge one', 123_456_789_012_345_678_901n, 9, 'en', '123,456,789,012.34', true],
    ['drops zeros at the end', 1_500_000_000n, 9, 'en', '1.5', false],
    ['shows that a tiny amount is not nothing', 12n, 18, 'en', '0.000000000000000012', false],
    ['keeps two digits of a tiny amount', 1_234n, 18, 'en', '0.0000000000000012', true],
    ['shows zero as zero', 0n, 18, 'en', '0', false],
    ['keeps the minus sign', -1_500n, 3, 'en', '-1.5', false],
    ['knows coins without decimals', 1_234n, 0, 'en', '1,234', false],
  ] as const)('%s', (_name, amount, decimals, locale, text, cut) => {
    expect(amountText(amount, decimals, locale, shortPlaces(amount, decimals))).toEqual({ text, cut });
  });

  it('is never more than it is, and says so when it is less', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), fc.nat(24), (amount, decimals) => {
        const { text, cut } = amountText(amount, decimals, 'en', shortPlaces(amount, decimals));
        const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.');
        const shown = BigInt(whole + fraction.padEnd(decimals, '0'));
        expect(shown <= amount).toBe(true);
        expect(cut).toBe(shown !== amount);
        expect(shown === 0n).toBe(amount === 0n);
      }),
    );
  });
});

describe('an address in groups', () => {
  it('has four characters in each, with the prefix apart', () => expect(groups('0x12345678ab')).toEqual(['0x', '1234', '5678', 'ab']));
  it('loses nothing', () => expect(groups('bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu').join('')).toBe('bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu'));
});

describe('the age of a figure', () => {
  it('is counted in whole units, rounded down', () => {
    expect(ageOf(0, 59_999)).toEqual({ unit: 'now' });
    expect(ageOf(0, 119_999)).toEqual({ unit: 'minute', count: 1 });
    expect(ageOf(0, 47 * 3_600_000)).toEqual({ unit: 'hour', count: 47 });
    expect(ageOf(0, 49 * 3_600_000)).toEqual({ unit: 'day', count: 2 });
  });
  it('is not negative when a clock was set back', () => expect(ageOf(10_000_000, 0)).toEqual({ unit: 'now' }));
});

describe('a link to an explorer', () => {
  it('fills in the id, escaped', () => expect(explorerLink('https://x.example/tx/{id}', 'a/b')).toBe('https://x.example/tx/a%2Fb'));
  it('is not made from anything but https', () => expect(explorerLink('javascript:alert(1)//{id}', 'a')).toBeUndefined());
});
