import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDemo } from '../demo/server';
import { startDevnet } from '../devnet';
import { startFaucet, type DevnetReport } from '../devnet/faucet';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the local chains and their faucet are. */
    devnet: DevnetReport;
    /** The demo site. */
    demo: string;
  }
}

/** One set of local chains and one site for all files of the suite; each file starts its own browser and makes its own wallet. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const build = project.name === 'smoke' ? 'firefox' : 'chrome';
  if (!existsSync(resolve(`.output/${build}-mv3/manifest.json`))) throw new Error(`There is no build: run "npx wxt build -b ${build}" first.`);
  const devnet = await startDevnet();
  const faucet = await startFaucet(devnet);
  const demo = await startDemo(faucet.report);
  project.provide('devnet', faucet.report);
  project.provide('demo', demo.url);
  return async () => void (await Promise.all([demo.stop(), faucet.stop(), devnet.stop()]));
}
