import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Page, type Worker } from 'playwright-core';

/** Chromium with the built extension and a profile of its own. */
export type Browser = {
  readonly context: BrowserContext;
  readonly id: string;
  /** Where it keeps everything on disk, until it is closed. */
  readonly profile: string;
  /** The address of a page of the extension. */
  url(page: string): string;
  open(url: string): Promise<Page>;
  /** The service worker, in whichever life. */
  readonly worker: Worker;
  workerRuns(): Promise<boolean>;
  /** Stops the service worker, as the browser does when it is idle. The next message starts it again. */
  killWorker(): Promise<void>;
  close(): Promise<void>;
};

export type BrowserOptions = {
  readonly extension?: string;
  readonly headless?: boolean;
  readonly language?: string;
  readonly viewport?: { readonly width: number; readonly height: number } | null;
  /** Everything that the browser asks of any host, this machine included, goes through this proxy. */
  readonly proxy?: string;
};

export const popupSize = { width: 380, height: 600 } as const;

export async function launch({
  extension = '.output/chrome-mv3',
  headless = true,
  language = 'en-US',
  viewport = popupSize,
  proxy,
}: BrowserOptions = {}): Promise<Browser> {
  const path = resolve(extension);
  const profile = mkdtempSync(join(tmpdir(), 'holdall-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
    headless,
    viewport,
    locale: language,
    ...(proxy !== undefined && { proxy: { server: proxy, bypass: '<-loopback>' } }),
    args: [
      // Chromium's sandbox does not start for root, and containers run as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${path}`,
      `--load-extension=${path}`,
      `--lang=${language}`,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
  const id = new URL(worker.url()).host;
  const browser = await context.browser()!.newBrowserCDPSession();
  const targets = async () => (await browser.send('Target.getTargets')).targetInfos.filter(({ type, url }) => type === 'service_worker' && url.includes(id));

  const workers = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()));
  await workers.send('ServiceWorker.enable');

  return {
    context,
    id,
    profile,
    url: (page) => `chrome-extension://${id}/${page}`,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    worker,
    workerRuns: async () => (await targets()).length > 0,
    async killWorker() {
      if ((await targets()).length === 0) return;
      // A page of the wallet may wake the next worker at once, under the same target id: a mark tells the old one from the new.
      await worker.evaluate(() => Object.assign(globalThis, { old: true }));
      const isOld = async () => (await targets()).length > 0 && worker.evaluate(() => 'old' in globalThis).catch(() => false);
      // One that is just starting does not hear it: say it until it has happened.
      for (let tries = 0; await isOld(); tries++) {
        if (tries === 100) throw new Error('the worker does not stop');
        await workers.send('ServiceWorker.stopAllWorkers');
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
