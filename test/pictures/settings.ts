import { chains } from '../e2e/chains';
import { answer, ask } from '../e2e/chromium/site';
import { go, password } from '../e2e/chromium/wallet';
import { localWallet, type Place } from './wallet';

export async function settings({ browser, camera, site }: Place): Promise<void> {
  const page = await localWallet(browser);
  await go(page, '/settings');
  await page.getByTestId('setting-language').waitFor();
  await camera.take(page, 'settings');
  await camera.take(page, 'settings-whole', 1_500);
  await go(page, `/settings/network/${chains.ethereum}`);
  await page.getByTestId('endpoints-edit').waitFor();
  await camera.take(page, 'network');
  await page.getByTestId('endpoints-edit').click();
  await page.getByTestId('endpoints').fill('https://127.0.0.1:1');
  await page.getByTestId('endpoints-save').click();
  await page.waitForTimeout(2_000);
  await camera.take(page, 'network-edit');
  await go(page, '/settings/sites');
  await page.locator('.empty').waitFor();
  await camera.take(page, 'sites-empty');
  const dapp = await browser.open(site);
  for (const family of ['evm', 'solana']) {
    const outcome = ask(dapp, family, 'connect');
    await answer(browser, 'approve');
    await outcome;
  }
  await page.locator('[data-testid^="revoke-"]').first().waitFor();
  await camera.take(page, 'sites');
  await go(page, '/settings/password');
  await page.getByTestId('old-password').waitFor();
  await camera.take(page, 'password');
  await page.getByTestId('old-password').fill('wrong');
  await page.getByTestId('new-password').fill('short');
  await page.getByTestId('repeat-password').fill('other');
  await camera.take(page, 'password-wrong');
  await page.getByTestId('new-password').fill(password);
  await page.getByTestId('repeat-password').fill(password);
  await page.getByTestId('finish').click();
  await page.waitForTimeout(2_500);
  await camera.take(page, 'password-refused');
  await go(page, '/settings/phrase');
  await page.getByTestId('reveal-password').waitFor();
  await camera.take(page, 'phrase');
  await page.getByTestId('reveal-password').fill(password);
  await page.getByTestId('reveal').click();
  await page.getByTestId('revealed').waitFor();
  await camera.take(page, 'phrase-revealed');
}
