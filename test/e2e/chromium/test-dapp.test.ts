import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Loopback } from '../../loopback';
import { chains, endpoint, fund } from '../chains';
import { launch, type Browser } from './browser';
import { answer, closeQuestions, question } from './site';
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
  afterEach(() => closeQuestions(browser));

  const press = async (id: string, ...buttons: readonly ('approve' | 'reject')[]) => {
    await site.locator(`#${id}:enabled`).evaluate((button) => (button as HTMLElement).click(), undefined, {
      timeout: 8_000,
    });
    for (const button of buttons) await answer(browser, button);
  };
  /** How many transactions of the account are on the chain. */
  async function nonceOf() {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getTransactionCount', params: [own, 'latest'] });
    const response = await fetch(endpoint(chains.ethereum), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return Number(((await response.json()) as { readonly result: string }).result);
  }
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
  it('is refused eth_sign, and asks nobody', async () => {
    await press('ethSign');
    await text('ethSign').toContain('does not support');
  });
  it.each(['signTypedData', 'signTypedDataV3', 'signTypedDataV4'])('gets %s signed, and verifies it', async (section) => {
    await press(section, 'approve');
    await press(`${section}Verify`);
    await text(`${section}VerifyResult`).toBe(own.toLowerCase());
  });
  it.each([
    ['siwe', undefined],
    ['siweBadDomain', 'warning-domain-mismatch'],
    ['siweBadAccount', 'warning-account-mismatch'],
  ])('signs in with %s, and its user hears what is wrong with it', async (section, warning) => {
    await press(section);
    const window = await question(browser);
    expect(await window.locator('.notice.bad').evaluateAll((notices) => notices.map((notice) => (notice as HTMLElement).dataset['testid']))).toEqual(
      warning === undefined ? [] : [warning],
    );
    await answer(browser, 'approve');
    await text('siweResult').toMatch(/^0x[0-9a-f]{130}$/);
    await site.locator('#siweResult').evaluate((result) => result.replaceChildren());
  });
  it('gets a key, and a message opened that its user has read first', async () => {
    await press('getEncryptionKeyButton', 'approve');
    await text('encryptionKeyDisplay').toMatch(/^[\w+/]{43}=$/);
    await site.locator('#encryptMessageInput').pressSequentially('the eagle has landed');
    await press('encryptButton');
    await press('decryptButton');
    const window = await question(browser);
    await window.getByTestId('reveal').click();
    expect(await window.getByTestId('revealed').innerText()).toContain('the eagle has landed');
    await answer(browser, 'approve');
    await text('cleartextDisplay').toBe('the eagle has landed');
  });
  it('pays in the old way and in the new', async () => {
    const sent = await nonceOf();
    for (const button of ['sendButton', 'sendEIP1559Button']) await press(button, 'approve');
    await expect.poll(nonceOf, { timeout: 10_000 }).toBe(sent + 2);
  });
  it('creates contracts', async () => {
    for (const button of ['createToken', 'deployNFTsButton', 'deployERC1155Button', 'deployFailingButton']) await press(button, 'approve');
    await text('erc20TokenAddresses').toMatch(/^0x[0-9a-f]{40}$/);
    for (const status of ['nftsStatus', 'erc1155Status', 'failingContractStatus']) await text(status).toBe('deployed');
  });
  it('has its user told why a payment would fail, who cannot send it', async () => {
    const sent = await nonceOf();
    await press('sendFailingButton');
    const window = await question(browser);
    await window.getByTestId('fails').waitFor();
    await window.waitForTimeout(1_200);
    expect(await window.getByTestId('approve').isDisabled()).toBe(true);
    await answer(browser, 'reject');
    expect(await nonceOf()).toBe(sent);
  });
  it('moves and lends a token, and has it on the list', async () => {
    await press('watchAssets', 'approve');
    for (const button of ['transferTokens', 'approveTokens', 'increaseTokenAllowance']) await press(button, 'approve');
    await site.locator('#allowanceOwner').fill(own);
    await site.locator('#allowanceSpender').fill(await site.locator('#approveTo').inputValue());
    await expect
      .poll(async () => {
        await press('getAllowance');
        return site.locator('#allowanceAmountResult').innerText();
      })
      .toBe('8.0000');
    await site.locator('#transferFromSenderInput').fill(own);
    await site.locator('#transferFromRecipientInput').fill(own);
    await press('transferFromTokens');
    await text('tokenMethodsResult').toContain('insufficient allowance');
  });
  it('makes, lends and moves pieces of collections', async () => {
    await press('mintButton', 'approve');
    await text('nftsStatus').toBe('mint completed');
    await press('watchNFTButton', 'approve');
    for (const button of ['setApprovalForAllButton', 'revokeButton', 'transferFromButton']) await press(button, 'approve');
    await text('nftsStatus').toBe('transfer from completed');
    // Its sample names a spender whose checksum is wrong.
    await press('sign721Permit');
    await text('sign721PermitResult').toContain('invalid typed data');
    for (const [field, value] of [
      ['batchMintTokenIds', '1'],
      ['batchMintIdAmounts', '5'],
      ['batchTransferTokenIds', '1'],
      ['batchTransferTokenAmounts', '2'],
    ] as const)
      await site.locator(`#${field}`).fill(value);
    for (const button of ['batchMintButton', 'watchAssetButton', 'batchTransferFromButton']) await press(button, 'approve');
    await text('erc1155Status').toMatch(/completed$/);
  });
  it('learns that nothing is atomic here', async () => {
    await press('eip5792SendCallsButton');
    await text('eip5792SendCallsError').toContain('atomically');
    await site.locator('#eip5792AccountInput').fill(own);
    await press('eip5792GetCapabilitiesButton');
    await text('eip5792GetCapabilitiesResult').toContain('"status": "unsupported"');
    await site.locator('#eip5792RequestIdInput').fill('0xabcd');
    await press('eip5792GetCallsStatusButton');
    await text('eip5792GetCallsStatusResult').toContain('no batch');
  });
  it('adds no network that does not answer, and moves to none that is unknown', async () => {
    const failed: string[] = [];
    site.on('pageerror', (error) => failed.push(error.message));
    await press('switchEthereumChain');
    await expect.poll(() => failed.at(-1)).toContain('Unrecognized chain ID');
    await press('addEthereumChain');
    await expect.poll(() => failed.at(-1), { timeout: 15_000 }).toContain('rpcUrls');
  });
  it('gives its permission back', async () => {
    await press('revokeAccountsPermission');
    await text('accounts').toBe('');
  });
});

/** Its built page, as it is published. */
function fileAt(path: string) {
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (!/^[\w-]+\.(html|js|css|svg|json)$/.test(name)) return undefined;
  const body = readFileSync(join(dapp, name));
  // Its buttons are for MetaMask only, and its ethers looks for a receipt every four seconds.
  const before = 'ethereum.isMetaMask = true; const every = setInterval; setInterval = (task, ms) => every(task, ms === 4000 ? 100 : ms);';
  return {
    body: name === 'index.html' ? String(body).replace('<head>', `<head><script>${before}</script>`) : body,
    type: types[extname(name)]!,
  };
}
