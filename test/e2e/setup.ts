import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDemo } from '../demo/server';
import { startDevnet } from '../devnet';
import { startFaucet, type DevnetReport } from '../devnet/faucet';

declare module 'vitest' {
  interface ProvidedContext {
    /** For each worker in turn: where its local chains are, with their faucet, and its demo site. */
    seats: readonly Seat[];
  }
}

type Seat = { readonly devnet: DevnetReport; readonly demo: string };

/** Local chains and a site for each worker, so that no two files that run at once share a chain. Each file starts its own browser and makes its own wallet. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const build = project.name === 'smoke' ? 'firefox' : 'chrome';
  if (!existsSync(resolve(`.output/${build}-mv3/manifest.json`))) throw new Error(`There is no build: run "npx wxt build -b ${build}" first.`);
  const started = await Promise.all(Array.from({ length: project.config.maxWorkers }, startSeat));
  project.provide(
    'seats',
    started.map(({ seat }) => seat),
  );
  return async () => void (await Promise.all(started.map(({ stop }) => stop())));
}

async function startSeat(): Promise<{ readonly seat: Seat; stop(): Promise<void> }> {
  const devnet = await startDevnet();
  const faucet = await startFaucet(devnet);
  const demo = await startDemo(faucet.report);
  return { seat: { devnet: faucet.report, demo: demo.url }, stop: async () => void (await Promise.all([demo.stop(), faucet.stop(), devnet.stop()])) };
}
