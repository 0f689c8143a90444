// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../../src/ui/app';
import { languageOf } from '../../src/ui/i18n/words';
import { strengthOf } from '../../src/ui/strength';
import { assetOf, installFakeWallet } from './fake-wallet';
import { click, find, has, settle, show, text, type } from './page';

const eth = 'eip155:1';
const tron = 'tron:728126428';

describe('the wallet', () => {
  it('is locked until the password is right, and forgets a wrong one', async () => {
    installFakeWallet({ status: 'locked' });
    const { leave } = await show(<App />);
    await type('unlock-password', 'wrong');
    await click('unlock');
    expect(text()).toContain('Wrong password.');
    expect(find<HTMLInputElement>('unlock-password').value).toBe('');
    await type('unlock-password', 'correct horse');
    await click('unlock');
    expect(has('account-switch')).toBe(true);
    await leave();
  });

  it('paints what is cached, says what was not reached, and draws again when the worker has news', async () => {
    location.hash = '#/';
    const world = installFakeWallet({
      balances: [
        { network: eth, asset: assetOf(eth), amount: 1_500_000_000_000_000_000n, readAt: Date.now() - 3_600_000, state: 'stale' },
        { network: tron, asset: assetOf(tron), state: 'failed', error: 'network/unreachable' },
      ],
    });
    const { leave } = await show(<App />);
    expect(find(`balance-${eth}`).textContent).toBe('1.5 ETH');
    expect(text()).toContain('1 hour ago');
    expect(find(`balance-${tron}`).textContent).toBe('–');
    expect(find(`balance-failed-${tron}`).textContent).toBe('Not reached');
    expect(world.calls.filter(({ call }) => call === 'balances.refresh')).toHaveLength(1);

    world.balances = [{ network: eth, asset: assetOf(eth), amount: 2n, readAt: Date.now(), state: 'fresh' }];
    world.changed('balances');
    await settle();
    expect(find(`balance-${eth}`).textContent).toBe('0.000000000000000002 ETH');
    await leave();
  });

  it('names an account that nobody named in the language of the user, and keeps it so', async () => {
    location.hash = '#/';
    const accounts = [
      { index: 0, name: 'Account 1', selected: true },
      { index: 1, name: 'Account 1', selected: false },
    ];
    const world = installFakeWallet({ accounts });
    world.settings = { ...world.settings, language: 'zh-CN' };
    const { leave } = await show(<App />);
    expect(find('account-switch').textContent).toContain('账户 1');
    await click('account-switch');
    expect(find('account-0').textContent).toBe('账户 1');
    expect(find('account-1').textContent).toBe('Account 1');
    await click('rename-0');
    await click('account-save');
    expect(world.calls.some(({ call }) => call === 'accounts.rename')).toBe(false);
    await leave();
  });

  it('shows test networks only to those who want them, with more than a word', async () => {
    location.hash = '#/';
    const world = installFakeWallet();
    world.networks = world.networks.map((network) => ({ ...network, enabled: true }));
    const { leave } = await show(<App />);
    expect(text()).not.toContain('Sepolia');
    world.settings = { ...world.settings, testnets: true };
    world.changed('settings');
    await settle();
    expect(find('balance-row-eip155:11155111').className).toContain('striped-edge');
    await leave();
  });

  it('draws a QR code of the address that it spells out', async () => {
    location.hash = `#/receive/${eth}`;
    installFakeWallet();
    const { leave } = await show(<App />);
    expect(find('own-address').textContent).toBe('0x9858EfFD232B4033E47d90003D41EC34EcaEda94');
    expect(document.querySelector('svg.qr path')?.getAttribute('d')).toContain('h1v1');
    await leave();
  });

  it('shows the phrase only behind the password, and covers it again', async () => {
    location.hash = '#/settings/phrase';
    installFakeWallet();
    const { leave } = await show(<App />);
    await type('reveal-password', 'wrong');
    await click('reveal');
    expect(has('revealed')).toBe(false);
    await type('reveal-password', 'correct horse');
    await click('reveal');
    expect(find('word-12').textContent).toBe('about');
    await click('cover');
    expect(text()).not.toContain('abandon');
    await leave();
  });

  it('covers a phrase when the window is left, and after a while', async () => {
    location.hash = '#/settings/phrase';
    installFakeWallet();
    const { leave } = await show(<App />);
    const reveal = async () => {
      await type('reveal-password', 'correct horse');
      await click('reveal');
      expect(has('revealed')).toBe(true);
    };
    await reveal();
    window.dispatchEvent(new Event('blur'));
    await settle();
    expect(text()).not.toContain('abandon');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    await reveal();
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    vi.useRealTimers();
    await settle();
    expect(text()).not.toContain('abandon');
    await leave();
  });

  it('disconnects a site', async () => {
    location.hash = '#/settings/sites';
    const world = installFakeWallet({ permissions: [{ origin: 'https://app.example.org', family: 'evm', accounts: [0], network: eth, grantedAt: 0 }] });
    const { leave } = await show(<App />);
    await click('revoke-app.example.org-evm');
    expect(world.permissions).toEqual([]);
    expect(text()).toContain('No site is connected.');
    await leave();
  });
});

describe('the language', () => {
  it("is the first of the browser's that the wallet speaks", () => {
    expect(languageOf('auto', ['de-DE', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(languageOf('auto', ['fr'])).toBe('en');
    expect(languageOf('zh-CN', ['en'])).toBe('zh-CN');
  });
});

describe('the strength of a password', () => {
  it.each([
    ['short', 'short'],
    ['1234567890', 'weak'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['password2024', 'weak'],
    ['qwertyuiop12', 'weak'],
    ['abcdefghijklmnop', 'weak'],
    ['correct horse battery', 'strong'],
    ['kT7#vq9!mZ2x', 'strong'],
  ])('of %s is %s', (password, strength) => expect(strengthOf(password)).toBe(strength));
});
