import { Interface } from 'ethers/abi';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settleTime } from '../../../src/ui/settled';
import { call, deploy, numberFrom } from '../../contracts/deploy';
import { quoted, routerAbi, startExchange, type Exchange } from '../../contracts/uniswap';
import { chains, fund } from '../chains';
import { balanceOf, evmNode, stranger } from '../nodes';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { askAndAnswer, askForTransaction, closeQuestions } from './site';
import { addressOn, createWallet, go, openWallet, pointAtLocal, sendForm } from './wallet';

const network = chains.ethereum;
const node = evmNode(network);
const usdt = '0xdAC17F958D2ee523a2206206994597C13D831ec7';
const to = stranger(network);
const erc20 = new Interface(['function approve(address spender, uint256 amount)']);

let browser: Browser;
let page: Page;
let owner: string;
let coin: string;
let bait: string;
let pictures: string;

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
    await add(coin);
    await shows(`balance-${asset(coin)}`, '12,345 GOOD');
  });

  it('warns of one that calls itself like another', async () => {
    await go(page, `/tokens/add/${network}`);
    await page.getByTestId('token-address').fill(bait);
    await page.getByTestId('resembles').waitFor();
  });

  it('sends a part of one, all of the rest, and shows both in its own units', async () => {
    await go(page, '/');
    await page.getByTestId(`token-${asset(coin)}`).click();
    await page.getByTestId('send-token').waitFor();
    await page.getByTestId('send-token').click();
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill('345');
    await page.locator('[data-testid="review"]:enabled').waitFor();
    await page.getByTestId('review').click();
    await page.getByTestId('approve').waitFor();
    expect(await page.getByTestId('approve').innerText()).toMatch(/345\s+GOOD/);
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
    await page.getByTestId(`token-${piece}`).click();
    await page.getByTestId('send-token').waitFor();
    await page.getByTestId('send-token').click();
    await page.getByTestId('send-to').fill(to);
    await sendForm(page);
    expect(await numberFrom(node, pictures, 'ownerOf(uint256)', [42])).toBe(BigInt(to));
  });

  it('sends some of what there are many of', async () => {
    const things = await deploy(node, 'Erc1155');
    await call(node, things, 'mint(address,uint256,uint256)', [owner, 7, 30]);
    const thing = asset(things, 'erc1155', '7');
    await add(things, '7');
    await shows(`balance-${thing}`, '× 30');
    await go(page, `/send/${thing}`);
    await page.getByTestId('send-to').fill(to);
    await page.getByTestId('send-amount').fill('12');
    await sendForm(page);
    const held = (address: string) => numberFrom(node, things, 'balanceOf(address,uint256)', [address, 7]);
    expect([await held(owner), await held(to)]).toEqual([18n, 12n]);
  });

  it('hides one, and shows it again', async () => {
    await go(page, `/token/${asset(usdt)}`);
    await page.getByTestId('hide-token').click();
    await page.getByTestId(`balance-${network}`).waitFor();
    expect(await page.getByTestId(`token-${asset(usdt)}`).count()).toBe(0);
    await page.getByTestId('tokens').click();
    await page.getByTestId(`show-${asset(usdt)}`).waitFor();
    await page.getByTestId(`show-${asset(usdt)}`).click();
    await page.getByTestId(`hide-${asset(usdt)}`).waitFor();
    await go(page, '/');
    await shows(`balance-${asset(usdt)}`, '25.5 USDT');
  });
});

