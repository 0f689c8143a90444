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

/** A port that nobody listens on at this moment; the wanted one, if it is free. */
export async function freePort(wanted = 0): Promise<number> {
  const { port, stop } = await listen(() => undefined, wanted).catch(() => {
    throw new Error(`Port ${wanted} is taken by another program.`);
  });
  await stop();
  return port;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
