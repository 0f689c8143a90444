// npm run bench: the figures the wallet is held to, in Chromium, beside an extension that does nothing. Needs a build (npm run build).
import { startDevnet } from '../devnet';
import { startDemo } from '../demo/server';
import { sizesOf } from '../build/sizes';
import { launch, type Browser } from '../e2e/chromium/browser';
import { createWallet, openWallet, password } from '../e2e/chromium/wallet';
import { refreshes } from './tokens';
import { chainId, clickToSeen, coldPopup, domReady, median } from './measure';

/** Milliseconds. `reference` is what the empty extension took on the machine that the limits were set on. */
const limits = {
  popup: { name: 'popup usable, worker cold', limit: 100, reference: 43 },
  cold: { name: 'worker stopped to first eth_chainId', limit: 45, reference: 19 },
  warm: { name: 'eth_chainId, worker awake', limit: 0.5, reference: 0.4 },
  unlock: { name: 'unlock to home', limit: 300 },
  ready: { name: 'DOM ready of a page that never asks', limit: 1 },
} as const;
type Limit = { readonly name: string; readonly limit: number; readonly reference?: number };
type Figure = keyof typeof limits;
type Runs = Record<Figure, number[]>;

/** The two take turns: what else the machine does meanwhile slows both. */
const rounds = 4;

const devnet = await startDevnet();
const demo = await startDemo(devnet);
try {
  const browsers = [await launch({ extension: 'test/bench/empty' }), await launch()] as const;
  try {
    const [empty, ours] = browsers;
    const runs = [none(), none()] as const;
    await createWallet(ours);
    for (let round = 0; round < rounds; round++) {
      await measure(empty, '.ready', runs[0]);
      await measure(ours, '[data-testid^="balance-row-"]', runs[1]);
      runs[1].unlock.push(...(await unlocks(ours)));
    }
    printTimes(...runs);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
  printSizes();
  await printRefreshes();
} finally {
  await Promise.all([demo.stop(), devnet.stop()]);
}

async function measure(browser: Browser, usable: string, runs: Runs): Promise<void> {
  runs.popup.push(...(await coldPopup(browser, usable, 4)));
  const { cold, warm } = await chainId(browser, demo.url, 4);
  runs.cold.push(...cold);
  runs.warm.push(...warm);
  runs.ready.push(...(await domReady(browser, 11)));
}

/** With the full key derivation, and as long a password as a person types in half a second. */
async function unlocks(browser: Browser): Promise<readonly number[]> {
  const page = await openWallet(browser);
  const times: number[] = [];
  for (let i = 0; i < 2; i++) {
    await page.getByTestId('lock').click();
    await page.getByTestId('unlock-password').fill(password);
    await page.waitForTimeout(500);
    times.push(await clickToSeen(page, '[data-testid="unlock"]', '[data-testid^="balance-row-"]'));
  }
  await page.close();
  return times;
}

/** The limit is of another machine. What it is on this one is told by the empty extension: as much slower as that is here (unlocking: as its popup). */
function printTimes(empty: Runs, ours: Runs): void {
  row('median of runs, in ms (fastest)', 'Holdall', 'empty', 'limit', 'limit here');
  const slower = median(empty.popup) / limits.popup.reference;
  for (const figure of Object.keys(limits) as Figure[]) {
    const { name, limit, reference = 1 }: Limit = limits[figure];
    const [mine, theirs] = [ours[figure], empty[figure]];
    const ready = figure === 'ready';
    const here = ready ? median(theirs) + limit : limit * (theirs.length > 0 ? median(theirs) / reference : slower);
    const over = median(mine) > here ? '  over' : !ready && median(mine) > limit ? '  within, for this machine' : '';
    row(name, both(mine), theirs.length > 0 ? both(theirs) : '–', ready ? `+${limit}` : String(limit), ms(here), over);
  }
}

function printSizes(): void {
  const { popup, page, bridge, worker, zip } = sizesOf('chrome');
  row('\nbytes', 'Holdall', '', 'limit');
  row("popup's scripts, gzipped", String(popup), '', '150000');
  row('page scripts', String(page), '', '10000');
  row('bridge', String(bridge), '', '4000');
  row('worker without its libraries', String(worker), '', '120000');
  row('zip', zip === undefined ? 'not made' : String(zip), '', '2000000');
}

async function printRefreshes(): Promise<void> {
  row('\nrefresh of the coin and its tokens', 'ms', 'requests', 'limit');
  for (const { tokens, networks, milliseconds, requests } of await refreshes())
    row(`${tokens} on ${networks} network${networks > 1 ? 's' : ''}`, ms(milliseconds), String(requests), tokens <= 200 ? String(2 * networks) : '');
}

function row(name: string, ...cells: readonly string[]): void {
  console.log((name.padEnd(40) + cells.map((cell) => cell.padStart(16)).join('')).trimEnd());
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

function both(runs: readonly number[]): string {
  return `${ms(median(runs))} (${ms(Math.min(...runs))})`;
}

function none(): Runs {
  return { popup: [], cold: [], warm: [], unlock: [], ready: [] };
}
