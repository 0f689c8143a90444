import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, deploy } from '../../contracts/deploy';
import { chains, fund, mine } from '../chains';
import { evmNode } from '../nodes';
import { launch, type Browser } from './browser';
import { addressOn, createWallet, go, openWallet, pointAtLocal } from './wallet';

const network = chains.ethereum;
const node = evmNode(network);
const friend = '0xabc0000000000000000000000000000000000def';
const poisoner = '0xabc1111111111111111111111111111111110def';

let browser: Browser;
let page: Page;
let owner: string;
let coin: string;
let spam: string;

const rows = (): Promise<readonly string[]> =>
  page
    .locator('[data-testid^="received-"], [data-testid^="activity-"]')
    .evaluateAll((found) => found.map((row) => (row as HTMLElement).innerText.replace(/\s+/g, ' ')));

/** Looks again until so many rows are there: a network is asked at most every fifteen seconds. */
async function lookFor(count: number): Promise<readonly string[]> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline;) {
    if ((await rows()).length >= count) return rows();
    const look = page.getByTestId('look');
    if (await look.isEnabled()) await look.click();
    await page.waitForTimeout(500);
  }
  throw new Error(`there were never ${count} rows: ${(await rows()).join(' | ')}`);
}

beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
  page = await openWallet(browser);
  await page.setViewportSize({ width: 380, height: 600 });
  await pointAtLocal(page, network);
  owner = await addressOn(page, network);
  await fund(network, owner, 10n ** 18n);
  coin = await deploy(node, 'Erc20', 'Good Coin', 'GOOD', 8);
  spam = await deploy(node, 'Erc20', 'visit claim.example', 'CLAIM', 18);
  await go(page, `/tokens/add/${network}`);
  await page.getByTestId('token-address').fill(coin);
  await page.locator('[data-testid="add"]:enabled').click();
  await page.getByTestId('add').waitFor({ state: 'detached' });
});
afterAll(() => browser.close());

describe('what comes to the wallet', () => {
  it('is listed with its amount and sender, and stays when the worker was stopped', async () => {
    await node.rpc('anvil_setBalance', [friend, '0xde0b6b3a7640000']);
    await call(node, coin, 'mint(address,uint256)', [friend, 5_000_000_000n]);
    await call(node, coin, 'transfer(address,uint256)', [owner, 1_250_000_000n], friend);
    await go(page, '/activity');
    const [row] = await lookFor(1);
    expect(row).toMatch(/Received from 0x[aA][bB][cC]0….* \+12\.5 GOOD Confirmed/);
    await browser.killWorker();
    await page.reload();
    await page.locator('[data-testid^="received-"]').waitFor();
    expect((await rows())[0]).toContain('+12.5 GOOD');
    await page.locator('[data-testid^="received-"]').click();
    expect((await page.getByTestId('party').innerText()).replace(/\s/g, '').toLowerCase()).toBe(friend);
    await page.getByTestId('received-state').waitFor();
  });

  it('is hidden where it is worthless, nothing, or from somebody who looks like one that was paid', async () => {
    await go(page, `/send/${network}`);
    await page.getByTestId('send-to').fill(friend);
    await page.getByTestId('send-amount').fill('0.1');
    await page.locator('[data-testid="review"]:enabled').click();
    await page.locator('[data-testid="approve"]:enabled').click();
    await page.getByTestId('activity-state').waitFor();
    await mine(network);
    await node.rpc('anvil_setBalance', [poisoner, '0xde0b6b3a7640000']);
    await call(node, coin, 'mint(address,uint256)', [poisoner, 10n]);
    await call(node, coin, 'transfer(address,uint256)', [owner, 10n], poisoner);
    await call(node, coin, 'transfer(address,uint256)', [owner, 0n], poisoner);
    await call(node, spam, 'mint(address,uint256)', [owner, 10n ** 24n]);
    await go(page, '/activity');
    await page.getByTestId('hidden-toggle').or(page.getByTestId('look')).first().waitFor();
    for (let turn = 0; turn < 40 && (await page.getByTestId('hidden-toggle').count()) === 0; turn++) {
      if (await page.getByTestId('look').isEnabled()) await page.getByTestId('look').click();
      await page.waitForTimeout(500);
    }
    expect(await page.locator('[data-testid^="received-"]').count()).toBe(1);
    await page.getByTestId('hidden-toggle').click();
    const hidden = await page.locator('[data-hidden]').evaluateAll((found) => found.map((row) => row.getAttribute('data-hidden')));
    expect(hidden.sort()).toEqual(['look-alike', 'nothing', 'unknown-token']);
    await page.locator('[data-hidden="look-alike"]').click();
    await page.getByTestId('hidden-look-alike').waitFor();
  });

  it('is no way to make the wallet pay the wrong one: an imitation is told apart when it is typed', async () => {
    await go(page, `/send/${network}`);
    await page.getByTestId('send-to').fill(poisoner);
    await page.getByTestId('imitated').waitFor();
    expect((await page.getByTestId('known-address').innerText()).replace(/\s/g, '').toLowerCase()).toBe(friend);
    await page.getByTestId('send-to').fill(friend);
    await page.getByTestId('imitated').waitFor({ state: 'detached' });
    await page.getByTestId('send-to').fill('');
  });

  it('asks nobody for coins until somebody is named, and says what they learn', async () => {
    await go(page, `/settings/network/${network}`);
    await page.getByTestId('indexer-edit').click();
    await page.getByTestId('indexer-url').fill('http://explorer.example/api');
    await page.getByTestId('indexer-save').click();
    await page.locator('.note.bad').waitFor();
    await page.getByTestId('indexer-edit').waitFor({ state: 'detached' });
    await page.getByTestId('indexer-url').scrollIntoViewIfNeeded();
    await page.getByTestId('indexer-url').fill('https://127.0.0.1:1/api');
    await page.getByTestId('indexer-save').click();
    await page.getByTestId('indexer').waitFor();
    await page.getByTestId('indexer-off').click();
    await page.getByTestId('indexer').waitFor({ state: 'detached' });
  });

  it('reads as well in Chinese', async () => {
    await go(page, '/settings');
    await page.getByTestId('setting-language').selectOption('zh-CN');
    await go(page, '/activity');
    await page.getByTestId('hidden-toggle').click();
    expect((await rows()).join(' ')).toContain('仿冒地址');
    await page.locator('[data-hidden="look-alike"]').click();
    await page.getByTestId('hidden-look-alike').waitFor();
  });
});
