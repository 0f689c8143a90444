import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type Browser } from './browser';
import { answerWords, choosePassword, createWallet, importWallet, openWallet, unlock } from './wallet';

// BIP-39's own vector, and what other wallets make of it.
const known = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const knownAddress = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';

let browser: Browser;
const fresh = () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
};

describe('a new wallet', () => {
  fresh();

  it('shows the words only when asked, and asks for three of them before it goes on', async () => {
    const page = await browser.open(browser.url('welcome.html'));
    await page.getByTestId('welcome-create').click();
    expect(await page.getByTestId('continue').isDisabled()).toBe(true);
    expect((await page.getByTestId('word-1').innerText()).trim()).toBe('');
    await page.getByTestId('reveal').click();
    const phrase = await page.getByTestId('revealed').getByRole('listitem').allInnerTexts();
    expect(phrase).toHaveLength(12);
    await page.getByTestId('continue').click();
    await answerWords(
      page,
      phrase.map(() => 'zoo'),
    );
    expect(await page.getByTestId('new-password').count()).toBe(0);
    await answerWords(page, phrase);
    await choosePassword(page);
    await page.getByTestId('open-wallet').click();
    await page.getByTestId('account-switch').waitFor();
  });
});

describe('a wallet', () => {
  fresh();
  beforeAll(async () => {
    await createWallet(browser);
  });

  it('locks on request, and opens with its password only', async () => {
    const page = await openWallet(browser);
    await page.getByTestId('lock').click();
    await unlock(page, 'not the password');
    await page.getByText('Wrong password').waitFor();
    await unlock(page);
    await page.getByTestId('account-switch').waitFor();
    await page.close();
  });

  it('stays unlocked when the worker dies', async () => {
    const page = await openWallet(browser);
    await page.getByTestId('account-switch').waitFor();
    await browser.killWorker();
    await page.reload();
    await page.getByTestId('account-switch').waitFor();
    await page.close();
  });

  it('stays locked when the worker dies', async () => {
    const page = await openWallet(browser);
    await page.getByTestId('lock').click();
    await page.getByTestId('unlock-password').waitFor();
    await browser.killWorker();
    await page.reload();
    await page.getByTestId('unlock-password').waitFor();
    await unlock(page);
    await page.getByTestId('account-switch').waitFor();
    await page.close();
  });

  it('locks every open page at once', async () => {
    const [one, two] = [await openWallet(browser), await openWallet(browser)];
    await two.getByTestId('account-switch').waitFor();
    await one.getByTestId('lock').click();
    await two.getByTestId('unlock-password').waitFor();
    await unlock(one);
    await two.getByTestId('account-switch').waitFor();
    await Promise.all([one.close(), two.close()]);
  });

  it('cannot be overwritten by another', async () => {
    const page = await browser.open(browser.url('welcome.html'));
    await page.getByTestId('open-wallet').waitFor();
    expect(await page.getByTestId('welcome-create').count()).toBe(0);
    await page.close();
  });
});

describe('24 words', () => {
  fresh();

  it('make a wallet too', async () => {
    expect((await createWallet(browser, 24)).split(' ')).toHaveLength(24);
    const page = await openWallet(browser);
    await page.getByTestId('account-switch').waitFor();
  });
});

describe('an imported phrase', () => {
  fresh();

  it('gives the addresses that other wallets give', async () => {
    await importWallet(browser, known);
    const page = await openWallet(browser, '/receive/eip155:1');
    await page.getByTestId('own-address').waitFor();
    expect((await page.getByTestId('own-address').innerText()).replace(/\s/g, '')).toBe(knownAddress);
  });
});
