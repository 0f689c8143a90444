// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { App } from '../../src/ui/app';
import { installFakeWallet } from './fake-wallet';
import { click, find, has, show, text, type } from './page';

describe('the networks', () => {
  it('stand in groups, and are found by name, coin or chain id', async () => {
    location.hash = '#/settings/networks';
    installFakeWallet();
    const { leave } = await show(<App />);
    expect(find<HTMLInputElement>('network-switch-eip155:1').checked).toBe(true);
    expect(find<HTMLInputElement>('network-switch-eip155:137').checked).toBe(false);
    expect(has('network-eip155:11155111')).toBe(false);
    await type('network-search', '8453');
    expect(has('network-eip155:8453')).toBe(true);
    expect(has('network-eip155:1')).toBe(false);
    await type('network-search', 'sepolia');
    expect(has('network-eip155:11155111')).toBe(true);
    await type('network-search', 'nowhere');
    expect(text()).toContain('You can add one');
    await leave();
  });

  it('take one that is typed, and say what its endpoint answered', async () => {
    location.hash = '#/settings/networks/add';
    const world = installFakeWallet();
    const { leave } = await show(<App />);
    await type('network-chain-id', '4242');
    await type('network-name', 'Home');
    await type('network-symbol', 'HOM');
    await type('network-endpoints', 'https://bad.example');
    await click('network-save');
    expect(text()).toContain('answers for another network');
    await type('network-endpoints', 'https://rpc.example');
    await click('network-save');
    expect(world.networks.at(-1)).toMatchObject({ id: 'eip155:4242', name: 'Home', custom: true, endpoints: ['https://rpc.example'] });
    expect(has('network-remove')).toBe(true);
    await leave();
  });

  it('are moved, and the keyboard stays with the one that moved', async () => {
    location.hash = '#/settings/networks';
    const world = installFakeWallet();
    const { leave } = await show(<App />);
    await click('network-order');
    await click('network-up-eip155:56');
    expect(world.calls.findLast(({ call }) => call === 'networks.reorder')?.args[0]).toEqual([
      'bip122:000000000019d6689c085ae165831e93',
      'eip155:56',
      'eip155:1',
      'tron:728126428',
      'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
    ]);
    expect(document.activeElement?.getAttribute('data-testid')).toBe('network-up-eip155:56');
    expect(text()).toContain('BNB Smart Chain is number 2 of 5 now');
    await leave();
  });

  it('are removed and put back', async () => {
    location.hash = '#/settings/network/eip155:56';
    const world = installFakeWallet();
    const { leave } = await show(<App />);
    await click('network-remove');
    expect(world.networks.find(({ id }) => id === 'eip155:56')).toMatchObject({ removed: true });
    await click('network-restore');
    expect(world.networks.find(({ id }) => id === 'eip155:56')).toMatchObject({ removed: false });
    await leave();
  });
});
