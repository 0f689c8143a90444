import type { Browser } from '../e2e/chromium/browser';
import { answerWords, password, typePhrase } from '../e2e/chromium/wallet';
import type { Camera } from './camera';
import { localWallet, type Place } from './wallet';

const misspelt = `${'test '.repeat(11)}junc`;

export async function welcome({ browser, camera }: Place): Promise<void> {
  const popup = await browser.open(browser.url('popup.html'));
  await popup.locator('.gate').waitFor();
  await camera.take(popup, 'popup-without-a-wallet');
  await welcomePages(browser, camera, 900);
}

export async function welcomeWide({ browser, camera }: Place): Promise<void> {
  await welcomePages(browser, camera, undefined, { width: 1280, height: 720 });
}

async function welcomePages(browser: Browser, camera: Camera, height?: number, size = { width: 380, height: 600 }): Promise<void> {
  const page = await browser.open(browser.url('welcome.html'));
  await page.setViewportSize(size);
  const take = (name: string) => camera.take(page, name, height);
  await take('start');
  await typePhrase(page, misspelt);
  await page.getByTestId('continue').click();
  await page.getByTestId('error').waitFor();
  await take('import-wrong-word');
  await page.reload();
  await page.getByTestId('welcome-import').click();
  await page.getByTestId('phrase-word-1').waitFor();
  await take('import');
  await page.reload();
  await page.getByTestId('welcome-create').click();
  await page.getByTestId('reveal').waitFor();
  await take('create-covered');
  await page.getByTestId('words-24').click({ force: true });
  await page.getByTestId('word-24').waitFor();
  await page.getByTestId('reveal').click();
  await page.getByTestId('revealed').waitFor();
  await take('create-24');
  const words = await page.getByTestId('revealed').getByRole('listitem').allInnerTexts();
  await page.getByTestId('continue').click();
  await answerWords(
    page,
    words.map(() => 'zebra'),
  );
  await take('ask-wrong');
  await answerWords(page, words);
  await page.getByTestId('new-password').fill('password12');
  await page.getByTestId('repeat-password').fill('paxx');
  await take('password');
  await page.getByTestId('new-password').fill(password);
  await page.getByTestId('repeat-password').fill(password);
  await page.getByTestId('finish').click();
  await page.getByTestId('open-wallet').waitFor();
  await take('done');
  await page.reload();
  await page.getByTestId('open-wallet').waitFor();
  await take('already');
}

export async function lost({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  await page.getByTestId('lock').click();
  const forgotten = await browser.open(browser.url('welcome.html#forgotten'));
  await forgotten.getByTestId('start-over').check();
  await camera.take(forgotten, 'forgotten', 900);
  await forgotten.close();
  await page.evaluate(() => chrome.storage.local.set({ vault: { v: 1, data: 'gone' } }));
  await browser.killWorker();
  await page.reload();
  await page.locator('.gate').waitFor();
  await camera.take(page, 'popup');
  const tab = await browser.open(browser.url('welcome.html'));
  await tab.getByTestId('restore').waitFor();
  await tab.getByTestId('start-over').check();
  await camera.take(tab, 'recover', 900);
}
