import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `tsx test/tools/contracts.ts` compiles the contracts into compiled.json, which is committed: the tests need no compiler.
const compiler = 'solc@0.8.30';
const here = fileURLToPath(new URL('../contracts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'contracts-'));
execFileSync(
  'npx',
  [
    '--yes',
    compiler,
    '--optimize',
    '--bin',
    '--base-path',
    here,
    '-o',
    out,
    ...readdirSync(here)
      .filter((file) => file.endsWith('.sol'))
      .map((file) => join(here, file)),
  ],
  {
    stdio: ['ignore', 'ignore', 'pipe'],
  },
);
const compiled = readdirSync(out)
  .sort()
  .map((file) => [/_sol_(\w+)\.bin$/.exec(file)?.[1], readFileSync(join(out, file), 'utf8')] as const)
  .filter(([name, code]) => name !== undefined && code !== '');
rmSync(out, { recursive: true });
writeFileSync(join(here, 'compiled.json'), `${JSON.stringify({ compiler, ...Object.fromEntries(compiled) }, undefined, 2)}\n`);
