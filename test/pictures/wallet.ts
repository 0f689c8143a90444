import type { Page } from 'playwright-core';
import { chains, endpoint } from '../e2e/chains';
import type { Browser } from '../e2e/chromium/browser';
import { createWallet, openWallet } from '../e2e/chromium/wallet';
import type { Camera } from './camera';

export type Place = { readonly browser: Browser; readonly camera: Camera; readonly site: string };

export const local = Object.values(chains);

/** Writes what the wallet keeps, as an old or odd wallet would have it. */
export async function store(browser: Browser, page: Page, slots: Readonly<Record<string, unknown>>): Promise<void> {
  const versioned = Object.fromEntries(Object.entries(slots).map(([name, data]) => [name, { v: 1, data }]));
  await page.evaluate((values) => chrome.storage.local.set(values), versioned);
  // It holds in memory what it read.
  await browser.killWorker();
  await page.reload();
}
export const stored = async (page: Page, slot: string): Promise<unknown> =>
  page.evaluate(async (name) => ((await chrome.storage.local.get(name))[name] as { readonly data: unknown } | undefined)?.data, slot);

/** A wallet on the local chains. */
export async function localWallet(browser: Browser): Promise<Page> {
  await createWallet(browser);
  const page = await openWallet(browser);
  await page.getByTestId('account-switch').waitFor();
  await store(browser, page, {
    networks: Object.fromEntries(local.map((id) => [id, { enabled: true, endpoints: [endpoint(id)] }])),
    settings: { lockMinutes: 240, language: 'en', theme: 'auto', testnets: true },
  });
  await page.getByTestId('account-switch').waitFor();
  return page;
}
