import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { DevnetReport } from '../devnet/faucet';
import { listen, sendJson } from '../loopback';
import * as builds from './transactions';

export type Demo = { readonly url: string; stop(): Promise<void> };

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/page.mjs': ['page.mjs', 'text/javascript; charset=utf-8'],
};
const namespaces = { solana: 'solana', tron: 'tron', bitcoin: 'bip122' } as const;

/** A site on loopback that exercises each family, on the local chains. */
export async function startDemo({ chains }: Pick<DevnetReport, 'chains'>): Promise<Demo> {
  const build = (family: keyof typeof namespaces, body: unknown) => {
    const chain = chains.find(({ network }) => network.startsWith(`${namespaces[family]}:`));
    if (!chain) throw new Error(`no local chain for ${family}`);
    return builds[family](chain.url, body);
  };

  const { port, stop } = await listen((request, response) => {
    const path = request.url ?? '';
    const file = request.method === 'GET' && Object.hasOwn(files, path) ? files[path] : undefined;
    if (file) return void response.writeHead(200, { 'content-type': file[1] }).end(readFileSync(join(import.meta.dirname, file[0])));
    const family = /^\/build\/(solana|tron|bitcoin)$/.exec(path)?.[1] as keyof typeof namespaces | undefined;
    if (request.method !== 'POST' || !family) return sendJson(response, 404, { error: 'not here' });
    json(request)
      .then((body) => build(family, body))
      .then(
        (built) => sendJson(response, 200, built),
        (error: unknown) => sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) }),
      );
  });
  // By name: a wallet gives its providers to https and to localhost, and to no other plain http.
  return { url: `http://localhost:${port}/`, stop };
}
