import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const output = resolve('.output');

describe.each(['chrome', 'firefox'])('the %s build', (browser) => {
  const folder = join(output, `${browser}-mv3`);
  const read = (file: string) => readFileSync(join(folder, file));

  it('has a popup of at most 150 kB of gzipped JavaScript', () => {
    const scripts = scriptsOf(folder, 'popup.html');
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((total, script) => total + gzipSync(readFileSync(script)).length, 0)).toBeLessThanOrEqual(150_000);
  });

  it('puts at most 10 kB into a page, and a bridge of at most 4 kB beside it', () => {
    expect(read('inpage.js').length).toBeLessThanOrEqual(10_000);
    expect(read('bridge.js').length).toBeLessThanOrEqual(4_000);
  });

  it('ends what it puts into a page with nothing that could throw there', () => {
    for (const script of ['inpage.js', 'bridge.js']) expect(read(script).toString().trim()).toMatch(/^\(function\(\)\{[^]*\}\)\(\);$/);
  });

  it('is a zip of at most 2 MB', () => {
    const zip = readdirSync(output).find((file) => file.endsWith(`-${browser}.zip`));
    expect(zip).toBeDefined();
    expect(statSync(join(output, zip!)).size).toBeLessThanOrEqual(2_000_000);
  });

  it('holds no source map, and nothing that names the machine it was built on', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    expect(files.filter((file) => read(file).includes(resolve('.')))).toEqual([]);
  });
});

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
