import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { answer, ask, question } from './site';
import { createWallet, go, openWallet, unlock } from './wallet';

let browser: Browser;
/** Of the extension, but not of the wallet: it looks at storage and wakes nobody. */
let beside: Page;
let wallet: Page;

beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
  beside = await browser.open(browser.url('mark.svg'));
  wallet = await openWallet(browser, '/settings');
});
afterAll(() => browser.close());

type Open = { readonly key: string; readonly lockAt: number; readonly minutes: number };

const session = (): Promise<Open | null> =>
  beside.evaluate(async () => {
    const { session: stored } = await chrome.storage.session.get<{ session: { data: Open | null } }>('session');
    return stored.data;
  });
const alarm = () => beside.evaluate(async () => (await chrome.alarms.get('lock'))?.scheduledTime);

/** As if all but `left` ms of the minute had gone by: the end of the session, and the alarm set for it, are that near. */
const wait = (left: number) =>
  beside.evaluate(async (ms) => {
    const { session: stored } = await chrome.storage.session.get<{ session: { v: number; data: Open } }>('session');
    const lockAt = Date.now() + ms;
    await chrome.storage.session.set({ session: { ...stored, data: { ...stored.data, lockAt } } });
    await chrome.alarms.create('lock', { when: lockAt });
  }, left);

const reopen = async () => {
  if (wallet.isClosed()) wallet = await openWallet(browser);
  await wallet.bringToFront();
  await unlock(wallet);
  await wallet.getByTestId('lock').waitFor();
};

describe('a wallet that nobody uses', () => {
  it('is given the time that the user chose, by clock and by alarm', async () => {
    await wallet.getByTestId('setting-lock').selectOption('1');
    await expect.poll(async () => (await session())?.minutes).toBe(1);
    const { lockAt } = (await session())!;
    expect(lockAt - Date.now()).toBeGreaterThan(50_000);
    expect(lockAt - Date.now()).toBeLessThanOrEqual(60_000);
    expect(await alarm()).toBe(lockAt);
  });

  it('is kept open by a key that is pressed', async () => {
    await wallet.reload();
    await go(wallet, '/');
    await wallet.getByTestId('lock').waitFor();
    await wait(5_000);
    await wallet.keyboard.press('Shift');
    await expect.poll(async () => (await session())!.lockAt - Date.now()).toBeGreaterThan(50_000);
    expect(await alarm()).toBe((await session())!.lockAt);
  });

  it('locks by itself on every page', async () => {
    const other = await openWallet(browser, '/settings/phrase');
    await other.getByTestId('reveal-password').waitFor();
    await wait(1_000);
    for (const page of [other, wallet]) await page.getByTestId('unlock-password').waitFor();
    expect(await session()).toBe(null);
    await other.close();
    await reopen();
  });

  it('locks when the computer is locked', async () => {
    // No screen to lock here: Chromium's own event object tells the listeners.
    await browser.worker.evaluate(() => (chrome.idle.onStateChanged as unknown as { dispatch(state: string): void }).dispatch('locked'));
    await wallet.getByTestId('unlock-password').waitFor();
    expect(await session()).toBe(null);
    await reopen();
  });
});

describe('a wallet whose worker was stopped', () => {
  it('is open until its time, and then the alarm wakes the worker to lock it', async () => {
    await wallet.close();
    await wait(4_000);
    await browser.killWorker();
    expect(await browser.workerRuns()).toBe(false);
    expect(await session()).not.toBe(null);
    await expect.poll(session).toBe(null);
    expect(await browser.workerRuns()).toBe(true);
    wallet = await openWallet(browser);
    await reopen();
  });

  it('is locked when it is opened after its time, although no alarm came', async () => {
    await wallet.close();
    await wait(1_000);
    await beside.evaluate(() => chrome.alarms.clear('lock'));
    await browser.killWorker();
    await new Promise((done) => setTimeout(done, 1_100));
    expect(await session()).not.toBe(null);
    wallet = await openWallet(browser);
    await wallet.getByTestId('unlock-password').waitFor();
    expect(await session()).toBe(null);
    await reopen();
  });
});

describe('a question of a site', () => {
  it('ends when the time is over, and is asked anew behind the password', async () => {
    const site = await browser.open(seat.demo);
    const outcome = ask(site, 'evm', 'connect');
    const window = await question(browser);
    await wait(1_000);
    expect(await outcome).toMatchObject({ ok: false, code: 4001 });
    if (!window.isClosed()) await window.waitForEvent('close').catch(() => undefined);
    const again = ask(site, 'evm', 'connect');
    expect(await (await question(browser)).getByTestId('unlock-password').isVisible()).toBe(true);
    await answer(browser, 'approve');
    expect(await again).toMatchObject({ ok: true, value: [expect.stringMatching(/^0x/)] });
  });
});
