import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sizesOf } from './sizes';

describe.each(['chrome', 'firefox'] as const)('the %s build', (browser) => {
  const folder = resolve('.output', `${browser}-mv3`);
  const read = (file: string) => readFileSync(join(folder, file));

  it('has a popup of at most 150 kB of gzipped JavaScript', () => {
    const { popup } = sizesOf(browser);
    expect(popup).toBeGreaterThan(50_000);
    expect(popup).toBeLessThanOrEqual(150_000);
  });

  it('puts at most 10 kB into a page, and a bridge of at most 4 kB beside it', () => {
    const { page, bridge } = sizesOf(browser);
    expect(page).toBeLessThanOrEqual(10_000);
    expect(bridge).toBeLessThanOrEqual(4_000);
  });

  it('ends what it puts into a page with nothing that could throw there', () => {
    for (const script of ['inpage.js', 'bridge.js']) expect(read(script).toString().trim()).toMatch(/^\(function\(\)\{[^]*\}\)\(\);$/);
  });

  it('is a zip of at most 2 MB', () => {
    expect(sizesOf(browser).zip).toBeLessThanOrEqual(2_000_000);
  });

  it('holds no source map, and nothing that names the machine it was built on', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    expect(files.filter((file) => read(file).includes(resolve('.')))).toEqual([]);
  });
});
