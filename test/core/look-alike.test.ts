import { describe, expect, it } from 'vitest';
import { alike, skeleton } from '../../src/core/look-alike';

describe('names that could be taken for each other', () => {
  it.each([
    ['USDT', 'usdt'],
    ['USDT', 'USDТ'],
    ['USDT', 'U S D T'],
    ['USDT', 'U$DT'],
    ['USDT', 'USD₮'],
    ['USDT', 'ＵＳＤＴ'],
    ['USDT', 'ÚSDT'],
    ['USDC', 'USDС'],
    ['ETH', 'ΕTH'],
    ['ETH', 'ЕТН'],
    ['DAI', 'DA1'],
    ['DAI', 'DAl'],
    ['LINK', 'L1NK'],
    ['OKB', '0KB'],
    ['Tether USD', 'Tether-USD'],
  ])('%s and %s', (real, counterfeit) => {
    expect(alike(real, counterfeit)).toBe(true);
  });

  it.each([
    ['USDT', 'USDC'],
    ['USDC', 'USDC.e'],
    ['ETH', 'WETH'],
    ['stETH', 'wstETH'],
    ['', ''],
    ['...', '---'],
  ])('not %s and %s', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });
});

it.each([
  ['ETH', 'ЕТН'],
  ['Polygon', 'P0lygοn'],
  ['Base', 'Bаsе'],
  ['BNB Smart Chain', 'bnb-smart chain'],
  ['Linea', 'Línea'],
  ['Blast', 'B1ast'],
])('takes %s and %s for the same', (one, other) => {
  expect(skeleton(one)).toBe(skeleton(other));
});

it('tells other names apart', () => {
  expect(new Set(['Base', 'Blast', 'Linea', 'Celo', 'Sonic', '波场'].map(skeleton)).size).toBe(6);
});
