import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAmount } from '../../../src/core/amount';
import { bundledNetworks } from '../../../src/chains/registry';
import type { ChainId } from '../../../src/core/caip';
import { chains, fund, mine } from '../chains';
import { balanceOf, stranger } from '../nodes';
import { launch, type Browser } from './browser';
import { addressOn, createWallet, expectBalance, go, openWallet, pointAtLocal, sendForm } from './wallet';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
  page = await openWallet(browser);
  for (const network of Object.values(chains)) await pointAtLocal(page, network);
});
afterAll(() => browser.close());

const unit = (network: ChainId, text: string) => parseAmount(text, bundledNetworks.find(({ id }) => id === network)!.currency.decimals);

/** Fills in the form; `max` presses the button. */
async function fill(network: ChainId, to: string, amount: string): Promise<void> {
  await go(page, `/send/${network}`);
  await page.getByTestId('send-to').fill(to);
  if (amount === 'max') await page.getByTestId('send-max').click();
  else await page.getByTestId('send-amount').fill(amount);
}

describe.each([
  { name: 'Bitcoin', network: chains.bitcoin, held: '0.5', sent: '0.125', left: 0n },
  { name: 'Ethereum', network: chains.ethereum, held: '2', sent: '0.75', left: 0n },
  { name: 'BSC', network: chains.bsc, held: '3', sent: '1.25', left: 0n },
  { name: 'TRON', network: chains.tron, held: '500', sent: '120.5', left: 0n },
  { name: 'Solana', network: chains.solana, held: '4', sent: '1.5', left: 0n },
])('$name', ({ network, held, sent, left }) => {
  const to = stranger(network);
  let own: string;

  it('shows what arrives', async () => {
    own = await addressOn(page, network);
    await fund(network, own, unit(network, held));
    await expectBalance(page, network, held);
  });

  it('sends an amount, and it arrives', async () => {
    const before = await balanceOf(network, to);
    await fill(network, to, sent);
    await sendForm(page, () => mine(network));
    expect((await balanceOf(network, to)) - before).toBe(unit(network, sent));
  }, 120_000);

  it('sends everything, and leaves nothing', async () => {
    const [before, all] = [await balanceOf(network, to), await balanceOf(network, own)];
    await fill(network, to, 'max');
    await sendForm(page, () => mine(network));
    expect(await balanceOf(network, own)).toBe(left);
    const arrived = (await balanceOf(network, to)) - before;
    expect(arrived).toBeGreaterThan(0n);
    expect(arrived).toBeLessThanOrEqual(all);
  }, 120_000);
});
