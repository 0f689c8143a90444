import { chains, fund, mine } from '../e2e/chains';
import { addressOn, expectBalance, go, unlock } from '../e2e/chromium/wallet';
import { stranger } from '../e2e/nodes';
import { local, localWallet, store, stored, type Place } from './wallet';

export async function wallet({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  await page.waitForTimeout(3_000);
  await camera.take(page, 'home-empty');
  await camera.take(page, 'home-empty-whole', 1_300);
  for (const [network, amount] of [
    [chains.ethereum, 2n * 10n ** 18n],
    [chains.bsc, 3_141_592_653_589_793_238n],
    [chains.bitcoin, 50_000_000n],
    [chains.solana, 4_000_000_000n],
    [chains.tron, 500_000_000n],
  ] as const)
    await fund(network, await addressOn(page, network), amount);
  await expectBalance(page, chains.tron, '500');
  await page.waitForTimeout(2_000);
  await camera.take(page, 'home');
  await go(page, '/activity');
  await page.locator('.empty').waitFor();
  await camera.take(page, 'activity-empty');
  await go(page, '/receive');
  await page.getByTestId(`choose-${chains.ethereum}`).waitFor();
  await camera.take(page, 'receive-networks');
  await go(page, `/receive/${chains.ethereum}`);
  await page.getByTestId('own-address').waitFor();
  await camera.take(page, 'receive');
  await go(page, `/receive/${chains.bitcoin}`);
  await camera.take(page, 'receive-test');
  await go(page, '/accounts');
  await page.getByTestId('account-add').click();
  await camera.take(page, 'account-add');
  await go(page, '/');
  await page.getByTestId('lock').click();
  await page.getByTestId('unlock-password').waitFor();
  await camera.take(page, 'unlock');
  await unlock(page, 'wrong password');
  await page.waitForTimeout(2_500);
  await camera.take(page, 'unlock-wrong');
}

export async function send({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  await fund(chains.ethereum, await addressOn(page, chains.ethereum), 2n * 10n ** 18n);
  await fund(chains.solana, await addressOn(page, chains.solana), 4_000_000_000n);
  await fund(chains.bitcoin, await addressOn(page, chains.bitcoin), 50_000_000n);
  await expectBalance(page, chains.solana, '4');
  await expectBalance(page, chains.bitcoin, '0.5');
  await go(page, '/send');
  await page.getByTestId(`choose-${chains.ethereum}`).waitFor();
  await camera.take(page, 'networks');
  await go(page, `/send/${chains.ethereum}`);
  await page.getByTestId('send-to').waitFor();
  await camera.take(page, 'empty');
  await page.getByTestId('send-to').fill('0x1234');
  await page.getByTestId('send-amount').fill('5');
  await page.waitForTimeout(1_000);
  await camera.take(page, 'wrong');
  const fill = async (network: (typeof local)[number], amount: string) => {
    await go(page, `/send/${network}`);
    await page.getByTestId('send-to').fill(stranger(network));
    await page.getByTestId('send-amount').fill(amount);
    await page.waitForTimeout(2_500);
  };
  await fill(chains.ethereum, '0.75');
  await camera.take(page, 'fees');
  await page.getByTestId('send-max').click();
  await page.waitForTimeout(2_500);
  await camera.take(page, 'max');
  await fill(chains.solana, '0.0001');
  await camera.take(page, 'solana-rent');
  await fill(chains.bitcoin, '0.125');
  await camera.take(page, 'bitcoin');
  await page.getByTestId('review').click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review-bitcoin');
  await page.getByTestId('reject').click();
  await fill(chains.ethereum, '0.123456789012345678');
  await page.getByTestId('review').click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review');
  await go(page, '/');
  await page.locator('.waiting').waitFor();
  await camera.take(page, 'home-waiting');
  await page.locator('.waiting').click();
  await page.getByTestId('approve').click();
  await page.getByTestId('activity-state').waitFor();
  await mine(chains.ethereum);
  await page.locator('[data-testid="activity-state"][data-state="confirmed"], [data-testid="activity-state"][data-state="final"]').waitFor({ timeout: 60_000 });
  await camera.take(page, 'sent', 900);
  const [entry] = (await stored(page, 'activity')) as readonly Record<string, unknown>[];
  const states = ['signed', 'pending', 'confirmed', 'final', 'failed', 'dropped', 'replaced', 'rejected'];
  const entries = Array.from({ length: 200 }, (_none, at) => ({
    ...entry,
    id: `0x${(at + 1).toString(16).padStart(64, 'ab')}`,
    state: states[at % states.length],
    createdAt: Date.now() - at * 3_700_000,
    origin: at % 3 === 0 ? 'https://a-very-long-name-of-a-site.somewhere.example.org' : 'wallet',
    ...(at % 6 === 3 && { network: chains.solana }),
  }));
  await store(browser, page, { activity: entries });
  await go(page, '/activity');
  await page.locator('.rows .row').first().waitFor();
  await camera.take(page, 'activity-200');
  for (const at of [1, 4, 5]) {
    await go(page, `/activity/${chains.ethereum}/${entries[at]!.id}`);
    await page.getByTestId('activity-state').waitFor();
    await camera.take(page, `detail-${states[at]}`);
  }
}
