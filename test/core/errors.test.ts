import { expect, it, vi } from 'vitest';
import { codeOf, NodeError, PageError, WalletError } from '../../src/core/errors';

it('knows an error of another copy of this file by its name', async () => {
  vi.resetModules();
  const other = await import('../../src/core/errors');
  const [wallet, node, page] = [new other.WalletError('vault/locked'), new other.NodeError(3, 'reverted'), new other.PageError(4001, 'no')];
  expect(Object.getPrototypeOf(wallet)).not.toBe(WalletError.prototype);
  expect([wallet instanceof WalletError, node instanceof NodeError, page instanceof PageError]).toEqual([true, true, true]);
  expect([wallet instanceof PageError, node instanceof WalletError, page instanceof NodeError]).toEqual([false, false, false]);
  expect(codeOf(wallet)).toBe('vault/locked');
});

it('takes nothing else for one of ours', () => {
  for (const other of [new Error('WalletError'), { name: 'WalletError', code: 'vault/locked' }, 'WalletError', null, undefined]) {
    expect(other instanceof WalletError).toBe(false);
    expect(codeOf(other)).toBe('internal');
  }
});
