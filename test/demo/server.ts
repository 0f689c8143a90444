import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DevnetReport } from '../devnet/faucet';
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

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const reply = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const file = request.method === 'GET' && Object.hasOwn(files, path) ? files[path] : undefined;
    if (file) return void response.writeHead(200, { 'content-type': file[1] }).end(readFileSync(join(import.meta.dirname, file[0])));
    const family = /^\/build\/(solana|tron|bitcoin)$/.exec(path)?.[1] as keyof typeof namespaces | undefined;
    if (request.method !== 'POST' || !family) return void reply(404, { error: 'not here' });
    text(request).then((body) => build(family, JSON.parse(body))).then(
      (built) => reply(200, built),
      (error: unknown) => reply(400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // By name: a wallet gives its providers to https and to localhost, and to no other plain http.
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
