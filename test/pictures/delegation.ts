import { Wallet } from 'ethers';
import { delegate } from '../chains/evm/delegations';
import { chains, endpoint, fund } from '../e2e/chains';
import { addressOn, createWallet, expectBalance, go, openWallet, pointAtLocal } from '../e2e/chromium/wallet';
import { stranger } from '../e2e/nodes';
import type { Place } from './wallet';

const { ethereum, bsc } = chains;

/** Contracts that act for the account: found, in the way of a send, and removed. */
export async function delegation({ browser, camera }: Place): Promise<void> {
  const { privateKey } = Wallet.fromPhrase(await createWallet(browser));
  const page = await openWallet(browser);
  for (const network of [ethereum, bsc]) {
    await pointAtLocal(page, network);
    await fund(network, await addressOn(page, network), 5n * 10n ** 18n);
    await expectBalance(page, network, '5');
    await delegate(
      endpoint(network),
      privateKey,
      network === ethereum ? '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B' : '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
    );
  }
  await go(page, '/');
  await page.getByTestId('refresh').click();
  await page.getByTestId(`undelegate-${bsc}`).waitFor();
  await camera.take(page, 'home-two', 1_100);
  await delegate(endpoint(bsc), privateKey, '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B');
  await page.getByTestId('refresh').click();
  await page
    .getByTestId('delegated')
    .getByText(/Ethereum.*BNB/)
    .first()
    .waitFor();
  await camera.take(page, 'home-one', 1_100);
  await go(page, `/send/${ethereum}`);
  await page.getByTestId('send-to').fill(stranger(ethereum));
  await page.getByTestId('send-amount').fill('0.1');
  await page.getByTestId('fee-max').waitFor();
  await page.getByTestId('review').click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review-send', 1_100);
  await page.getByTestId('reject').click();
  await page.getByTestId(`undelegate-${ethereum}`).click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review-removal', 1_000);
  await page.getByTestId('approve').click();
  await page.getByTestId('activity-state').waitFor();
  await camera.take(page, 'removed', 1_000);
}
