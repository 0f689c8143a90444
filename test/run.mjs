// npm test [-- suite…]: installs what is missing, runs every suite, and ends with "N passed, N failed".
// Plain Node: it runs before anything is installed. A suite that cannot run here counts as one failure and says why in one sentence.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
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

/**
 * In order: what is quick first. `needs` gets what the suite cannot run without, `wants` what it can; both return a sentence when they fail.
 * `again` runs the files that failed once more.
 */
const suites = [
  { name: 'types', check: [...tools.tsc] },
  { name: 'lint', check: [...tools.eslint, '.', '--max-warnings', '0'] },
  { name: 'layers', check: [process.execPath, 'test/layers.mjs'] },
  { name: 'unused', check: [...tools.knip] },
  { name: 'unit', vitest: 'unit', again: true },
  { name: 'vectors', vectors: [...tools.tsx, 'test/vectors/run.ts', '--why'] },
  { name: 'node', vitest: 'node', again: true, needs: installBitcoin },
  { name: 'chrome', check: [...tools.wxt, 'zip'] },
  { name: 'firefox', check: [...tools.wxt, 'zip', '-b', 'firefox'] },
  { name: 'build', vitest: 'build' },
  { name: 'e2e', vitest: 'e2e', again: true, needs: installChromium, wants: installFonts },
  { name: 'smoke', vitest: 'smoke', again: true, needs: installFirefox },
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
  if (suite.vitest) return vitest(suite);
  if (suite.vectors) return vectors(suite.vectors);
  const { code } = await run(suite.check);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(suite) {
  const first = await attempt(suite);
  // Browsers and nodes on a busy machine can fail for reasons of the machine's. A file that fails gets one more run, alone, and the table says so.
  const again = suite.again && first.files && first.failedFiles.length > 0 && first.failedFiles.length <= 5 ? first.failedFiles : [];
  if (again.length === 0) return summary(first);
  console.log(`\n== ${suite.name}, again: ${again.map((file) => relative(root, file)).join(', ')}`);
  const second = await attempt(suite, again);
  if (!second.files) return summary(first);
  const files = { ...first.files, ...second.files };
  const failedFiles = Object.keys(files).filter((file) => files[file].status === 'failed');
  const mended = again.filter((file) => !failedFiles.includes(file)).map((file) => relative(root, file));
  return summary({ files, failedFiles, code: second.code }, mended.length > 0 ? `passed at the second run: ${mended.join(', ')}` : undefined);
}

/** One run of a suite, or of some files of it: the report of each file by its name. Without `files` when it ended without a report. */
async function attempt({ vitest: project }, only = []) {
  const file = join(artifacts, `${project}${only.length > 0 ? '-again' : ''}.json`);
  const { code } = await run([...tools.vitest, 'run', '--project', project, ...only, '--reporter=dot', '--reporter=json', `--outputFile=${file}`]);
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const files = Object.fromEntries(testResults.map((result) => [result.name, result]));
    return { code, files, failedFiles: Object.keys(files).filter((name) => files[name].status === 'failed') };
  } catch {
    return { code };
  }
}

function summary({ code, files, failedFiles }, said) {
  if (!files) return { passed: 0, failed: 1, why: 'The suite ended without a report.' };
  const tests = Object.values(files).flatMap(({ assertionResults }) => assertionResults);
  if (tests.length === 0) return { passed: 0, failed: 1, why: 'There was no test.' };
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  // A file whose setup threw has failed without a failed test.
  const broken = failedFiles.filter((file) => !files[file].assertionResults.some(({ status }) => status === 'failed')).length;
  const failed = count('failed') + broken;
  // A rejection that nobody awaited fails the run as well.
  const outside = code !== 0 && failed === 0 ? 1 : 0;
  const skipped = count('skipped', 'pending', 'todo');
  const why = [outside && 'An error outside of the tests.', skipped > 0 && `${skipped} skipped`, said].filter(Boolean).join('; ');
  return { passed: count('passed'), failed: failed + outside, ...(why && { why }) };
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
