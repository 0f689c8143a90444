import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checksummed } from '../../../src/chains/evm/addresses';
import { pieceOf } from '../../../src/chains/evm/pieces';
import { loadKnownTokens } from '../../../src/chains/known-tokens';
import { bundledNetworks } from '../../../src/chains/registry';
import { tokenDecimals, tokenText } from '../../../src/chains/token-text';

describe('the tokens that ship', () => {
  it('have addresses whose checksum is right', () => {
    const source = readFileSync('src/chains/evm/token-list.ts', 'utf8');
    const written = [...source.matchAll(/'(0x[0-9a-fA-F]{40})'/g)].map(([, address]) => address!);
    expect(written.length).toBeGreaterThan(100);
    expect(written.map(checksummed)).toEqual(written);
  });

  it.each(bundledNetworks.filter(({ family }) => family === 'evm').map(({ id, currency }) => ({ id, currency })))(
    'are fit to be shown, and none of them twice, on $id',
    async ({ id, currency }) => {
      const tokens = await loadKnownTokens('evm', id);
      expect(new Set(tokens.map(({ asset }) => asset)).size).toBe(tokens.length);
      expect(new Set(tokens.map(({ symbol }) => symbol.toLowerCase())).size).toBe(tokens.length);
      for (const { asset, symbol, name, decimals } of tokens) {
        expect(pieceOf(asset, id)).toMatchObject({ namespace: 'erc20' });
        expect([tokenText(symbol, 'symbol'), tokenText(name, 'name'), tokenDecimals(BigInt(decimals))]).toEqual([symbol, name, decimals]);
        expect(symbol).not.toBe(currency.symbol);
      }
    },
  );

  it('are none where the family has no list', async () => {
    expect(await loadKnownTokens('bitcoin', 'bip122:000000000019d6689c085ae165831e93')).toEqual([]);
  });
});
