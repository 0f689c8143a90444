import { describe, expect, it } from 'vitest';
import { alike } from '../../src/wallet/look-alike';

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
