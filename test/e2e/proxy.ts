import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A node's endpoint that can be made to fall silent: requests then wait for an answer that never comes. */
export type Proxy = { readonly url: string; silence(on: boolean): void; stop(): Promise<void> };

export async function startProxy(target: string): Promise<Proxy> {
  let silent = false;
  const server = createServer((request, response) => {
    if (silent) return;
    void text(request).then(async (body) => {
      const answer = await fetch(`${target}${request.url === '/' ? '' : request.url}`, {
        method: request.method ?? 'GET',
        ...(body && { body, headers: { 'content-type': 'application/json' } }),
      });
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
        'access-control-allow-origin': '*',
        'access-control-allow-headers': '*',
      });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence(on) {
      silent = on;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
