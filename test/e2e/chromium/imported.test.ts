import type { Page } from 'playwright-core';
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts';
import { encryptKeystoreJsonSync } from 'ethers';
import { recoverMessageAddress, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAmount } from '../../../src/core/amount';
import { errors } from '../../../src/ui/i18n/en/errors';
import { chains, fund, mine } from '../chains';
import { balanceOf, stranger } from '../nodes';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { answer, ask, askAndAnswer, question } from './site';
import { addressOn, createWallet, expectBalance, go, openWallet, password, pointAtLocal, sendForm, unlock } from './wallet';

const network = chains.ethereum;
/** What the site has signed. */
const words = 'Holdall demo: I was here.';
const key = generatePrivateKey();
const { address } = privateKeyToAccount(key);
const fileKey = generatePrivateKey();
const file = encryptKeystoreJsonSync({ privateKey: fileKey, address: privateKeyToAddress(fileKey) }, 'of the file', { scrypt: { N: 2 ** 14 } });

let browser: Browser;
let page: Page;
let site: Page;
beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
  page = await openWallet(browser);
  await pointAtLocal(page, network);
});
afterAll(() => browser.close());

async function bring(secret: string, filePassword?: string): Promise<void> {
  await go(page, '/accounts/import/evm');
  await page.getByTestId('import-secret').fill(secret);
  if (filePassword !== undefined) await page.getByTestId('import-file-password').fill(filePassword);
  await page.getByTestId('import-password').fill(password);
  await page.getByTestId('import-submit').click();
}

/** Everything that the wallet keeps, on disk and in memory. */
const kept = () =>
  page.evaluate(async () => {
    const copies = await new Promise<unknown[]>((resolve, reject) => {
      const opening = indexedDB.open('holdall-backup');
      opening.onerror = reject;
      opening.onsuccess = () => {
        const all = opening.result.transaction('copies').objectStore('copies').getAll() as IDBRequest<unknown[]>;
        all.onsuccess = () => resolve(all.result);
        all.onerror = reject;
      };
    });
    return JSON.stringify([copies, await chrome.storage.local.get(null), await chrome.storage.session.get(null)]);
  });

describe('a key in hex', () => {
  it('becomes an account with addresses on the networks of its family', async () => {
    await go(page, '/accounts');
    await page.getByTestId('account-import-evm').click();
    await page.getByTestId('import-secret').fill(`  ${key.slice(2).toUpperCase()} `);
    await page.getByTestId('import-password').fill(password);
    await page.getByTestId('import-submit').click();
    await page.getByTestId('account-switch').getByText('Imported 1').waitFor();
    expect(await addressOn(page, network)).toBe(address);
    await go(page, '/');
    await page.getByTestId(`balance-${network}`).waitFor();
    const networks = await page.locator('[data-testid^="balance-row-"]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-testid')));
    expect(networks.every((row) => row?.startsWith('balance-row-eip155:'))).toBe(true);
    const stored = await kept();
    for (const form of [key.slice(2), Buffer.from(key.slice(2), 'hex').toString('base64').slice(0, 40)]) expect(stored).not.toContain(form);
  });

  it('sends, in another life of the worker and after a lock', async () => {
    await fund(network, address, parseAmount('2', 18));
    await browser.killWorker();
    await page.getByTestId('lock').click();
    await unlock(page);
    await expectBalance(page, network, '2');
    const to = stranger(network);
    const before = await balanceOf(network, to);
    await go(page, `/send/${network}`);
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill('0.5');
    await sendForm(page, () => mine(network));
    expect((await balanceOf(network, to)) - before).toBe(parseAmount('0.5', 18));
  });

  it('signs for a site, which is offered no account of another family', async () => {
    site = await browser.open(seat.demo);
    expect(await askAndAnswer(browser, site, 'evm', 'connect', 'approve')).toMatchObject({ ok: true });
    const { value } = await askAndAnswer(browser, site, 'evm', 'sign', 'approve');
    expect(await recoverMessageAddress({ message: words, signature: value as Hex })).toBe(address);
    const solana = ask(site, 'solana', 'connect');
    const offered = await question(browser);
    expect(await offered.locator('body').innerText()).not.toContain('Imported 1');
    await answer(browser, 'reject');
    expect(await solana).toMatchObject({ ok: false });
  });
});

describe('a keystore file', () => {
  it('opens with its own password, and not with another', async () => {
    await bring(file, 'wrong');
    await page.getByText(errors['keystore/wrong-password']).waitFor();
    await go(page, '/accounts');
    await go(page, '/accounts/import/evm');
    await page.getByTestId('import-file').setInputFiles({ name: 'UTC--2026', mimeType: '', buffer: Buffer.from(file) });
    await page.getByTestId('import-file-password').fill('of the file');
    await page.getByTestId('import-password').fill(password);
    await page.getByTestId('import-submit').click();
    await page.getByTestId('account-switch').getByText('Imported 2').waitFor();
    expect(await addressOn(page, network)).toBe(privateKeyToAddress(fileKey));
  });

  it('is not brought twice', async () => {
    await bring(key);
    await page.getByTestId('already').getByText('Imported 1').waitFor();
  });
});

describe('an account that is removed', () => {
  it('shows its key first, to the password', async () => {
    await go(page, '/accounts');
    await page.getByRole('link', { name: 'Private key of Imported 1' }).click();
    await page.getByTestId('key-password').fill(password);
    await page.getByTestId('key-reveal').click();
    expect(await page.getByTestId('revealed-key').innerText()).toBe(key.slice(2));
  });

  it('is gone, here and for its sites, and so is its key', async () => {
    await page.getByTestId('key-remove').click();
    await page.getByTestId('remove-understood').check();
    await page.getByTestId('remove-password').fill(password);
    await page.getByTestId('remove-submit').click();
    await page.getByTestId('account-add').waitFor();
    await page.getByText('Imported 1').waitFor({ state: 'detached' });
    await go(page, '/settings/sites');
    await page.locator('.empty').waitFor();
    expect(await ask(site, 'evm', 'accounts')).toMatchObject({ ok: true, value: [] });
    await browser.killWorker();
    await page.reload();
    await go(page, '/accounts');
    await page.getByText('Imported 2').waitFor();
    expect(await page.getByText('Imported 1').count()).toBe(0);
  });
});
