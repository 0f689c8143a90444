import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../../src/ui/i18n/en/errors';
import { unlock as unlockWords } from '../../../src/ui/i18n/en/app';
import { settings } from '../../../src/ui/i18n/en/settings';
import { welcome } from '../../../src/ui/i18n/en/welcome';
import { launch, type Browser } from './browser';
import { spoilBit, spoilCopies, spoilVault, stored } from './damage';
import { addressOn, choosePassword, createWallet, go, openWallet, password, typePhrase, unlock } from './wallet';

const another = 'another unlikely sentence';
let browser: Browser;
let phrase: string;
let address: string;

beforeAll(async () => {
  browser = await launch();
  phrase = await createWallet(browser);
  const wallet = await openWallet(browser);
  address = await addressOn(wallet, 'eip155:1');
  await wallet.close();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of browser.context.pages().slice(1)) await page.close();
});

/** From the popup, which says what is wrong, to the page that has the room to help. */
async function recovery(): Promise<Page> {
  const wallet = await openWallet(browser);
  await wallet.getByText(unlockWords.lost).waitFor();
  const opened = browser.context.waitForEvent('page');
  await wallet.getByTestId('set-up').click();
  const page = await opened;
  await page.getByText(welcome.lostTitle).waitFor();
  expect(await page.getByTestId('welcome-create').count()).toBe(0);
  return page;
}

describe('a changed password', () => {
  it('needs the old one', async () => {
    const page = await openWallet(browser, '/settings/password');
    await page.getByTestId('old-password').fill('not the password');
    await page.getByTestId('new-password').fill(another);
    await page.getByTestId('repeat-password').fill(another);
    await page.getByTestId('finish').click();
    await page.getByText(errors['vault/wrong-password']).waitFor();
    await page.getByTestId('old-password').fill(password);
    await page.getByTestId('finish').click();
    await page.getByText(settings.passwordChanged).waitFor();
  });

  it('is the only one that opens the wallet from then on', async () => {
    const page = await openWallet(browser);
    await page.getByTestId('lock').click();
    await unlock(page, password);
    await page.getByText(errors['vault/wrong-password']).waitFor();
    await unlock(page, another);
    expect(await addressOn(page, 'eip155:1')).toBe(address);
  });
});

describe('a vault of which one bit is wrong', () => {
  it.each(['data', 'slot'] as const)('in its %s, opens with its password, and is whole again', async (where) => {
    await spoilBit(browser, where);
    const page = await openWallet(browser);
    await unlock(page, password);
    await page.getByText(errors['vault/wrong-password']).waitFor();
    await unlock(page, another);
    expect(await addressOn(page, 'eip155:1')).toBe(address);
  });
});

describe('a forgotten password', () => {
  it('is explained, and erases nothing by itself', async () => {
    const wallet = await openWallet(browser);
    await wallet.getByTestId('lock').click();
    const before = await stored(browser);
    const opened = browser.context.waitForEvent('page');
    await wallet.getByTestId('forgotten').click();
    const page = await opened;
    await page.getByText(welcome.forgottenTitle).waitFor();
    expect(await page.getByTestId('erase').count()).toBe(0);
    await page.getByTestId('start-over').check();
    await page.getByTestId('try-again').click();
    await unlock(page, another);
    expect(await addressOn(page, 'eip155:1')).toBe(address);
    expect((await stored(browser)).local['vault']).toEqual(before.local['vault']);
  });
});

describe('a vault that was lost', () => {
  it.each([
    ['it is gone', undefined],
    ['it is cut off', { v: 1, data: { version: 1, id: 'AAAA' } }],
  ])('is brought back from its copy when %s, and opens with the last password only', async (_name, damaged) => {
    await spoilVault(browser, damaged);
    const page = await recovery();
    await page.getByTestId('restore').click();
    await page.getByTestId('open-wallet').click();
    await unlock(page, password);
    await page.getByText(errors['vault/wrong-password']).waitFor();
    await unlock(page, another);
    expect(await addressOn(page, 'eip155:1')).toBe(address);
  });

  it.each([
    ['nothing', null],
    ['an empty vault', { madeAt: 1, vault: null, accounts: null }],
    ['a vault that is cut off', { madeAt: 1, vault: { version: 1, id: 'AAAA' }, accounts: { selected: 0, accounts: [] } }],
  ])('is said to be so, and nothing is thrown away, when its copies are %s', async (_name, copy) => {
    await spoilVault(browser, { v: 1, data: { version: 1, id: 'AAAA' } });
    await spoilCopies(browser, copy);
    const page = await recovery();
    const before = await stored(browser);
    expect(JSON.stringify(before)).toContain('AAAA');
    await page.getByTestId('restore').click();
    await page.getByText(welcome.noCopy).waitFor();
    await browser.killWorker();
    await page.reload();
    await page.getByText(welcome.lostTitle).waitFor();
    expect(await stored(browser)).toEqual(before);
  });

  it('is opened again by the words, once the user has agreed to erase what is left', async () => {
    const page = await recovery();
    expect(await page.getByTestId('erase').count()).toBe(0);
    await page.getByTestId('start-over').check();
    await page.getByTestId('erase').click();
    await typePhrase(page, phrase);
    await page.getByTestId('continue').click();
    await choosePassword(page);
    await page.getByTestId('open-wallet').click();
    await page.getByTestId('lock').waitFor();
    expect(await addressOn(page, 'eip155:1')).toBe(address);
    expect(JSON.stringify(await stored(browser))).not.toContain('AAAA');
    await go(page, '/');
  });
});
