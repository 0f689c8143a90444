import { chains, endpoint, fund, mine } from '../e2e/chains';
import { addressOn, expectBalance, go } from '../e2e/chromium/wallet';
import { stranger } from '../e2e/nodes';
import { localWallet, store, stored, type Place } from './wallet';

const { ethereum } = chains;

/** Transactions that wait, what can be done about them, and fees set by hand. */
export async function stuck({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  const automine = (on: boolean) =>
    fetch(endpoint(ethereum), { method: 'POST', body: call('evm_setAutomine', on), headers: { 'content-type': 'application/json' } });
  await fund(ethereum, await addressOn(page, ethereum), 5n * 10n ** 18n);
  await expectBalance(page, ethereum, '5');
  await automine(false);
  const send = async (amount: string) => {
    await go(page, `/send/${ethereum}`);
    await page.getByTestId('send-to').fill(stranger(ethereum));
    await page.getByTestId('send-amount').fill(amount);
    await page.getByTestId('fee-max').waitFor();
  };
  const approve = async () => {
    await page.getByTestId('approve').click();
    await page.locator('[data-testid="activity-state"][data-state="pending"]').waitFor();
  };

  await send('0.1');
  await page.getByTestId('fee-custom').click({ force: true });
  await page.getByTestId('custom-nonce').waitFor();
  await camera.take(page, 'custom', 1_300);
  await page.getByTestId('custom-max-fee').fill('0.1');
  await page.getByTestId('custom-priority-fee').fill('2');
  await page.getByTestId('custom-gas-limit').fill('9999999');
  await page.getByTestId('custom-nonce').fill('x');
  await camera.take(page, 'custom-wrong', 1_300);
  await page.getByTestId('custom-max-fee').fill('9000');
  await page.getByTestId('custom-gas-limit').fill('21000');
  await page.getByTestId('custom-nonce').fill('3');
  await camera.take(page, 'custom-high', 1_300);
  await page.getByTestId('custom-apply').click();
  await page.getByTestId('custom-fee').waitFor({ state: 'detached' });
  await page.waitForTimeout(1_500);
  await page.getByTestId('review').click();
  await page.getByTestId('understand').waitFor();
  await camera.take(page, 'review-high', 1_100);
  await page.getByTestId('reject').click();

  await send('0.25');
  await page.getByTestId('review').click();
  await approve();
  await page.getByTestId('replace-cancel').waitFor();
  await camera.take(page, 'pending', 900);
  await page.getByTestId('replace-speed-up').click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review-speed-up', 900);
  await page.getByTestId('reject').click();
  await send('0.5');
  await page.getByTestId('review').click();
  await approve();
  await page.getByTestId('trouble-earlier').waitFor({ timeout: 15_000 });
  await camera.take(page, 'in-line', 900);
  await page.getByTestId('first-in-line').click();
  await page.getByTestId('replace-cancel').click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review-cancel', 900);
  await approve();
  await page.waitForTimeout(1_500);
  await camera.take(page, 'cancelling', 900);

  const entries = (await stored(page, 'activity')) as readonly Record<string, unknown>[];
  await store(browser, page, { activity: entries.map((entry) => ({ ...entry, createdAt: Number(entry['createdAt']) - 600_000 })) });
  await go(page, '/activity');
  await page.locator('.state.stuck').first().waitFor();
  await camera.take(page, 'rows');
  await mine(ethereum);
  const old = entries.find((entry) => entries.some(({ replaces }) => replaces === entry['id']))!;
  await go(page, `/activity/${ethereum}/${String(old['id'])}`);
  await page.locator('[data-testid="activity-state"][data-state="replaced"]').waitFor({ timeout: 20_000 });
  await camera.take(page, 'replaced', 900);
  await automine(true);
}

/** All of the balance was sent: the higher fee can only come out of the amount. */
export async function stuckMax({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  await fund(ethereum, await addressOn(page, ethereum), 5n * 10n ** 18n);
  await expectBalance(page, ethereum, '5');
  await fetch(endpoint(ethereum), { method: 'POST', body: call('evm_setAutomine', false), headers: { 'content-type': 'application/json' } });
  await go(page, `/send/${ethereum}`);
  await page.getByTestId('send-to').fill(stranger(ethereum));
  await page.getByTestId('send-max').click();
  await page.locator('[data-testid="review"]:enabled').click();
  await page.locator('[data-testid="approve"]:enabled').click();
  await page.getByTestId('replace-speed-up').click();
  await page.getByTestId('sends-less').waitFor();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review', 900);
}

const call = (method: string, ...params: readonly unknown[]) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
