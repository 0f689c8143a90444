import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountFrom, formatAmount, parseAmount } from '../../src/core/amount';

describe('amounts', () => {
  it('read back as what they were written from', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), fc.integer({ min: 0, max: 30 }), (amount, decimals) => {
        expect(parseAmount(formatAmount(amount, decimals), decimals)).toBe(amount);
      }),
    );
  });

  it.each([
    ['1', 1000000n],
    ['0.5', 500000n],
    ['0,5', 500000n],
    ['.5', 500000n],
    ['5.', 5000000n],
    [' 1.250000 ', 1250000n],
    ['1.2500000000', 1250000n],
    ['007', 7000000n],
  ])('reads %j', (text, amount) => {
    expect(parseAmount(text, 6)).toBe(amount);
  });

  it.each(['', '.', ',', '-1', '+1', '1e3', '0x10', '1,234.5', '1.2.3', '1 000', '１', 'NaN', '1'.repeat(101)])('refuses %j', (text) => {
    expect(() => parseAmount(text, 6)).toThrow(expect.objectContaining({ code: 'amount/invalid' }));
  });

  it('refuses digits that the asset does not have', () => {
    expect(() => parseAmount('0.0000001', 6)).toThrow(expect.objectContaining({ code: 'amount/too-precise' }));
    expect(() => parseAmount('1.5', 0)).toThrow(expect.objectContaining({ code: 'amount/too-precise' }));
  });

  it('are written without exponent, grouping or trailing zeros', () => {
    expect([formatAmount(1n, 18), formatAmount(-1500n, 3), formatAmount(0n, 8), formatAmount(10n ** 24n, 18)]).toEqual([
      '0.000000000000000001',
      '-1.5',
      '0',
      '1000000',
    ]);
  });
});

describe('an amount from a node', () => {
  it.each([
    [5, 5n],
    ['5', 5n],
    ['0x5', 5n],
    ['18446744073709551615', 18446744073709551615n],
    [0, 0n],
  ])('may be %j', (value, amount) => {
    expect(amountFrom(value)).toBe(amount);
  });

  it.each([-1, 1.5, 2 ** 53, '-1', '1.5', '', '0x', ' 1', `0x${'f'.repeat(65)}`, null, undefined, {}, [1], true])('may not be %j', (value) => {
    expect(() => amountFrom(value)).toThrow(expect.objectContaining({ code: 'network/bad-response' }));
  });
});
