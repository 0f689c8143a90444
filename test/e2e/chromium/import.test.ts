import type { Page } from 'playwright-core';
import { mnemonicToAccount } from 'viem/accounts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../../src/ui/i18n/en/errors';
import { welcome } from '../../../src/ui/i18n/en/welcome';
import { launch, type Browser } from './browser';
import { addressOn, choosePassword, openWallet } from './wallet';
import { forget } from './damage';

/** BIP-39's sentences for entropy of ones. */
const phrases = {
  12: `${'zoo '.repeat(11)}wrong`,
  15: `${'zoo '.repeat(14)}wrist`,
  18: `${'zoo '.repeat(17)}when`,
  21: `${'zoo '.repeat(20)}veteran`,
  24: `${'zoo '.repeat(23)}vote`,
} as const;
const phrase = phrases[12];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function start(): Promise<void> {
  page = await browser.open(browser.url('welcome.html'));
  await page.getByTestId('welcome-import').click();
}

/** With the keyboard, from the clipboard. */
async function paste(text: string, field = 1): Promise<void> {
  await page.evaluate((copied) => {
    const area = document.body.appendChild(document.createElement('textarea'));
    area.value = copied;
    area.select();
    document.execCommand('copy');
    area.remove();
  }, text);
  await page.getByTestId(`phrase-word-${field}`).focus();
  await page.keyboard.press('Control+V');
}

const entered = () => page.locator('[data-testid^="phrase-word-"]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
const next = () => page.getByTestId('continue');

describe('a phrase that is not right', () => {
  afterEach(() => page.close());

  it.each([
    ['two words that are in no list', `zo ${'zoo '.repeat(10)}wron`, welcome.unknownWord([1, 12])],
    ['known words of which one is another', 'zoo '.repeat(12), errors['phrase/checksum']],
    ['two words in each other’s place', `wrong ${'zoo '.repeat(11)}`, errors['phrase/checksum']],
    ['words of two languages', `${'zoo '.repeat(11)}的`, welcome.unknownWord([12])],
  ])('is refused for %s, and can be put right', async (_name, wrong, words) => {
    await start();
    await paste(wrong);
    await next().click();
    await page.getByTestId('error').getByText(words, { exact: true }).waitFor();
    expect(await page.getByTestId('new-password').count()).toBe(0);
    await paste(phrase);
    expect(await page.getByTestId('error').count()).toBe(0);
    await next().click();
    await page.getByTestId('new-password').waitFor();
  });

  it.each([13, 25])('is told how many words it has when it has %i', async (count) => {
    await start();
    await paste('zoo '.repeat(count));
    await page.getByTestId('error').getByText(welcome.tooMany(count), { exact: true }).waitFor();
    expect(await next().isDisabled()).toBe(true);
  });

  it('cannot go on with a word missing', async () => {
    await start();
    await paste('zoo '.repeat(11));
    expect(await entered()).toEqual([...Array<string>(11).fill('zoo'), '']);
    expect(await next().isDisabled()).toBe(true);
    await page.keyboard.type('Wrong ');
    expect(await entered()).toEqual(phrase.split(' '));
    expect(await next().isDisabled()).toBe(false);
  });
});

describe('a phrase that is right', () => {
  afterEach(() => page.close());

  it.each([
    ['lines and capitals', `\n\n\t${phrase.toUpperCase().replaceAll(' ', '\t\r\n  ')}\n\n`],
    [
      'full-width letters and spaces',
      `\u3000${phrase.replaceAll(' ', '\u3000').replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))}`,
    ],
    ['invisible characters of a web page', phrase.replaceAll(' ', '\u200b \u00a0')],
  ])('may be pasted with %s', async (_name, text) => {
    await start();
    await paste(text, 3);
    expect(await page.getByTestId('error').count()).toBe(0);
    await next().click();
    await page.getByTestId('new-password').waitFor();
  });

  it.each([15, 18, 21, 24] as const)('of %i words makes the wallet that others make of it', async (length) => {
    await start();
    await paste(phrases[length]);
    await next().click();
    await choosePassword(page);
    const wallet = await openWallet(browser);
    expect(await addressOn(wallet, 'eip155:1')).toBe(mnemonicToAccount(phrases[length]).address);
    await wallet.close();
    await forget(browser);
  });
});
