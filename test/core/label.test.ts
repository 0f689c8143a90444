import { expect, it } from 'vitest';
import { label, skeleton } from '../../src/core/label';

it('keeps a plain name, without the space around it', () => {
  expect(label('  OP Mainnet ', 40)).toBe('OP Mainnet');
  expect(label('储蓄', 2)).toBe('储蓄');
});

it.each(['', '   ', 'a\nb', 'toolong', 'evil\u202etxt', 'a\u0000b', 'a\u200bb', '\ue000', 7, null])('refuses %j', (text) => {
  expect(label(text, 5)).toBeUndefined();
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
