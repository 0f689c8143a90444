import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { popupSize, type Browser } from '../e2e/chromium/browser';

export type Camera = {
  /** One sheet of the page as it is now: English and Chinese, each light and dark. `height` is for a page that scrolls. */
  take(page: Page, name: string, height?: number): Promise<void>;
};

const folder = resolve('artifacts/pictures');

/** The language is the wallet's own setting; it is changed where it always can be, on the welcome page. */
export async function openCamera(browser: Browser, section: string): Promise<Camera> {
  const desk = await browser.open(browser.url('welcome.html'));
  const sheet = await browser.context.newPage();
  await sheet.setViewportSize({ width: 1552, height: 100 });
  mkdirSync(folder, { recursive: true });
  let taken = 0;

  const variants = async (page: Page) => {
    const shots: string[] = [];
    for (const language of ['en', 'zh-CN']) {
      await desk.locator('.language').selectOption(language);
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        shots.push((await page.screenshot()).toString('base64'));
      }
    }
    return shots;
  };

  return {
    async take(page, name, height) {
      const size = page.viewportSize() ?? popupSize;
      if (height !== undefined) await page.setViewportSize({ width: size.width, height });
      // A question that was moved cannot be answered at once, and shows it.
      await page.waitForTimeout(height === undefined ? 150 : 900);
      const shots = await variants(page);
      if (height !== undefined) await page.setViewportSize(size);
      const columns = size.width > 500 ? 2 : 4;
      const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join('');
      await sheet.setContent(
        `<style>body{margin:0;display:grid;grid-template-columns:repeat(${columns},1fr);gap:8px;background:#888}img{width:100%;display:block}</style>${images}`,
      );
      const file = `${section}-${String(++taken).padStart(2, '0')}-${name}.png`;
      writeFileSync(join(folder, file), await sheet.screenshot({ fullPage: true }));
      console.log(file);
    },
  };
}
