import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'holdall-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hashes = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile())
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(root, name)))
          .digest('hex'),
      ]),
  );

it('is the same for whoever builds it again, byte for byte: what the stores serve can be checked against the source', async () => {
  // Elsewhere, because where a build lies must not be written into it; by a process of its own, because a test runner builds for tests.
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  const program = `import('wxt').then(({ build }) => build({ outDir: ${JSON.stringify(folder)} }))`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  const again = hashes(join(folder, 'chrome-mv3'));
  expect(Object.keys(again).length).toBeGreaterThan(10);
  expect(again).toEqual(hashes(resolve('.output/chrome-mv3')));
}, 120_000);
