import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api } from './api';

const headers = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, POST, OPTIONS', 'access-control-allow-headers': '*' };

/** Runs tasks one after another: the virtual machine has one state. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn;
    return turn;
  };
}

/** Serves an api on loopback. Port 0 takes any free one. */
export async function serve(api: Api, port: number, inTurn: InTurn): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') response.writeHead(204, headers).end();
    else void inTurn(() => answer(api, request)).then(({ status, body }) => send(response, status, body));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function answer(api: Api, request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.replace(/^\/(wallet|walletsolidity)\/+/, '/$1/');
    if (!Object.hasOwn(api, path)) return { status: 404, body: { Error: `not found: ${pathname}` } };
    const query = { ...Object.fromEntries(searchParams), ...(text ? (JSON.parse(text) as object) : {}) };
    return { status: 200, body: await api[path]!(query) };
  } catch (error) {
    // A full node also answers 200 with the exception's name and text.
    return { status: 200, body: { Error: `class java.lang.Exception : ${(error as Error).message}` } };
  }
}
