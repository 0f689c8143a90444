import { JsonRpcProvider } from 'ethers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chains, endpoint, fund, mine } from '../chains';
import { balanceOf, stranger } from '../nodes';
import { launch, type Browser } from './browser';
import { addressOn, createWallet, expectBalance, expectState, go, openWallet, pointAtLocal } from './wallet';

const { ethereum } = chains;
const ether = 10n ** 18n;
let browser: Browser;
let page: Page;
let node: JsonRpcProvider;

beforeAll(async () => {
  node = new JsonRpcProvider(endpoint(ethereum));
  browser = await launch();
  await createWallet(browser);
  page = await openWallet(browser);
  await pointAtLocal(page, ethereum);
  await fund(ethereum, await addressOn(page, ethereum), 5n * ether);
  await expectBalance(page, ethereum, '5');
  await node.send('evm_setAutomine', [false]);
});
afterAll(async () => {
  await node.send('evm_setAutomine', [true]);
  await mine(ethereum);
  node.destroy();
  await browser.close();
});

const state = (...names: readonly string[]) => expectState(page, ...names);
const shownId = async () => (await page.getByTestId('transaction-id').innerText()).replace(/\s/g, '');
const text = (testId: string) => page.getByTestId(testId).innerText();

async function fill(to: string, amount: string): Promise<void> {
  await go(page, `/send/${ethereum}`);
  await page.getByTestId('send-to').fill(to);
  await page.getByTestId('send-amount').fill(amount);
  await page.getByTestId('fee-max').waitFor();
}

/** Sends, and returns the id of what now waits. */
async function send(to: string, amount: string): Promise<string> {
  await fill(to, amount);
  await page.getByTestId('review').click();
  return approve();
}

async function approve(): Promise<string> {
  await page.getByTestId('approve').click();
  await state('pending');
  return shownId();
}

async function replace(how: 'speed-up' | 'cancel'): Promise<string> {
  const before = await shownId();
  await page.getByTestId(`replace-${how}`).click();
  await page.getByTestId('replaces').waitFor();
  await page.getByTestId('approve').click();
  await expect.poll(shownId).not.toBe(before);
  return shownId();
}

describe('a transaction that waits', () => {
  it('is sped up: the same payment at a higher price takes its place', async () => {
    const to = stranger(ethereum);
    const held = await balanceOf(ethereum, to);
    const old = await send(to, '0.5');
    const next = await replace('speed-up');
    expect(next).not.toBe(old);
    const [before, after] = await Promise.all([node.getTransaction(old), node.getTransaction(next)]);
    expect(before).toBeNull();
    expect(after).toMatchObject({ to, value: ether / 2n });
    await mine(ethereum);
    await state('confirmed', 'final');
    expect((await balanceOf(ethereum, to)) - held).toBe(ether / 2n);
    await go(page, `/activity/${ethereum}/${old}`);
    await state('replaced');
    await page.getByTestId('related').waitFor();
  }, 120_000);

  it('is cancelled: nothing arrives', async () => {
    const to = stranger(ethereum);
    const held = await balanceOf(ethereum, to);
    const old = await send(to, '0.25');
    await replace('cancel');
    await mine(ethereum);
    await state('confirmed', 'final');
    expect(await balanceOf(ethereum, to)).toBe(held);
    await go(page, `/activity/${ethereum}/${old}`);
    await state('replaced');
    expect(await text('related')).toContain('Cancelled');
  }, 120_000);

  it('that is not the first says so, and leads to the first', async () => {
    const first = await send(stranger(ethereum), '0.01');
    await send(stranger(ethereum), '0.02');
    await page.getByTestId('trouble-earlier').waitFor({ timeout: 15_000 });
    expect(await page.getByTestId('replace-cancel').count()).toBe(0);
    await page.getByTestId('first-in-line').click();
    await expect.poll(shownId).toBe(first);
    await page.getByTestId('replace-cancel').waitFor();
    await mine(ethereum);
    await state('confirmed', 'final');
  }, 120_000);
});

describe('a fee of one’s own', () => {
  it('with a mistake in it says so and is not taken, and without it is what is signed', async () => {
    await fill(stranger(ethereum), '0.1');
    await page.getByTestId('fee-custom').click({ force: true });
    await page.getByTestId('custom-max-fee').fill('3o');
    expect(await page.getByTestId('custom-apply').isDisabled()).toBe(true);
    await page.getByTestId('custom-max-fee').fill('1');
    await page.getByTestId('custom-priority-fee').fill('2');
    expect(await page.getByTestId('custom-priority-fee').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByTestId('custom-apply').isDisabled()).toBe(true);
    await page.getByTestId('custom-max-fee').fill('0.000000001');
    expect(await page.getByTestId('custom-max-fee').getAttribute('data-verdict')).toBe('low');
    await page.getByTestId('custom-max-fee').fill('900.5');
    expect(await page.getByTestId('custom-max-fee').getAttribute('data-verdict')).toBe('high');
    await page.getByTestId('custom-apply').click();
    await page.getByTestId('fee-max').getByText('0.0189105').waitFor();
    await page.getByTestId('review').click();
    // Far too high, and so asked about twice.
    await page.getByTestId('warning-high-fee').waitFor();
    await page.getByTestId('understand').check();
    const sent = await node.getTransaction(await approve());
    expect(sent).toMatchObject({ maxFeePerGas: 900_500_000_000n, maxPriorityFeePerGas: 2_000_000_000n });
    await mine(ethereum);
    await state('confirmed', 'final');
  }, 120_000);
});
