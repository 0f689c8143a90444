import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Loopback = { readonly port: number; readonly url: string; readonly server: Server; stop(): Promise<void> };

/** An HTTP server on 127.0.0.1. Port 0 takes any free one; rejects where the port is taken. */
export async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void, port = 0): Promise<Loopback> {
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.address() as AddressInfo;
  return {
    port: chosen,
    url: `http://127.0.0.1:${chosen}`,
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Lets pages of any origin ask, as public nodes do. True where the question was a preflight, and is answered. */
export function allowPages(request: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader('access-control-allow-headers', '*');
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204).end();
  return true;
}

/**
 * A port that nobody listens on at this moment; the wanted one, if it is free. It is for a program that cannot choose one itself, and lies below the
 * range that outgoing connections are given theirs from: one of those could take it before the program does.
 */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new Error(`Port ${wanted} is taken by another program.`);
  }
  for (let tried = 0; tried < 100; tried += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('No port between 20000 and 32000 is free.');
}

const isFree = (port: number): Promise<boolean> =>
  listen(() => undefined, port).then(
    async ({ stop }) => {
      await stop();
      return true;
    },
    () => false,
  );

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