describe('an exchange (Uniswap v2)', () => {
  const ether = 10n ** 18n;
  const whole = 10n ** 8n;
  const deadline = 2n ** 40n;
  let site: Page;
  let exchange: Exchange;
  const held = (address = owner) => numberFrom(node, coin, 'balanceOf(address)', [address]);

  beforeAll(async () => {
    exchange = await startExchange(node, coin, 100n * ether, 200_000n * whole);
    await fund(network, owner, 5n * ether);
    site = await browser.open(seat.demo);
    expect(await askAndAnswer(browser, site, 'evm', 'connect', 'approve')).toMatchObject({ ok: true });
  });
  afterEach(() => closeQuestions(browser));
  afterAll(() => site?.close());

  const asks = (transaction: { readonly to: string; readonly data: string; readonly value?: string }) =>
    askForTransaction(browser, site, { from: owner, ...transaction });
  const included = (id: string) => expect.poll(() => node.rpc('eth_getTransactionReceipt', [id])).toMatchObject({ status: '0x1' });

  it('is paid in coins, and pays in a token', async () => {
    const path = [exchange.weth, coin];
    const [before, brings] = [await held(), await quoted(node, exchange, ether, path)];
    const { shown, approve } = await asks({
      to: exchange.router,
      value: `0x${ether.toString(16)}`,
      data: routerAbi.encodeFunctionData('swapExactETHForTokens', [1_900n * whole, path, owner, deadline]),
    });
    expect(await shown('.changes')).toContain('1 ETH');
    expect(await shown('[data-testid="detail-minimum-received"]')).toContain('1,900 GOOD');
    await included(await approve());
    expect((await held()) - before).toBe(brings);
  });

  it('is not paid while that would bring less than the site wants: the window says why, and looks again', async () => {
    const path = [exchange.weth, coin];
    const before = await held();
    const least = ((await quoted(node, exchange, ether, path)) * 101n) / 100n;
    const { window, shown, approve } = await asks({
      to: exchange.router,
      value: `0x${ether.toString(16)}`,
      data: routerAbi.encodeFunctionData('swapExactETHForTokens', [least, path, owner, deadline]),
    });
    expect(await shown('[data-testid="fails"]')).toContain('UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT');
    // Not only for as long as the button waits for everybody.
    await window.waitForTimeout(settleTime + 100);
    expect(await window.getByTestId('approve').isDisabled()).toBe(true);
    // Somebody else sells, and the token becomes cheaper.
    const [other] = (await node.rpc('eth_accounts')) as readonly string[];
    await call(node, coin, 'mint(address,uint256)', [other, 5_000n * whole]);
    await call(node, coin, 'approve(address,uint256)', [exchange.router, 5_000n * whole]);
    const sell = 'swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)';
    await call(node, exchange.router, sell, [5_000n * whole, 0, [...path].reverse(), other, deadline]);
    await window.getByTestId('check-again').click();
    await window.getByTestId('fails').waitFor({ state: 'detached' });
    await included(await approve());
    expect((await held()) - before).toBeGreaterThanOrEqual(least);
  });

  it('is allowed so much of the token and no more, takes that, and pays in coins', async () => {
    const path = [coin, exchange.weth];
    const allowance = await asks({ to: coin, data: erc20.encodeFunctionData('approve', [exchange.router, 500n * whole]) });
    expect(await allowance.shown('[data-testid="detail-allowance"]')).toContain('500 GOOD');
    await included(await allowance.approve());
    expect(await numberFrom(node, coin, 'allowance(address,address)', [owner, exchange.router])).toBe(500n * whole);

    const [tokens, coins, brings] = [await held(), await balanceOf(network, owner), await quoted(node, exchange, 500n * whole, path)];
    const data = routerAbi.encodeFunctionData('swapExactTokensForETH', [500n * whole, ether / 5n, path, owner, deadline]);
    const { shown, approve } = await asks({ to: exchange.router, data });
    expect(await shown('.changes')).toContain('500 GOOD');
    expect(await shown('[data-testid="detail-minimum-received"]')).toContain('0.2 ETH');
    const id = await approve();
    await included(id);
    const receipt = (await node.rpc('eth_getTransactionReceipt', [id])) as { readonly gasUsed: string; readonly effectiveGasPrice: string };
    expect(tokens - (await held())).toBe(500n * whole);
    expect((await balanceOf(network, owner)) - coins).toBe(brings - BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice));
  });
});
