import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** Runs the layer check over a small tree of its own. */
function layers(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  folders.push(folder);
  mkdirSync(join(folder, 'entrypoints'), { recursive: true });
  for (const [path, text] of Object.entries({ 'tsconfig.json': '{"compilerOptions":{"module":"ESNext","moduleResolution":"Bundler"}}', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'layers.mjs')], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const clean = {
  'src/core/amount.ts': 'export const one = 1n;\n',
  'src/wallet/api.ts': 'export type Api = { readonly ping: true };\n',
  'src/ui/app.ts': "import type { Api } from '../wallet/api';\nexport const api = {} as Api;\n",
};

it('passes a tree that keeps the rules, type-only imports included', () => {
  expect(layers(clean)).toMatchObject({ status: 0, stdout: '3 modules, 0 violations\n' });
});

it.each([
  ['core-is-the-bottom', 'src/core/amount.ts', "import '../wallet/api';\n"],
  ['ui-sees-data-and-types', 'src/ui/app.ts', "import '../wallet/api';\n"],
  ['secrets-stay-in-the-worker', 'src/ui/app.ts', "import '../keyring/vault';\n"],
  ['keyring-knows-no-service', 'src/keyring/vault.ts', "import '../wallet/api';\n"],
])('fails on a planted violation of %s', (rule, path, text) => {
  const result = layers({ ...clean, 'src/keyring/vault.ts': 'export const vault = 1;\n', [path]: text });
  expect(result.status).toBe(1);
  expect(result.stderr).toContain(`${rule}: ${path}`);
});

it('fails when fewer modules are seen than there are', () => {
  // The cruiser does not look into folders of this name, as it looks into none when it cannot read TypeScript.
  const result = layers({ ...clean, 'src/wallet/node_modules/unseen.ts': "import '../../keyring/vault';\n" });
  expect(result).toMatchObject({ status: 1, stderr: 'error: only 3 of 4 modules were seen\n' });
});
