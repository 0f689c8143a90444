import type { IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { allowPages, listen, sendJson, type Loopback } from '../../loopback';
import type { Api } from './api';

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
export function serve(api: Api, port: number, inTurn: InTurn): Promise<Loopback> {
  return listen((request, response) => {
    if (!allowPages(request, response)) void inTurn(() => answer(api, request)).then(({ status, body }) => sendJson(response, status, body));
  }, port);
}

async function answer(api: Api, request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const text = await textOf(request);
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
