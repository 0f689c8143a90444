import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { recoverMessageAddress, recoverTypedDataAddress, type Hex } from 'viem';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Loopback } from '../../loopback';
import { chains, fund } from '../chains';
import { balanceOf } from '../nodes';
import { launch, type Browser } from './browser';
import { answer, closeQuestions } from './site';
import { addressOn, createWallet, go, openWallet, pointAtLocal } from './wallet';

const dead = '0x000000000000000000000000000000000000dEaD';

let browser: Browser;
let wallet: Page;
let own: string;
let script: string;
const servers: Loopback[] = [];

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: resolve('test/demo/libraries.mjs') },
    },
  });
  script = (built as { readonly output: readonly { readonly code: string }[] }).output[0]!.code;
  browser = await launch();
  await createWallet(browser);
  wallet = await openWallet(browser);
  await pointAtLocal(wallet, chains.ethereum);
  own = await addressOn(wallet, chains.ethereum);
  await fund(chains.ethereum, own, 10n ** 18n);
  await go(wallet, '/');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all(servers.map((server) => server.stop()));
});
afterEach(() => closeQuestions(browser));

/** A site of another origin each time: the wallet grants, and loses patience, by origin. */
async function visit(files: (path: string) => { readonly body: string; readonly type: string } | undefined): Promise<Page> {
  const server = await listen((request, response) => {
    const file = files(new URL(request.url ?? '/', 'http://x').pathname);
    if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body);
    else response.writeHead(404).end();
  });
  servers.push(server);
  return browser.open(`http://localhost:${server.port}/`);
}
const page = (html: string) => (path: string) =>
  path === '/' ? { body: html, type: 'text/html' } : path === '/script.js' ? { body: script, type: 'text/javascript' } : undefined;
const withLibraries = () => visit(page('<!doctype html><title>libraries</title><script type="module" src="/script.js"></script>'));

async function run(site: Page, library: string, action: string, ...buttons: readonly ('approve' | 'reject')[]): Promise<unknown> {
  const outcome = site.evaluate(
    ([of, what, to]) =>
      (
        globalThis as unknown as {
          readonly libraries: Record<string, Record<string, (to: string) => Promise<unknown>>>;
        }
      ).libraries[of!]![what!]!(to!),
    [library, action, dead],
  );
  for (const button of buttons) await answer(browser, button);
  return outcome;
}

describe.each(['ethers', 'viem', 'web3'])('a site made with %s', (library) => {
  let site: Page;
  beforeAll(async () => {
    site = await withLibraries();
  });
  afterAll(() => site.close());

  it('connects', async () => {
    expect(await run(site, library, 'connect', 'approve')).toBe(own);
  });
  it('gets a message and typed data signed', async () => {
    const signature = (await run(site, library, 'sign', 'approve')) as Hex;
    expect(await recoverMessageAddress({ message: 'hello', signature })).toBe(own);
    const signer = await recoverTypedDataAddress({
      domain: { name: 'Libraries', version: '1', chainId: 1 },
      types: { Note: [{ name: 'text', type: 'string' }] },
      primaryType: 'Note',
      message: { text: 'hello' },
      signature: (await run(site, library, 'typed', 'approve')) as Hex,
    });
    expect(signer).toBe(own);
  });
  it('gets a transaction sent', async () => {
    const before = await balanceOf(chains.ethereum, dead);
    expect(await run(site, library, 'send', 'approve')).toEqual(library === 'viem' ? expect.stringMatching(/^0x[0-9a-f]{64}$/) : 1);
    await expect.poll(() => balanceOf(chains.ethereum, dead)).toBeGreaterThan(before);
  });
  it.runIf(library !== 'web3')('knows a refusal for what it is', async () => {
    expect(await run(site, library, 'refused', 'reject')).toBe(library === 'ethers' ? 'ACTION_REJECTED' : 'UserRejectedRequestError');
  });
  it.runIf(library === 'web3')('hears of new blocks by subscription', async () => {
    const heard = run(site, library, 'heads');
    await new Promise((done) => setTimeout(done, 500));
    await fund(chains.ethereum, dead, 1n);
    await run(site, library, 'send', 'approve');
    expect(await heard).toBeGreaterThan(0);
  });
});

describe('the default wallet', () => {
  const has = (site: Page) => site.evaluate(() => [document.title, 'ethereum' in globalThis]);
  // What the page's first script sees, not what is there later.
  const early = page('<!doctype html><script>document.title = String(Boolean(window.ethereum?.isHoldall))</script>');

  it('is given back where the user does not want it, and taken again', async () => {
    const site = await visit(early);
    expect(await has(site)).toEqual(['true', true]);
    await go(wallet, '/settings');
    // No one can press the browser's own button here; on this machine the permission is there already.
    await wallet.evaluate(() =>
      Object.assign(chrome.permissions, {
        request: async () => true,
        remove: async () => true,
      }),
    );
    await wallet.getByTestId('setting-default-wallet').click();
    await expect.poll(async () => (await site.reload(), has(site))).toEqual(['false', false]);
    const announced = await site.evaluate(() => {
      let name = '';
      addEventListener('eip6963:announceProvider', (event) => {
        name = (event as CustomEvent<{ readonly info: { readonly name: string } }>).detail.info.name;
      });
      dispatchEvent(new Event('eip6963:requestProvider'));
      return name;
    });
    expect(announced).toBe('Holdall');
    await wallet.getByTestId('setting-default-wallet').click();
    await expect.poll(async () => (await site.reload(), has(site))).toEqual(['true', true]);
    await site.close();
  });
});
