import { describe, expect, it } from 'vitest';
import { chainOf, isAssetId, isChainId, namespaceOf, nativeAsset, referenceOf } from '../../src/core/caip';

describe('chain and asset ids', () => {
  it('take each other apart', () => {
    const asset = nativeAsset('eip155:56', 714);
    expect(asset).toBe('eip155:56/slip44:714');
    expect([chainOf(asset), namespaceOf('eip155:56'), referenceOf('eip155:56')]).toEqual(['eip155:56', 'eip155', '56']);
    expect([
      isChainId('eip155:56'),
      isAssetId(asset),
      isAssetId('solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'),
    ]).toEqual([true, true, true]);
  });

  it('name one piece of a collection (CAIP-19)', () => {
    const piece = 'eip155:1/erc721:0x06012c8cf97BEaD5deAe237070F9587f8E7A266d/771769';
    expect([isAssetId(piece), chainOf(piece)]).toEqual([true, 'eip155:1']);
    for (const wrong of [`${piece}/1`, `${piece}\n`, 'eip155:1/erc721:0x06/', `eip155:1/erc721:0x06/${'1'.repeat(79)}`, 'eip155:1/erc721:0x06/a b'])
      expect(isAssetId(wrong)).toBe(false);
  });

  it.each(['', 'eip155', 'eip155:', ':1', 'EIP155:1', 'eip155:1:2', 'eip155:1\n', `eip155:${'1'.repeat(33)}`, 1, null, { toString: () => 'eip155:1' }])(
    '%j is no chain',
    (value) => {
      expect(isChainId(value)).toBe(false);
      expect(isAssetId(value)).toBe(false);
    },
  );
});
