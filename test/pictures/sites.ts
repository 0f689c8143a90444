import { chains, fund } from '../e2e/chains';
import { answer, ask, question } from '../e2e/chromium/site';
import { addressOn, go } from '../e2e/chromium/wallet';
import { localWallet, type Place } from './wallet';

export async function sites({ browser, camera, site }: Place): Promise<void> {
  const page = await localWallet(browser);
  for (const [network, amount] of [
    [chains.ethereum, 2n * 10n ** 18n],
    [chains.bitcoin, 50_000_000n],
    [chains.solana, 4_000_000_000n],
    [chains.tron, 500_000_000n],
  ] as const)
    await fund(network, await addressOn(page, network), amount);
  await go(page, '/');
  const dapp = await browser.open(site);
  for (const [family, actions] of [
    ['evm', ['connect', 'sign', 'typed', 'send', 'switch']],
    ['solana', ['connect', 'sign', 'signTransaction', 'send']],
    ['tron', ['connect', 'sign', 'signTransaction']],
    ['bitcoin', ['connect', 'sign', 'switch', 'psbt', 'send']],
  ] as const) {
    for (const action of actions) {
      let over = false;
      const outcome = ask(dapp, family, action).finally(() => {
        over = true;
      });
      // A switch of network may come before the thing itself.
      while (!over) {
        const window = await Promise.race([question(browser), outcome.then(() => undefined)]);
        if (!window) break;
        await window.waitForTimeout(1_000);
        await camera.take(window, `${family}-${action}`);
        await answer(browser, 'approve');
        await Promise.race([outcome, page.waitForTimeout(700)]);
      }
      const { ok, message } = await outcome;
      if (!ok) console.log(`${family} ${action}: ${message}`);
    }
  }
}

export async function queue({ browser, camera, site }: Place): Promise<void> {
  const page = await localWallet(browser);
  const dapp = await browser.open(site);
  const connected = ask(dapp, 'evm', 'connect');
  await answer(browser, 'approve');
  await connected;
  const asked = ['sign', 'typed'].map((action) => ask(dapp, 'evm', action));
  const more = ['solana', 'tron', 'bitcoin'].map((family) => ask(dapp, family, 'connect'));
  const window = await question(browser);
  await window.getByTestId('queue').waitFor();
  await window.waitForTimeout(1_500);
  await camera.take(window, 'first');
  await page.bringToFront();
  await go(page, '/');
  await page.locator('.waiting').waitFor();
  await camera.take(page, 'home-requests');
  await window.getByTestId('reject-all').click();
  await Promise.all([...asked, ...more]);
  await page.getByTestId('lock').click();
  await page.getByTestId('unlock-password').waitFor();
  // Whoever was refused so often has to wait.
  const late = ask(await browser.open(site.replace('localhost', '127.0.0.1')), 'bitcoin', 'connect');
  const locked = await question(browser);
  await locked.getByTestId('askers').waitFor();
  await camera.take(locked, 'locked');
  await answer(browser, 'reject');
  await late;
}
