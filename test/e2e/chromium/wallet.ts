import type { Page } from 'playwright-core';
import type { ChainId } from '../../../src/core/caip';
import { endpoint } from '../chains';
import type { Browser } from './browser';

export const password = 'an unlikely sentence';

/** What a person does to make a wallet: see the words, write them down, answer for three, choose a password. Returns the words. */
export async function createWallet(browser: Browser, words: 12 | 24 = 12): Promise<string> {
  const page = await browser.open(browser.url('welcome.html'));
  await page.getByTestId('welcome-create').click();
  if (words === 24) await page.getByTestId('words-24').click({ force: true });
  await page.getByTestId(`word-${words}`).waitFor();
  await page.getByTestId('reveal').click();
  const phrase = await page.getByTestId('revealed').getByRole('listitem').allInnerTexts();
  await page.getByTestId('continue').click();
  await answerWords(page, phrase);
  await choosePassword(page);
  await page.close();
  return phrase.join(' ');
}

/** Types the words that the page asks for, out of the whole phrase. */
export async function answerWords(page: Page, phrase: readonly string[]): Promise<void> {
  const asked = page.locator('[data-testid^="ask-word-"]');
  await asked.first().waitFor();
  for (const input of await asked.all()) {
    const position = Number((await input.getAttribute('data-testid'))!.slice('ask-word-'.length));
    await input.fill(phrase[position - 1]!);
  }
  await page.getByTestId('continue').click();
}

export async function choosePassword(page: Page): Promise<void> {
  await page.getByTestId('new-password').fill(password);
  await page.getByTestId('repeat-password').fill(password);
  await page.getByTestId('finish').click();
  await page.getByTestId('open-wallet').waitFor();
}

/** Fills in a phrase as a paste would, and goes on to the password. */
export async function importWallet(browser: Browser, phrase: string): Promise<void> {
  const page = await browser.open(browser.url('welcome.html'));
  await typePhrase(page, phrase);
  await page.getByTestId('continue').click();
  await choosePassword(page);
  await page.close();
}

export async function typePhrase(page: Page, phrase: string): Promise<void> {
  await page.getByTestId('welcome-import').click();
  await page.getByTestId('phrase-word-1').fill(phrase);
}

/** The popup, in a tab. `route` is what follows the hash. */
export const openWallet = (browser: Browser, route = ''): Promise<Page> => browser.open(browser.url(`popup.html${route && `#${route}`}`));

export async function unlock(page: Page, with_ = password): Promise<void> {
  await page.getByTestId('unlock-password').fill(with_);
  await page.getByTestId('unlock').click();
}

/** Switches a network on and replaces its endpoints by the local chain's, where a person does it. */
export async function pointAtLocal(page: Page, network: ChainId, url = endpoint(network)): Promise<void> {
  await go(page, '/settings/networks');
  await turnOn(page, 'setting-testnets');
  await turnOn(page, `network-switch-${network}`);
  await setEndpoint(page, network, url);
  await page.getByTestId('endpoints-reset').waitFor();
}

/** Types another endpoint and presses "Try and save". */
export async function setEndpoint(page: Page, network: ChainId, url: string): Promise<void> {
  await go(page, `/settings/network/${network}`);
  await page.getByTestId('endpoints-edit').click();
  await page.getByTestId('endpoints').fill(url);
  await page.getByTestId('endpoints-save').click();
}

/** The switch shows what the worker has, so it turns only when the worker has answered. */
async function turnOn(page: Page, id: string): Promise<void> {
  const input = page.getByTestId(id);
  await input.waitFor();
  if (!(await input.isChecked())) await input.click();
  await page.locator(`[data-testid="${id}"]:checked`).waitFor();
}

/** To another screen of the wallet, without loading it again. */
export async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

/** The selected account's address, read from the screen. */
export async function addressOn(page: Page, network: ChainId): Promise<string> {
  await go(page, `/receive/${network}`);
  return (await page.getByTestId('own-address').innerText()).replace(/\s/g, '');
}

/** Has the wallet look again at the transaction on the screen until that is in one of these states. */
export async function expectState(page: Page, ...states: readonly string[]): Promise<void> {
  const reached = page.locator(states.map((state) => `[data-testid="activity-state"][data-state="${state}"]`).join());
  const look = page.locator('[data-testid="look-again"]:enabled');
  for (const deadline = Date.now() + 45_000; Date.now() < deadline;) {
    if ((await look.count()) > 0) await look.click({ timeout: 1_000 }).catch(() => undefined);
    try {
      await reached.waitFor({ timeout: 500 });
      return;
    } catch {
      // Not there yet: look again.
    }
  }
  throw new Error(`the transaction is "${await page.getByTestId('activity-state').innerText()}", and not ${states.join(' or ')}`);
}

/** Reviews the form that is filled in, approves, and waits until the wallet says that it is in the chain; `mine` where the chain makes no blocks by itself. */
export async function sendForm(page: Page, mine?: () => Promise<void>): Promise<void> {
  await page.getByTestId('review').click();
  await page.getByTestId('approve').click();
  await page.getByTestId('activity-state').waitFor();
  await mine?.();
  await expectState(page, 'confirmed', 'final');
}

/** Asks the networks again, and waits until the balance is written like this. */
export async function expectBalance(page: Page, network: ChainId, text: string): Promise<void> {
  await go(page, '/');
  const balance = page.getByTestId(`balance-${network}`);
  for (let tries = 0; tries < 20; tries++) {
    await page.locator('[data-testid="refresh"]:enabled').click();
    try {
      await balance.getByText(text).waitFor({ timeout: 1_500 });
      return;
    } catch {
      // Not there yet: ask again.
    }
  }
  throw new Error(`the balance of ${network} is "${await balance.innerText()}", not "${text}"`);
}
