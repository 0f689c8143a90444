import type { Page } from 'playwright-core';
import type { Browser } from '../e2e/chromium/browser';
import { listen } from '../loopback';

/** Milliseconds, the median of the runs: one slow run says more about the machine than about the code. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

async function repeat(times: number, run: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let i = 0; i < times; i++) values.push(await run());
  return values;
}

/** From the popup's navigation, with the worker stopped, until `css` is on the screen. */
export async function coldPopup(browser: Browser, css: string, times: number): Promise<readonly number[]> {
  const page = await browser.context.newPage();
  await stampWhenSeen(page, css);
  const values = await repeat(times, async () => {
    // Or the page would wake the worker again before it is measured.
    await page.goto('about:blank');
    await browser.killWorker();
    await page.goto(browser.url('popup.html'));
    return seenAt(page);
  });
  await page.close();
  return values;
}

/** From a click on `button` until `css` is on the screen. */
export async function clickToSeen(page: Page, button: string, css: string): Promise<number> {
  await page.evaluate(
    ([pressed, wanted]) => {
      const scope = globalThis as { started?: number; seen?: number };
      document.querySelector(pressed!)!.addEventListener('click', () => {
        scope.started = performance.now();
      });
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector(wanted!)) return;
        scope.seen = performance.now();
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    },
    [button, css],
  );
  await page.click(button);
  await page.waitForSelector(css);
  return page.evaluate(() => {
    const { started, seen } = globalThis as unknown as { started: number; seen: number };
    return seen - started;
  });
}

type Demo = { demo: { found: { evm: { request(call: { method: string }): Promise<unknown> } } } };

/** From a page's request until its answer: with the worker stopped, and with it awake. */
export async function chainId(browser: Browser, site: string, times: number): Promise<{ readonly cold: readonly number[]; readonly warm: readonly number[] }> {
  const page = await browser.open(site);
  const ask = () =>
    page.evaluate(async () => {
      const { evm } = (globalThis as unknown as Demo).demo.found;
      const started = performance.now();
      await evm.request({ method: 'eth_chainId' });
      return performance.now() - started;
    });
  await ask();
  const cold = await repeat(times, async () => {
    await browser.killWorker();
    return ask();
  });
  // The clock of a page is coarse: many calls in a row, and their mean; fewer in all than the wallet allows a site at a time.
  const warm = await repeat(times, () =>
    page.evaluate(async () => {
      const { evm } = (globalThis as unknown as Demo).demo.found;
      const started = performance.now();
      for (let i = 0; i < 40; i++) await evm.request({ method: 'eth_chainId' });
      return (performance.now() - started) / 40;
    }),
  );
  await page.close();
  return { cold, warm };
}

/** From the navigation of a page that never asks the wallet until its DOM is ready. */
export async function domReady(browser: Browser, times: number): Promise<readonly number[]> {
  const { port, stop } = await listen((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>A page</title><p>A page that never asks.');
  });
  const url = `http://localhost:${port}/`;
  const page = await browser.context.newPage();
  const values = await repeat(times, async () => {
    await page.goto(url);
    return page.evaluate(() => performance.getEntriesByType('navigation')[0]!.toJSON().domContentLoadedEventEnd as number);
  });
  await page.close();
  await stop();
  return values;
}

async function stampWhenSeen(page: Page, css: string): Promise<void> {
  // No function in here may have a name: the compiler would mark it with a helper that a page does not have.
  await page.addInitScript((wanted) => {
    new MutationObserver(() => {
      if (document.querySelector(wanted)) (globalThis as { seen?: number }).seen ??= performance.now();
    }).observe(document, { childList: true, subtree: true });
  }, css);
}

async function seenAt(page: Page): Promise<number> {
  await page.waitForFunction(() => 'seen' in globalThis);
  return page.evaluate(() => (globalThis as unknown as { seen: number }).seen);
}
