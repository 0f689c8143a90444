import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, type Browser } from './browser';
import { createWallet } from './wallet';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
});
afterAll(() => browser.close());

it.each(['popup.html', 'welcome.html', 'approval.html'])('no text becomes markup in %s, and no policy lets it', async (name) => {
  const page = await browser.open(browser.url(name));
  const outcome = await page.evaluate(() => {
    const attempt = (work: () => void) => {
      try {
        work();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } }).trustedTypes;
    return [
      attempt(() => (document.createElement('p').innerHTML = '<b>x</b>')),
      attempt(() => (document.createElement('script').src = 'https://a.test/x.js')),
      attempt(() => factory!.createPolicy('mine', { createHTML: (text: string) => text })),
      attempt(() => (document.createElement('p').textContent = '<b>x</b>')),
    ];
  });
  expect(outcome).toEqual(['TypeError', 'TypeError', 'TypeError', 'done']);
  await page.close();
});
