import { expect, it } from 'vitest';
import { label } from '../../src/core/label';

it('keeps a plain name, without the space around it', () => {
  expect(label('  OP Mainnet ', 40)).toBe('OP Mainnet');
  expect(label('储蓄', 2)).toBe('储蓄');
});

it.each(['', '   ', 'a\nb', 'toolong', 'evil\u202etxt', 'a\u0000b', 'a\u200bb', '\ue000', 7, null])('refuses %j', (text) => {
  expect(label(text, 5)).toBeUndefined();
});
