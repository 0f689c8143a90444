import { generatePrivateKey } from 'viem/accounts';
import { go, password } from '../e2e/chromium/wallet';
import { localWallet, type Place } from './wallet';

/** An account whose key came from elsewhere: how it comes, what it is like, and how it goes. */
export async function imported({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  await go(page, '/accounts');
  await page.getByTestId('account-import-evm').waitFor();
  await camera.take(page, 'accounts-before');
  await page.getByTestId('account-import-evm').click();
  const secret = page.getByTestId('import-secret');
  await secret.waitFor();
  await camera.take(page, 'import-empty');
  await secret.fill('abandon abandon about');
  await page.getByTestId('import-password').fill(password);
  await page.getByTestId('import-submit').click();
  await page.locator('.note.bad').waitFor();
  await camera.take(page, 'import-no-key');
  await secret.fill(JSON.stringify({ version: 3, crypto: { kdf: 'scrypt', kdfparams: { n: 2 ** 30, r: 8, p: 1, dklen: 32, salt: '00' } } }));
  await page.getByTestId('import-file-password').fill('of the file');
  await page.getByTestId('import-password').fill(password);
  await page.getByTestId('import-submit').click();
  await page.locator('.note.bad').waitFor();
  await camera.take(page, 'import-file');
  const key = generatePrivateKey();
  for (const each of [key, key]) {
    await go(page, '/accounts/import/evm');
    await secret.fill(each);
    await page.getByTestId('import-password').fill(password);
    await page.getByTestId('import-submit').click();
    await page.locator('[data-testid="already"], [data-testid="account-switch"]').waitFor();
  }
  await camera.take(page, 'import-already');
  await go(page, '/');
  await page.getByTestId('account-switch').waitFor();
  await camera.take(page, 'home');
  await go(page, '/receive');
  await camera.take(page, 'receive');
  await go(page, '/accounts');
  const own = page.locator('[data-testid^="key-"]');
  await own.waitFor();
  await page.locator('[data-testid^="rename-1"]').click();
  await page.getByTestId('account-name').fill('From the old wallet, with a long name ok');
  await page.getByTestId('account-save').click();
  await own.waitFor();
  await camera.take(page, 'accounts');
  await own.click();
  await page.getByTestId('key-password').fill('wrong');
  await page.getByTestId('key-reveal').click();
  await page.locator('.note.bad').waitFor();
  await camera.take(page, 'account');
  await page.getByTestId('key-password').fill(password);
  await page.getByTestId('key-reveal').click();
  await page.getByTestId('revealed-key').waitFor();
  await camera.take(page, 'revealed');
  await page.getByTestId('key-remove').click();
  await page.getByTestId('remove-password').waitFor();
  await camera.take(page, 'remove');
  await page.getByTestId('remove-understood').check();
  await page.getByTestId('remove-password').fill('wrong');
  await page.getByTestId('remove-submit').click();
  await page.locator('.note.bad').waitFor();
  await camera.take(page, 'remove-refused');
}
