import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json';
import { call, deploy, numberFrom } from '../../contracts/deploy';
import { chains, endpoint, fund } from '../chains';
import { stranger } from '../nodes';
import { launch, type Browser } from './browser';
import { addressOn, createWallet, go, openWallet, pointAtLocal, sendForm } from './wallet';

const network = chains.ethereum;
const usdt = '0xdAC17F958D2ee523a2206206994597C13D831ec7';
const to = stranger(network);

let browser: Browser;
let page: Page;
let owner: string;
let coin: string;
let bait: string;
let pictures: string;

const node = {
  async rpc(method: string, params: Json = []): Promise<Json> {
    const response = await fetch(endpoint(network), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as { readonly result?: Json; readonly error?: { readonly message: string } };
    if (error) throw new Error(error.message);
    return result ?? null;
  },
};

const asset = (contract: string, kind = 'erc20', id = '') => `${network}/${kind}:${contract.toLowerCase()}${id && `/${id}`}`;

async function add(contract: string, id = ''): Promise<void> {
  await go(page, `/tokens/add/${network}`);
  await page.getByTestId('token-address').fill(contract);
  if (id) await page.getByTestId('token-id').fill(id);
  await page.locator('[data-testid="add"]:enabled').click();
}

const shows = async (testId: string, text: string): Promise<void> => {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const found = page.getByTestId(testId);
    if ((await found.count()) > 0 && (await found.innerText()).replace(/\s+/g, ' ').includes(text)) return;
    const refresh = page.getByTestId('refresh');
    if ((await refresh.count()) > 0 && (await refresh.isEnabled())) await refresh.click();
    await page.waitForTimeout(250);
  }
  throw new Error(`${testId} never showed ${text}`);
};

const pictureDir = process.env['TOKEN_PICTURES'];
async function picture(name: string): Promise<void> {
  if (!pictureDir) return;
  mkdirSync(pictureDir, { recursive: true });
  await page.screenshot({ path: `${pictureDir}/${name}.png` });
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
  bait = await deploy(node, 'Erc20', 'Tether USD', 'USDТ', 6);
  pictures = await deploy(node, 'Erc721');
  await call(node, pictures, 'mint(address,uint256)', [owner, 42]);
  await call(node, coin, 'mint(address,uint256)', [owner, 1_234_500_000_000n]);
});
afterAll(() => browser.close());

describe('tokens', () => {
  it('shows a well-known one as soon as there is some of it, and no other', async () => {
    // The real USDT's address, with the code of a token that any of us can mint.
    await node.rpc('anvil_setCode', [usdt, await node.rpc('eth_getCode', [await deploy(node, 'SaysNothing'), 'latest'])]);
    await call(node, usdt, 'mint(address,uint256)', [owner, 25_500_000n]);
    await go(page, '/');
    await shows(`balance-${asset(usdt)}`, '25.5 USDT');
    expect(await page.locator('[data-testid^="token-"]').count()).toBe(1);
  });

  it('adds one by its address, and says that nobody vouches for it', async () => {
    await go(page, `/tokens/add/${network}`);
    await page.getByTestId('token-address').fill(coin);
    await page.getByTestId('stranger').waitFor();
    await picture('add');
    await add(coin);
    await shows(`balance-${asset(coin)}`, '12,345 GOOD');
  });

  it('warns of one that calls itself like another', async () => {
    await go(page, `/tokens/add/${network}`);
    await page.getByTestId('token-address').fill(bait);
    await page.getByTestId('resembles').waitFor();
    await picture('bait');
  });

  it('sends a part of one, all of the rest, and shows both in its own units', async () => {
    await go(page, '/');
    await page.getByTestId(`token-${asset(coin)}`).click();
    await page.getByTestId('send-token').waitFor();
    await picture('token');
    await page.getByTestId('send-token').click();
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill('345');
    await page.locator('[data-testid="review"]:enabled').waitFor();
    await picture('send');
    await page.getByTestId('review').click();
    await page.getByTestId('approve').waitFor();
    expect(await page.getByTestId('approve').innerText()).toMatch(/345\s+GOOD/);
    await picture('review');
    await go(page, `/send/${asset(coin)}`);
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill('345');
    await sendForm(page);
    expect(await numberFrom(node, coin, 'balanceOf(address)', [to])).toBe(34_500_000_000n);
    await go(page, '/');
    await shows(`balance-${asset(coin)}`, '12,000 GOOD');
    await go(page, `/send/${asset(coin)}`);
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-max').click();
    await sendForm(page);
    expect(await numberFrom(node, coin, 'balanceOf(address)', [owner])).toBe(0n);
  });

  it('sends a piece of a collection', async () => {
    const piece = asset(pictures, 'erc721', '42');
    await add(pictures, '42');
    await shows(`balance-${piece}`, '× 1');
    await picture('home');
    await page.getByTestId(`token-${piece}`).click();
    await page.getByTestId('send-token').waitFor();
    await picture('piece');
    await page.getByTestId('send-token').click();
    await page.getByTestId('send-to').fill(to);
    await sendForm(page);
    expect(await numberFrom(node, pictures, 'ownerOf(uint256)', [42])).toBe(BigInt(to));
  });

  it('hides one, and shows it again', async () => {
    await go(page, `/token/${asset(usdt)}`);
    await page.getByTestId('hide-token').click();
    await page.getByTestId(`balance-${network}`).waitFor();
    expect(await page.getByTestId(`token-${asset(usdt)}`).count()).toBe(0);
    await page.getByTestId('tokens').click();
    await page.getByTestId(`show-${asset(usdt)}`).waitFor();
    await picture('manage');
    await page.getByTestId(`show-${asset(usdt)}`).click();
    await page.getByTestId(`hide-${asset(usdt)}`).waitFor();
    await go(page, '/');
    await shows(`balance-${asset(usdt)}`, '25.5 USDT');
  });
});
