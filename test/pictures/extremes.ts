import { chains } from '../e2e/chains';
import { go } from '../e2e/chromium/wallet';
import { stranger } from '../e2e/nodes';
import { local, localWallet, store, type Place } from './wallet';

export async function extremes({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  for (let at = 2; at <= 20; at++) {
    await go(page, '/accounts');
    await page.getByTestId('account-add').click();
    await page
      .getByTestId('account-name')
      .fill(
        at === 3
          ? 'The savings of the whole family, for Bar'
          : at === 4
            ? '一个名字特别特别长的账户用来存放所有家庭成员的积蓄与备用金'
            : at % 4 === 1
              ? 'Rent'
              : '',
      );
    await page.getByTestId('account-save').click();
    await page.getByTestId(`rename-${at - 1}`).waitFor();
  }
  await camera.take(page, 'accounts-20');
  await page.getByTestId('rename-2').click();
  await camera.take(page, 'account-rename');
  await page.getByRole('button', { name: /Cancel|取消/ }).click();
  await page.getByTestId('account-2').getByRole('radio').click();
  await page.getByTestId('balances').waitFor({ state: 'detached' });
  const readAt = Date.now() - 5 * 3_600_000;
  const networks = Object.fromEntries(local.map((id) => [id, { enabled: true, endpoints: ['http://127.0.0.1:1'] }]));
  await store(browser, page, {
    networks,
    balances: {
      [`2 ${chains.ethereum}`]: { amount: '1', readAt },
      [`2 ${chains.bsc}`]: { amount: '123456789012123456789012345678', readAt },
      [`2 ${chains.bitcoin}`]: { amount: '2100000000000000', spendable: '2099999999999999', readAt },
      [`2 ${chains.tron}`]: { amount: '99999999999999999', readAt },
    },
  });
  await page.waitForTimeout(4_000);
  await camera.take(page, 'home-huge');
  await camera.take(page, 'home-huge-whole', 1_300);
  await page.locator('.more').first().click();
  await camera.take(page, 'home-huge-open');
  await go(page, `/send/${chains.bsc}`);
  await page.getByTestId('send-to').fill(stranger(chains.bsc));
  await page.getByTestId('send-amount').fill('123456789012.123456789012345678');
  await page.waitForTimeout(3_000);
  await camera.take(page, 'send-huge');
  await go(page, `/receive/${chains.bsc}`);
  await camera.take(page, 'receive-long-name');
}
