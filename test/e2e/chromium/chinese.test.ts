import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledNetworks } from '../../../src/chains/registry';
import { accounts, home } from '../../../src/ui/i18n/zh-CN/app';
import { welcome } from '../../../src/ui/i18n/zh-CN/welcome';
import { chains, fund, mine } from '../chains';
import { balanceOf, stranger } from '../nodes';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { spoilCopies, spoilVault } from './damage';
import { latinTexts, misfits } from './screen';
import { answer, ask, question } from './site';
import { addressOn, answerWords, choosePassword, expectBalance, expectState, go, openWallet, pointAtLocal, unlock } from './wallet';

/** A person who reads Chinese and no English goes through the wallet; on every screen both languages have to fit into the popup. */
const { ethereum } = chains;
let browser: Browser;
/** Where the language is switched: the welcome page's own menu before there is a wallet, the settings after. */
let menu: Page;
let page: Page;

beforeAll(async () => {
  browser = await launch({ language: 'zh-CN' });
});
afterAll(() => browser.close());

const names = [
  ...bundledNetworks.flatMap(({ name, currency }) => [name, currency.symbol]),
  ...['Holdall', 'English', 'EVM', 'ID', 'http', 'https', 'etherscan.io', new URL(seat.demo).host],
];

const siteWords = ['Holdall demo: I was here.', 'Holdall demo', 'Mail', 'name', 'version', 'chainId', 'verifyingContract', 'to', 'contents'];

async function speak(language: 'en' | 'zh-CN', on: Page): Promise<void> {
  await menu.locator('select.language, [data-testid="setting-language"]').selectOption(language);
  await on.locator(`html[lang="${language}"]`).waitFor();
}

/** Looks at a screen: in Chinese, and then how both languages fit. */
async function look(on: Page, screen: string, foreign: readonly string[] = []): Promise<void> {
  expect.soft(await latinTexts(on, [...names, ...foreign]), `English on ${screen}`).toEqual([]);
  expect.soft(await misfits(on), `${screen} in Chinese`).toEqual([]);
  await speak('en', on);
  expect.soft(await misfits(on), `${screen} in English`).toEqual([]);
  await speak('zh-CN', on);
}

