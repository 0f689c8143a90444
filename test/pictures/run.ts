// npx tsx test/pictures/run.ts [section…]: every screen of the built extension, in both languages and both themes, in artifacts/pictures.
import { startDemo } from '../demo/server';
import { startDevnet } from '../devnet';
import { startFaucet } from '../devnet/faucet';
import { runOn } from '../e2e/chains';
import { launch } from '../e2e/chromium/browser';
import { openCamera } from './camera';
import { delegation } from './delegation';
import { extremes } from './extremes';
import { imported } from './imported';
import { send, wallet } from './money';
import { settings } from './settings';
import { asked } from './asked';
import { queue, sites } from './sites';
import { lost, welcome, welcomeWide } from './welcome';
import { stuck, stuckMax } from './stuck';
import { networks, tokens } from './tokens';
import type { Place } from './wallet';

const sections: Readonly<Record<string, (place: Place) => Promise<void>>> = {
  welcome,
  welcomeWide,
  wallet,
  send,
  stuck,
  stuckMax,
  delegation,
  extremes,
  imported,
  settings,
  networks,
  tokens,
  sites,
  asked,
  queue,
  lost,
};

const chosen = process.argv.slice(2);
const devnet = await startDevnet();
const faucet = await startFaucet(devnet);
const demo = await startDemo(faucet.report);
runOn(faucet.report);

for (const [name, photograph] of Object.entries(sections)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const browser = await launch();
  try {
    await photograph({ browser, camera: await openCamera(browser, name), site: demo.url });
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
await Promise.all([demo.stop(), faucet.stop(), devnet.stop()]);
