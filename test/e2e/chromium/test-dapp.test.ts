import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Loopback } from '../../loopback';
import { chains, fund } from '../chains';
import { launch, type Browser } from './browser';
import { answer } from './site';
import { addressOn, createWallet, go, openWallet, pointAtLocal } from './wallet';

const dapp = resolve('node_modules/@metamask/test-dapp/dist');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

let browser: Browser;
let own: string;
let server: Loopback;

describe('the test dapp of MetaMask', () => {
  let site: Page;
  beforeAll(async () => {
    server = await listen((request, response) => {
      const file = fileAt(new URL(request.url ?? '/', 'http://x').pathname);
      if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body);
      else response.writeHead(404).end();
    });
    browser = await launch();
    // Its pictures and fonts come from elsewhere.
    await browser.context.route(/^https?:\/\/(?!localhost|127\.0\.0\.1)/, (route) => route.abort());
    await createWallet(browser);
    const wallet = await openWallet(browser);
    await pointAtLocal(wallet, chains.ethereum);
    own = await addressOn(wallet, chains.ethereum);
    await fund(chains.ethereum, own, 10n ** 18n);
    await go(wallet, '/');
    site = await browser.open(`http://localhost:${server.port}/`);
    await site.locator('#connectButton').waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  afterEach(async () => {
    for (const page of browser.context.pages()) if (page.url().includes('/approval.html')) await page.close();
  });

  const press = async (id: string, ...buttons: readonly ('approve' | 'reject')[]) => {
    await site.locator(`#${id}:enabled`).evaluate((button) => (button as HTMLElement).click(), undefined, {
      timeout: 8_000,
    });
    for (const button of buttons) await answer(browser, button);
  };
  const text = (id: string) => expect.poll(async () => (await site.locator(`#${id}`).innerText()).toLowerCase());

  it('connects, and sees the account and the chain', async () => {
    await press('connectButton', 'approve');
    await text('accounts').toBe(own.toLowerCase());
    await text('chainId').toBe('0x1');
    await press('getAccounts');
    await text('getAccountsResult').toContain(own.toLowerCase());
    await press('getPermissions');
    await text('permissionsResult').toBe('eth_accounts');
  });
  it('gets a message signed', async () => {
    await press('personalSign', 'approve');
    await text('personalSignResult').toMatch(/^0x[0-9a-f]{130}$/);
  });
  it.each(['signTypedData', 'signTypedDataV3', 'signTypedDataV4'])('gets %s signed, and verifies it', async (section) => {
    await press(section, 'approve');
    await press(`${section}Verify`);
    await text(`${section}VerifyResult`).toBe(own.toLowerCase());
  });
});

/** Its built page, as it is published. */
function fileAt(path: string) {
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (!/^[\w-]+\.(html|js|css|svg|json)$/.test(name)) return undefined;
  const body = readFileSync(join(dapp, name));
  // Its buttons are for MetaMask only.
  return {
    body: name === 'index.html' ? String(body).replace('<head>', '<head><script>ethereum.isMetaMask = true</script>') : body,
    type: types[extname(name)]!,
  };
}
