import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../../src/ui/i18n/en/errors';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { chains, endpoint } from '../chains';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { answer, askAndAnswer, question } from './site';
import { addressOn, createWallet, expectBalance, go, openWallet, pointAtLocal } from './wallet';

let browser: Browser;
let page: Page;
let mine: EvmChain;
let theirs: EvmChain;
const asked = new Set<string>();

beforeAll(async () => {
  [mine, theirs] = await Promise.all([startEvm({ chainId: 4242 }), startEvm({ chainId: 4343 })]);
  browser = await launch();
  browser.context.on('request', (request) => asked.add(new URL(request.url()).host));
  await createWallet(browser);
  page = await openWallet(browser);
});
afterAll(() => Promise.all([browser?.close(), mine?.stop(), theirs?.stop()]));

async function fill(fields: Readonly<Record<'chain-id' | 'name' | 'symbol' | 'endpoints', string>>): Promise<void> {
  await go(page, '/settings/networks/add');
  for (const [field, text] of Object.entries(fields)) await page.getByTestId(`network-${field}`).fill(text);
  await page.getByTestId('network-endpoints').blur();
}

describe('a network of one’s own', () => {
  const fields = { 'chain-id': '4242', name: 'Home', symbol: 'HOM' };

  it('is refused where the endpoint serves another chain', async () => {
    await fill({ ...fields, endpoints: theirs.url });
    await page.getByText(errors['network/wrong-chain']).waitFor();
    await page.getByTestId('network-save').click();
    await page.getByText(errors['network/wrong-chain']).waitFor();
    await go(page, '/settings/networks');
    await page.getByTestId('network-search').fill('Home');
    expect(await page.getByTestId('network-eip155:4242').count()).toBe(0);
  });

  it('is used like any other', async () => {
    await fill({ ...fields, endpoints: mine.url });
    await page.getByTestId('network-trial').getByText('block').waitFor();
    await page.getByTestId('network-save').click();
    await page.getByTestId('network-remove').waitFor();
    const address = await addressOn(page, 'eip155:4242');
    await mine.fund(address, 3n * 10n ** 18n);
    await expectBalance(page, 'eip155:4242', '3');
  });

  it('is renamed', async () => {
    await go(page, '/settings/network/eip155:4242');
    await page.getByTestId('network-edit').click();
    await page.getByTestId('network-name').fill('Cottage');
    await page.getByTestId('network-save').click();
    await page.getByTestId('network-reset').waitFor();
    await go(page, '/');
    await page.getByText('Cottage').waitFor();
  });

  it('moves up from the keyboard, and the keyboard stays on it', async () => {
    await go(page, '/settings/networks');
    await page.getByTestId('network-order').click();
    const places = () =>
      page.locator('[data-testid^="network-up-"]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-testid')!.slice(11)));
    const before = await places();
    expect(before.at(-1)).toBe('eip155:4242');
    await page.getByTestId('network-up-eip155:4242').focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await places()).indexOf('eip155:4242')).toBe(before.length - 2);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await places()).indexOf('eip155:4242')).toBe(before.length - 3);
  });
});

describe('a network that was removed', () => {
  it('is asked nothing more, and comes back when it is put back', async () => {
    await go(page, '/settings/network/eip155:56');
    await page.getByTestId('network-remove').click();
    await page.getByTestId('network-restore').waitFor();
    await browser.killWorker();
    asked.clear();
    await page.reload();
    await go(page, '/');
    await page.getByTestId(`balance-${chains.ethereum}`).waitFor();
    await page.locator('[data-testid="refresh"]:enabled').click();
    await page.locator('[data-testid="refresh"]:enabled').waitFor();
    expect(await page.getByTestId('balance-eip155:56').count()).toBe(0);
    expect([...asked].filter((host) => host.includes('bsc') || host.includes('bnb'))).toEqual([]);
    await go(page, '/settings/networks');
    await page.getByTestId('network-restore-eip155:56').click();
    await page.locator('[data-testid="network-switch-eip155:56"]:checked').waitFor();
  });
});

describe('a site', () => {
  let site: Page;
  const add = (chainId: string, url: string) =>
    site.evaluate(
      ([id, rpc]) =>
        new Promise<unknown>((done) => {
          addEventListener(
            'eip6963:announceProvider',
            (event) => {
              const { provider } = (event as CustomEvent<{ provider: { request(call: unknown): Promise<unknown> } }>).detail;
              const params = [{ chainId: id, chainName: 'Dapp chain', nativeCurrency: { name: 'D', symbol: 'ETH', decimals: 18 }, rpcUrls: [rpc] }];
              provider.request({ method: 'wallet_addEthereumChain', params }).then(
                async (value) => done([value, await provider.request({ method: 'eth_chainId' })]),
                (error: { code: number }) => done(error.code),
              );
            },
            { once: true },
          );
          dispatchEvent(new Event('eip6963:requestProvider'));
        }),
      [chainId, url] as const,
    );

  beforeAll(async () => {
    await pointAtLocal(page, chains.ethereum);
    site = await browser.open(seat.demo);
    await askAndAnswer(browser, site, 'evm', 'connect', 'approve');
  });

  it('gets -32602 and no question for an endpoint of another chain', async () => {
    expect(await add('0x10f7', mine.url)).toBe(-32602);
    expect(await add('0x1', endpoint(chains.ethereum))).toBe(-32602);
  });

  it('adds a network that the user agrees to, and is on it', async () => {
    const answered = add('0x10f7', theirs.url);
    const asking = await question(browser);
    expect(await asking.getByTestId('offered-chain-id').innerText()).toContain('4343');
    expect(await asking.getByTestId('offered-hosts').innerText()).toContain(new URL(theirs.url).host);
    await asking.getByTestId('warning-coin-of-another').waitFor();
    await answer(browser, 'approve');
    expect(await answered).toEqual([null, '0x10f7']);
  });

  it('moves to a network that was off, at the wallet’s own endpoints', async () => {
    const answered = add('0x89', 'https://evil.example');
    await answer(browser, 'approve');
    expect(await answered).toEqual([null, '0x89']);
    expect([...asked]).not.toContain('evil.example');
  });
});
