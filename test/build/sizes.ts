import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Sizes = { readonly popup: number; readonly page: number; readonly bridge: number; readonly worker: number; readonly zip?: number };

const output = resolve('.output');

/** Bytes of a build's parts: `popup` gzipped, what runs at its start; `zip` where one was made. */
export function sizesOf(browser: 'chrome' | 'firefox'): Sizes {
  const folder = join(output, `${browser}-mv3`);
  const bytes = (file: string) => statSync(join(folder, file)).size;
  const popup = scriptsOf(folder, 'popup.html').reduce((total, script) => total + gzipSync(readFileSync(script)).length, 0);
  const zip = readdirSync(output).find((file) => file.endsWith(`-${browser}.zip`));
  return {
    popup,
    page: bytes('inpage.js'),
    bridge: bytes('bridge.js'),
    worker: bytes('background.js'),
    ...(zip !== undefined && { zip: statSync(join(output, zip)).size }),
  };
}

/** Every script that a page runs at its start: its own, and what they import statically. */
function scriptsOf(folder: string, page: string): readonly string[] {
  const html = readFileSync(join(folder, page), 'utf8');
  const waiting = [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, path]) => join(folder, path!));
  const seen = new Set<string>();
  for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
    if (seen.has(script) || !existsSync(script)) continue;
    seen.add(script);
    const imports = readFileSync(script, 'utf8').matchAll(/(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["'](\.[^"']+)["']/g);
    for (const [, path] of imports) waiting.push(resolve(dirname(script), path!));
  }
  return [...seen];
}
