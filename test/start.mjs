// npm start: installs what is missing, builds, starts the local chains, and opens Chromium with the wallet, funded, and the demo site.
// Where there is no display it takes the same tour without one, and leaves pictures and a transcript in artifacts/tour.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, findChromium, installBitcoin, installChromium, installDependencies, installFonts, root } from './machine.mjs';

process.exitCode = await main();

async function main() {
  const stop = checkNode() ?? installDependencies() ?? installChromium() ?? installBitcoin();
  if (stop) return say(stop, 1);
  const poorer = installFonts();
  if (poorer) say(poorer);
  console.log('Building the extension …');
  const built = spawnSync(process.execPath, [join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) return say(`The extension could not be built:\n${built.stdout}${built.stderr}`, 1);

  const display = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) && !process.argv.includes('--headless');
  const args = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'test/tour/run.ts', ...(display ? [] : ['--headless'])];
  const tour = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, CHROMIUM: findChromium() } });
  // The tour ends itself, and what it started, on these; this only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tour.kill(signal));
  return new Promise((resolve) => tour.on('close', (code) => resolve(code ?? 1)));
}

function say(sentence, code) {
  console.log(sentence);
  return code;
}
