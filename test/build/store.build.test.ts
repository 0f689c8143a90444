import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** What Mozilla's linter may say, and whose code it says it of. */
const allowed: Readonly<Record<string, string>> = {
  UNSAFE_VAR_ASSIGNMENT: 'react-dom sets innerHTML for dangerouslySetInnerHTML, which the wallet does not use',
  DANGEROUS_EVAL: "tronweb's protobuf code falls back to Function('return this')(), which is never reached",
};

type Notice = { readonly code: string; readonly message: string; readonly file?: string };

it("passes the linter of Firefox's store without an error, and with no warning but the known ones", async () => {
  const run = promisify(execFile)(
    process.execPath,
    ['node_modules/web-ext/bin/web-ext.js', 'lint', '-s', '.output/firefox-mv3', '--output', 'json', '--no-config-discovery'],
    { maxBuffer: 2 ** 26 },
  );
  const stdout = await run.then(
    (result) => result.stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
  const { errors, warnings } = JSON.parse(stdout) as { readonly errors: readonly Notice[]; readonly warnings: readonly Notice[] };
  expect(errors).toEqual([]);
  expect(warnings.filter(({ code }) => !Object.hasOwn(allowed, code))).toEqual([]);
});

it.each(['chrome', 'firefox'])('asks for no more than it needs in %s', (browser) => {
  const manifest = JSON.parse(readFileSync(resolve(`.output/${browser}-mv3/manifest.json`), 'utf8')) as Record<string, unknown>;
  expect(manifest['permissions']).toEqual(['storage', 'unlimitedStorage', 'alarms', 'idle', 'scripting']);
  expect(manifest['optional_permissions']).toBeUndefined();
  expect(manifest['host_permissions']).toEqual(['http://localhost/*', 'http://127.0.0.1/*']);
  expect(manifest['externally_connectable']).toBeUndefined();
  // No page of the extension can be put into a frame by a site.
  const exposed = (manifest['web_accessible_resources'] as readonly { readonly resources: readonly string[] }[] | undefined) ?? [];
  expect(exposed.flatMap(({ resources }) => resources).filter((resource) => resource.endsWith('.html'))).toEqual([]);
  const policy = (manifest['content_security_policy'] as { readonly extension_pages: string }).extension_pages;
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'/);
});
