// The tour of `npm start`. With a display: a funded wallet and the demo site, open until the browser is closed. Without (--headless): everything
// the wallet does, once, with a picture of each step and a transcript in artifacts/tour.
import { startDemo } from '../demo/server';
import { startDevnet } from '../devnet';
import { startFaucet } from '../devnet/faucet';
import { runOn } from '../e2e/chains';
import { launch, popupSize } from '../e2e/chromium/browser';
import { createWallet, openWallet, password } from '../e2e/chromium/wallet';
import { receive, send, visitSite } from './steps';
import { createTranscript } from './transcript';

const headless = process.argv.includes('--headless');

try {
  await tour();
} catch (error) {
  console.log(`The tour stopped: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  process.exitCode = 1;
}

async function tour(): Promise<void> {
  const devnet = await startDevnet();
  const faucet = await startFaucet(devnet);
  const demo = await startDemo(faucet.report);
  runOn(faucet.report);
  const browser = await launch({ headless, viewport: headless ? popupSize : null });
  const stop = async () => void (await Promise.all([browser.close(), demo.stop(), faucet.stop(), devnet.stop()]));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().then(() => process.exit(0)));

  try {
    const transcript = createTranscript(headless);
    transcript.say('The local chains run:');
    for (const { label, url } of faucet.report.chains) transcript.say(`  ${label}: ${url}`);

    await createWallet(browser);
    const page = await openWallet(browser);
    transcript.say(`A wallet was made. Its password is "${password}".`);
    await transcript.picture(page, 'wallet');
    await receive(page, transcript);
    if (headless) {
      await send(page, transcript);
      await visitSite(browser, demo.url, transcript);
      transcript.end();
      return;
    }
    await browser.open(demo.url);
    await page.bringToFront();
    console.log(`The demo site is ${demo.url}. Close the browser, or press Ctrl+C, to end.`);
    await browser.context.waitForEvent('close', { timeout: 0 });
  } finally {
    await stop();
  }
}
