// npm run devnet [-- --json] [--fund ADDRESS…]: runs every local chain until it is stopped.
import { startDevnet } from '.';
import { fundEverywhere, startFaucet, type DevnetReport } from './faucet';

const args = process.argv.slice(2);
const json = args.includes('--json');
const fundAt = args.indexOf('--fund');
const addresses = fundAt < 0 ? [] : args.slice(fundAt + 1).filter((argument) => !argument.startsWith('--'));

try {
  await serve();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const devnet = await startDevnet();
  const faucet = await startFaucet(devnet);
  // Nobody mines on regtest: without this a payment would never be confirmed.
  const miner = setInterval(() => void devnet.chains.find(({ network }) => network.startsWith('bip122:'))?.mine?.(1), 10_000);

  let stopping: Promise<void> | undefined;
  const stop = () => {
    clearInterval(miner);
    stopping ??= Promise.all([faucet.stop(), devnet.stop()]).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  for (const address of addresses) {
    const labels = await fundEverywhere(devnet, address);
    console.error(labels.length > 0 ? `${address} has coins on ${labels.join(', ')}` : `${address} is no address of these chains`);
  }
  console.log(json ? JSON.stringify(faucet.report) : table(faucet.report));
}

function table({ faucet, chains }: DevnetReport): string {
  const rows = chains.map(({ label, network, url, websocket }) => [label, network, url, websocket ?? '']);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const example = `curl -d '{"network":"${chains[0]!.network}","address":"…"}' ${faucet}/fund`;
  return [...lines, '', `Faucet: ${example}`, 'Ctrl+C stops all of them.'].join('\n');
}
