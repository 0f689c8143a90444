// npm test [-- suite…]: installs what is missing, runs every suite, and ends with "N passed, N failed".
// Plain Node: it runs before anything is installed. A suite that cannot run here counts as one failure and says why in one sentence.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, findChromium, findFirefox, installBitcoin, installChromium, installDependencies, installFirefox, installFonts, root } from './machine.mjs';

const bin = (name) => [process.execPath, join(root, 'node_modules', name)];
const tools = {
  tsc: bin('typescript/bin/tsc'),
  eslint: bin('eslint/bin/eslint.js'),
  knip: bin('knip/bin/knip.js'),
  tsx: bin('tsx/dist/cli.mjs'),
  vitest: bin('vitest/vitest.mjs'),
  wxt: bin('wxt/bin/wxt.mjs'),
};

/** In order: what is quick first. `needs` gets what the suite cannot run without, `wants` what it can; both return a sentence when they fail. */
const suites = [
  { name: 'types', check: [...tools.tsc] },
  { name: 'lint', check: [...tools.eslint, '.', '--max-warnings', '0'] },
  { name: 'layers', check: [process.execPath, 'test/layers.mjs'] },
  { name: 'unused', check: [...tools.knip] },
  { name: 'unit', vitest: 'unit' },
  { name: 'vectors', vectors: [...tools.tsx, 'test/vectors/run.ts', '--why'] },
  { name: 'node', vitest: 'node', needs: installBitcoin },
  { name: 'chrome', check: [...tools.wxt, 'zip'] },
  { name: 'firefox', check: [...tools.wxt, 'zip', '-b', 'firefox'] },
  { name: 'build', vitest: 'build' },
  { name: 'e2e', vitest: 'e2e', needs: installChromium, wants: installFonts },
  { name: 'smoke', vitest: 'smoke', needs: installFirefox },
];

const minutes = 25;
const artifacts = join(root, 'artifacts/test');

process.exitCode = await main(process.argv.slice(2));

async function main(names) {
  const chosen = names.length > 0 ? suites.filter(({ name }) => names.includes(name)) : suites;
  const stop = checkNode() ?? (chosen.length === 0 ? `There is no such suite; there are ${suites.map(({ name }) => name).join(', ')}.` : installDependencies());
  if (stop) {
    console.log(stop);
    console.log('0 passed, 1 failed');
    return 1;
  }
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });

  const results = [];
  for (const suite of chosen) {
    console.log(`\n== ${suite.name}`);
    const started = performance.now();
    const result = await outcome(suite);
    results.push({ name: suite.name, seconds: (performance.now() - started) / 1000, ...result });
  }

  console.log(`\n${'suite'.padEnd(12)}   passed   failed  seconds`);
  for (const { name, passed, failed, seconds, why } of results) {
    console.log(`${name.padEnd(12)}${String(passed).padStart(9)}${String(failed).padStart(9)}${seconds.toFixed(0).padStart(9)}${why ? `  ${why}` : ''}`);
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') > 0 ? 1 : 0;
}

async function outcome(suite) {
  const why = suite.needs?.();
  if (why) return { passed: 0, failed: 1, why };
  const poorer = suite.wants?.();
  if (poorer) console.log(poorer);
  if (suite.vitest) return vitest(suite.vitest);
  if (suite.vectors) return vectors(suite.vectors);
  const { code } = await run(suite.check);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(project) {
  const file = join(artifacts, `${project}.json`);
  const { code } = await run([...tools.vitest, 'run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile=${file}`]);
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, why: 'The suite ended without a report.' };
  }
  const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  // An error outside of every test (a rejection nobody awaited, a setup that threw) fails the run as well.
  const outside = code !== 0 && failed === 0 ? 1 : 0;
  const skipped = report.numPendingTests + report.numTodoTests;
  const why = outside ? 'An error outside of the tests.' : report.numTotalTests === 0 ? 'There was no test.' : skipped > 0 ? `${skipped} skipped` : undefined;
  return { passed: report.numPassedTests, failed: failed + outside || (report.numTotalTests === 0 ? 1 : 0), why };
}

async function vectors(command) {
  const { output } = await run(command);
  const [, passed, failed, skipped] = /^total\s+(\d+)\s+(\d+)\s+(\d+)$/m.exec(output) ?? [];
  if (passed === undefined) return { passed: 0, failed: 1, why: 'The vectors ended without a total.' };
  return { passed: Number(passed), failed: Number(failed), ...(Number(skipped) > 0 ? { why: `${skipped} have no code yet` } : {}) };
}

/** Runs one command with its output shown, and ends it, children included, when it takes too long. */
function run([command, ...args]) {
  return new Promise((resolve) => {
    const env = { ...process.env, CI: 'true', CHROMIUM: findChromium() ?? '', FIREFOX: findFirefox() ?? '' };
    const child = spawn(command, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It is gone already.
      }
    };
    const interrupt = () => {
      end('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    const timer = setTimeout(() => {
      console.log(`This took longer than ${minutes} minutes and was ended.`);
      end('SIGKILL');
    }, minutes * 60_000);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      end('SIGKILL');
      resolve({ code, output });
    });
  });
}