describe('in Chinese, from the first screen on', () => {
  it('a wallet is made', async () => {
    page = menu = await browser.open(browser.url('welcome.html'));
    await page.getByText(welcome.headline).waitFor();
    const popup = await openWallet(browser);
    await popup.getByTestId('set-up').waitFor();
    await look(popup, 'the popup without a wallet');
    await popup.close();
    await look(page, 'welcome');

    await page.getByTestId('welcome-import').click();
    await page.getByTestId('phrase-word-1').fill('zo '.repeat(12));
    await page.getByTestId('continue').click();
    await page.getByTestId('error').waitFor();
    await look(page, 'an unknown word');
    await page.reload();

    await page.getByTestId('welcome-create').click();
    await page.getByTestId('reveal').waitFor();
    await look(page, 'covered words');
    await page.getByTestId('reveal').click();
    const phrase = await page.getByTestId('revealed').getByRole('listitem').allInnerTexts();
    expect(phrase).toHaveLength(12);
    await look(page, 'words');
    await page.getByTestId('continue').click();
    await answerWords(page, Array<string>(12).fill('zoo'));
    await page.locator('.note.bad').waitFor();
    expect(await page.locator('[data-testid^="ask-word-"]').count()).toBe(3);
    await look(page, 'a wrong answer');
    await answerWords(page, phrase);
    await page.getByTestId('new-password').fill('short');
    await page.getByTestId('repeat-password').fill('shirt');
    await look(page, 'a short password');
    await choosePassword(page);
    await look(page, 'the end of the welcome');
    await page.getByTestId('open-wallet').click();
    await page.getByTestId('account-switch').getByText(accounts.numbered(1)).waitFor();
    menu = await openWallet(browser, '/settings');
  }, 90_000);

  it('networks are set up', async () => {
    await look(page, 'home');
    await pointAtLocal(page, ethereum);
    await look(page, 'a network');
    await page.getByTestId('endpoints-edit').click();
    await page.getByTestId('endpoints').fill('https://127.0.0.1:1');
    await page.getByTestId('endpoints-save').click();
    await page.locator('.note.bad').waitFor();
    await look(page, 'an endpoint that does not answer');
    await go(page, '/settings');
    await page.getByTestId('setting-lock').waitFor();
    await look(page, 'settings');
    await go(page, '/settings/sites');
    await page.locator('.empty').waitFor();
    await look(page, 'no sites');
    await go(page, '/settings/password');
    await page.getByTestId('old-password').fill('not the password');
    await page.getByTestId('new-password').fill('a better sentence');
    await page.getByTestId('repeat-password').fill('a better sentence');
    await page.getByTestId('finish').click();
    await page.locator('.note.bad').waitFor();
    await look(page, 'a wrong old password');
    await go(page, '/settings/phrase');
    await page.getByTestId('reveal-password').waitFor();
    await look(page, 'the recovery phrase');
  }, 60_000);

  it('money is received and sent', async () => {
    const own = await addressOn(page, ethereum);
    await look(page, 'receive');
    await go(page, '/receive');
    await page.getByTestId(`choose-${ethereum}`).waitFor();
    await look(page, 'which network to receive on');
    await go(page, '/activity');
    await page.locator('.empty').waitFor();
    await look(page, 'no activity');
    await fund(ethereum, own, 10n ** 18n + 234_567_890_123_456_789n);
    await expectBalance(page, ethereum, '1.23');
    await page.getByText(home.balances).waitFor();
    await look(page, 'home with a balance');

    await go(page, `/send/${ethereum}`);
    await page.getByTestId('send-to').fill('0x1234');
    await page.getByTestId('send-amount').fill('2');
    await page.locator('.note.bad').first().waitFor();
    await look(page, 'a wrong address');
    const to = stranger(ethereum);
    const before = await balanceOf(ethereum, to);
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill('0.25');
    await page.locator('[data-testid="review"]:enabled').waitFor();
    await look(page, 'send');
    await page.getByTestId('review').click();
    await page.getByTestId('approve').waitFor();
    await look(page, 'review');
    await page.getByTestId('approve').click();
    await page.getByTestId('activity-state').waitFor();
    await mine(ethereum);
    await expectState(page, 'confirmed', 'final');
    expect((await balanceOf(ethereum, to)) - before).toBe(25n * 10n ** 16n);
    await look(page, 'a transfer');
    await go(page, '/activity');
    await page.locator('[data-testid^="activity-"]').first().waitFor();
    await look(page, 'activity');
    await go(page, '/accounts');
    await page.getByTestId('account-add').click();
    await page.getByTestId('account-name').waitFor();
    await look(page, 'accounts');
  }, 90_000);

  it('a site is let in, and gets a signature', async () => {
    const site = await browser.open(seat.demo);
    for (const action of ['connect', 'sign', 'typed', 'send', 'switch']) {
      const outcome = ask(site, 'evm', action);
      await look(await question(browser), `a site's question: ${action}`, siteWords);
      await answer(browser, 'approve');
      expect(await outcome, action).toMatchObject({ ok: true });
    }
    await go(page, '/settings/sites');
    await page.locator('[data-testid^="revoke-"]').first().waitFor();
    await look(page, 'a connected site');
    await site.close();
  }, 90_000);

  it('the wallet is locked, unlocked, and recovered', async () => {
    await go(page, '/');
    await page.getByTestId('lock').click();
    await unlock(page, 'not the password');
    await page.locator('.note.bad').waitFor();
    expect(await latinTexts(page, names)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await spoilVault(browser);
    await spoilCopies(browser, null);
    await page.reload();
    await page.getByTestId('set-up').waitFor();
    expect(await latinTexts(page, names)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    page = menu = await browser.open(browser.url('welcome.html'));
    await page.getByTestId('restore').click();
    await page.locator('.notice.warn').waitFor();
    await page.getByTestId('start-over').check();
    await look(page, 'recovery');
  });
});
