import { describe, expect, it } from 'vitest';
import { chainOf, isAssetId, isChainId, namespaceOf, nativeAsset, partsOf, referenceOf } from '../../src/core/caip';

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

describe('the id of one piece of a collection', () => {
  it('has a part of its own', () => {
    const piece = 'eip155:1/erc721:0x06012c8cf97bead5deae237070f9587f8e7a266d/771769';
    expect(isAssetId(piece)).toBe(true);
    expect(partsOf(piece)).toEqual({ chain: 'eip155:1', namespace: 'erc721', reference: '0x06012c8cf97bead5deae237070f9587f8e7a266d', id: '771769' });
    expect(partsOf('eip155:56/slip44:714')).toEqual({ chain: 'eip155:56', namespace: 'slip44', reference: '714' });
    expect(chainOf(piece)).toBe('eip155:1');
  });

  it.each(['/', '/1/2', '/a b', `/${'1'.repeat(79)}`])('is not %j', (end) => {
    expect(isAssetId(`eip155:1/erc721:0x06${end}`)).toBe(false);
  });
});
