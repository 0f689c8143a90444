import type { Page } from 'playwright-core';
import { bundledNetworks } from '../../src/chains/registry';
import { formatAmount, parseAmount } from '../../src/core/amount';
import type { ChainId } from '../../src/core/caip';
import { chains, fund, mine } from '../e2e/chains';
import type { Browser } from '../e2e/chromium/browser';
import { answer, ask, question } from '../e2e/chromium/site';
import { addressOn, expectBalance, go, pointAtLocal } from '../e2e/chromium/wallet';
import { balanceOf, stranger } from '../e2e/nodes';
import type { Transcript } from './transcript';

const amounts = { bitcoin: ['0.5', '0.125'], ethereum: ['2', '0.75'], bsc: ['3', '1.25'], tron: ['500', '120.5'], solana: ['4', '1.5'] } as const;
const steps = Object.entries(chains) as readonly [keyof typeof chains, ChainId][];
const currency = (network: ChainId) => bundledNetworks.find(({ id }) => id === network)!.currency;

/** Points the wallet at the local chains, and fills it. */
export async function receive(page: Page, transcript: Transcript): Promise<void> {
  for (const [name, network] of steps) {
    await pointAtLocal(page, network);
    const address = await addressOn(page, network);
    await transcript.picture(page, `receive-${name}`);
    const [held] = amounts[name];
    await fund(network, address, parseAmount(held, currency(network).decimals));
    await expectBalance(page, network, held);
    transcript.say(`${held} ${currency(network).symbol} arrived at ${address}.`);
  }
  await transcript.picture(page, 'balances');
}

/** One payment on every network, and what the chain says of it. */
export async function send(page: Page, transcript: Transcript): Promise<void> {
  for (const [name, network] of steps) {
    const { decimals, symbol } = currency(network);
    const to = stranger(network);
    const before = await balanceOf(network, to);
    await go(page, `/send/${network}`);
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill(amounts[name][1]);
    await page.locator('[data-testid="review"]:enabled').waitFor();
    await transcript.picture(page, `send-${name}`);
    await page.getByTestId('review').click();
    await page.locator('[data-testid="approve"]:enabled').waitFor();
    await transcript.picture(page, `review-${name}`);
    await page.getByTestId('approve').click();
    await page.getByTestId('activity-state').waitFor();
    await mine(network);
    await page
      .locator('[data-testid="activity-state"][data-state="confirmed"], [data-testid="activity-state"][data-state="final"]')
      .waitFor({ timeout: 60_000 });
    await transcript.picture(page, `sent-${name}`);
    transcript.say(`${formatAmount((await balanceOf(network, to)) - before, decimals)} ${symbol} arrived at ${to}, says the chain.`);
  }
  await go(page, '/activity');
  await page.locator('[data-testid^="activity-"]').first().waitFor();
  await transcript.picture(page, 'activity');
}

/** One question of each family: the site is let in, and gets a message signed. */
export async function visitSite(browser: Browser, url: string, transcript: Transcript): Promise<void> {
  const site = await browser.open(url);
  for (const family of ['evm', 'solana', 'tron', 'bitcoin']) {
    for (const action of ['connect', 'sign']) {
      const outcome = ask(site, family, action);
      const page = await question(browser);
      await page.locator('[data-testid="approve"]:enabled').waitFor();
      await transcript.picture(page, `${family}-${action}`);
      await answer(browser, 'approve');
      const { ok, value, message } = await outcome;
      transcript.say(`${family} ${action}: ${ok ? JSON.stringify(value) : `refused: ${message}`}`);
      if (!ok) throw new Error(`the site's ${family} ${action} ended in "${message}"`);
    }
  }
  await transcript.picture(site, 'site');
}
