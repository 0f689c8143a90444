import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../../src/ui/i18n/en/errors';
import { home } from '../../../src/ui/i18n/en/app';
import { home as homeInChinese } from '../../../src/ui/i18n/zh-CN/app';
import { chains, endpoint, fund } from '../chains';
import { startProxy } from '../proxy';
import { stranger } from '../nodes';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { ask, askAndAnswer } from './site';
import { addressOn, createWallet, expectBalance, go, openWallet, pointAtLocal, setEndpoint } from './wallet';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
  page = await openWallet(browser);
});
afterAll(() => browser.close());

describe('settings', () => {
  it('change the language at once, and keep it', async () => {
    await go(page, '/settings');
    await page.getByTestId('setting-language').selectOption('zh-CN');
    await page.getByText(homeInChinese.tabs.settings).first().waitFor();
    await browser.killWorker();
    await page.reload();
    await go(page, '/');
    await page.getByText(homeInChinese.balances).waitFor();
    expect(await page.getByText(home.balances, { exact: true }).count()).toBe(0);
    await go(page, '/settings');
    await page.getByTestId('setting-language').selectOption('en');
    await page.getByText(home.tabs.settings).first().waitFor();
  });

  it('change the theme', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.getByTestId('setting-theme').selectOption('light');
    const light = await background();
    await page.getByTestId('setting-theme').selectOption('dark');
    await expect.poll(background).not.toBe(light);
    await page.getByTestId('setting-theme').selectOption('auto');
  });

  it.each([
    ['network/wrong-chain', (): string => endpoint(chains.bsc)],
    ['network/unreachable', (): string => 'http://127.0.0.1:1'],
    ['endpoint/invalid', (): string => 'ftp://127.0.0.1'],
  ] as const)('refuse an endpoint with %s', async (code, url) => {
    await setEndpoint(page, chains.ethereum, url());
    await page.getByText(errors[code]).waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('balances', () => {
  it('come from the cache while the network is silent, and say so', async () => {
    await pointAtLocal(page, chains.ethereum);
    await fund(chains.ethereum, await addressOn(page, chains.ethereum), 10n ** 18n);
    const proxy = await startProxy(endpoint(chains.ethereum));
    try {
      await setEndpoint(page, chains.ethereum, proxy.url);
      await page.getByTestId('endpoints-reset').waitFor();
      await expectBalance(page, chains.ethereum, '1');
      proxy.silence(true);
      await browser.killWorker();
      const started = Date.now();
      await page.reload();
      await page.getByTestId(`balance-${chains.ethereum}`).getByText('1').waitFor();
      expect(Date.now() - started).toBeLessThan(3_000);
      await page.locator(`[data-testid="balance-row-${chains.ethereum}"] time`).waitFor();
    } finally {
      await proxy.stop();
    }
    await pointAtLocal(page, chains.ethereum);
  });
});

describe('the send form', () => {
  const mainnetBitcoin = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';

  it.each([
    ['address/invalid', chains.ethereum, '0x1234', '1'],
    ['address/checksum', chains.ethereum, '0x9858EfFD232B4033E47d90003D41EC34EcaEda95', '1'],
    ['address/other-family', chains.ethereum, mainnetBitcoin, '1'],
    ['address/wrong-network', chains.bitcoin, mainnetBitcoin, '1'],
    ['amount/invalid', chains.ethereum, undefined, 'one'],
    ['amount/zero', chains.ethereum, undefined, '0'],
    ['amount/too-precise', chains.ethereum, undefined, '0.0000000000000000001'],
    ['amount/insufficient', chains.ethereum, undefined, '2'],
  ] as const)('says %s on %s', async (code, network, to, amount) => {
    if (network === chains.bitcoin) await pointAtLocal(page, network);
    await go(page, `/send/${network}`);
    await page.getByTestId('send-to').fill(to ?? stranger(network));
    await page.getByTestId('send-amount').fill(amount);
    await page.getByText(errors[code]).waitFor();
    expect(await page.getByTestId('review').isDisabled()).toBe(true);
    await go(page, '/');
  });

  it('says amount/dust on Bitcoin', async () => {
    await fund(chains.bitcoin, await addressOn(page, chains.bitcoin), 1_000_000n);
    await expectBalance(page, chains.bitcoin, '0.01');
    await go(page, `/send/${chains.bitcoin}`);
    await page.getByTestId('send-to').fill(stranger(chains.bitcoin));
    await page.getByTestId('send-amount').fill('0.00000001');
    await page.getByText(errors['amount/dust']).waitFor();
    expect(await page.getByTestId('review').isDisabled()).toBe(true);
  });
});

describe('accounts and sites', () => {
  it('adds a second account with addresses of its own, and tells the site that sees both', async () => {
    const site = await browser.open(seat.demo);
    const first = await addressOn(page, chains.ethereum);
    expect(await askAndAnswer(browser, site, 'evm', 'connect', 'approve')).toEqual({ ok: true, value: [first] });
    await go(page, '/accounts');
    await page.getByTestId('account-add').click();
    await page.getByTestId('account-name').fill('Savings');
    await page.getByTestId('account-save').click();
    await page.getByText('Savings').first().waitFor();
    await page.getByTestId('account-1').getByRole('radio').click();
    await expect.poll(() => addressOn(page, chains.ethereum)).not.toBe(first);
    // The site was given the first account only.
    expect(await ask(site, 'evm', 'accounts')).toEqual({ ok: true, value: [first] });
  });

  it('takes a permission back, and tells the site', async () => {
    const site = await browser.open(seat.demo);
    await site.evaluate(() => {
      const { demo } = globalThis as unknown as {
        readonly demo: { readonly found: { readonly evm: { on(event: string, listener: (value: unknown) => void): void } } };
      };
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      demo.found.evm.on('accountsChanged', (accounts) => heard.push(accounts));
    });
    expect(await ask(site, 'evm', 'accounts')).toMatchObject({ value: [expect.any(String)] });
    await go(page, '/settings/sites');
    await page.locator('[data-testid^="revoke-"]').first().click();
    await expect.poll(() => page.locator('[data-testid^="revoke-"]').count()).toBe(0);
    await expect.poll(() => site.evaluate(() => (globalThis as unknown as { readonly heard: readonly unknown[] }).heard.at(-1))).toEqual([]);
    expect(await ask(site, 'evm', 'accounts')).toEqual({ ok: true, value: [] });
    expect(await ask(site, 'evm', 'sign')).toMatchObject({ ok: false, code: 4100 });
  });
});
