// npm run bench: the figures the wallet is held to, in Chromium, beside an extension that does nothing. Needs a build (npm run build).
import { startDevnet } from '../devnet';
import { startDemo } from '../demo/server';
import { launch, type Browser } from '../e2e/chromium/browser';
import { createWallet, openWallet, password } from '../e2e/chromium/wallet';
import { chainId, clickToSeen, coldPopup, domReady, median } from './measure';

type Figure = { readonly name: string; readonly limit: number; readonly ours: number; readonly empty?: number };

const devnet = await startDevnet();
const demo = await startDemo(devnet);
try {
  const empty = await withBrowser('test/bench/empty', async (browser) => ({
    popup: await coldPopup(browser, '.ready'),
    ...(await chainId(browser, demo.url)),
    ready: await domReady(browser),
  }));
  const figures = await withBrowser('.output/chrome-mv3', async (browser) => {
    await createWallet(browser);
    const popup = await coldPopup(browser, '[data-testid^="balance-row-"]');
    const { cold, warm } = await chainId(browser, demo.url);
    const home = await unlocks(browser);
    const ready = await domReady(browser);
    return [
      { name: 'popup usable, worker cold (ms)', limit: 100, ours: popup, empty: empty.popup },
      { name: 'worker stopped to first eth_chainId (ms)', limit: 45, ours: cold, empty: empty.cold },
      { name: 'eth_chainId, worker awake (ms)', limit: 0.5, ours: warm, empty: empty.warm },
      { name: 'unlock to home (ms)', limit: 300, ours: home },
      { name: 'DOM ready of a page that never asks, later by (ms)', limit: 1, ours: ready - empty.ready },
    ] satisfies readonly Figure[];
  });
  print(figures);
} finally {
  await Promise.all([demo.stop(), devnet.stop()]);
}

/** The median of five unlocks with the full key derivation. */
async function unlocks(browser: Browser): Promise<number> {
  const page = await openWallet(browser);
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    await page.getByTestId('lock').click();
    await page.getByTestId('unlock-password').fill(password);
    times.push(await clickToSeen(page, '[data-testid="unlock"]', '[data-testid^="balance-row-"]'));
  }
  await page.close();
  return median(times);
}

async function withBrowser<T>(extension: string, task: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launch({ extension });
  try {
    return await task(browser);
  } finally {
    await browser.close();
  }
}

function print(figures: readonly Figure[]): void {
  const cell = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(value < 10 ? 2 : 0)).padStart(10);
  console.log(`${''.padEnd(52)}${'Holdall'.padStart(10)}${'empty'.padStart(10)}${'limit'.padStart(10)}`);
  for (const { name, ours, empty, limit } of figures) console.log(`${name.padEnd(52)}${cell(ours)}${cell(empty)}${cell(limit)}${ours > limit ? '  over' : ''}`);
}
