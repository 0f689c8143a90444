import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ChainAdapter, ChainContext } from '../../../src/chains/adapter';
import type { Network } from '../../../src/chains/family';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import type { Area } from '../../../src/storage/slot';
import { openSlots } from '../../../src/storage/slots';
import { createCore } from '../../../src/wallet/core';
import { createNetworks } from '../../../src/wallet/networks';
import { listen, type Loopback } from '../../loopback';

/** What a node was asked. Of REST the method is the path below the endpoint, without the slash. */
export type Question = { readonly method: string; readonly params: Json; readonly id?: Json };

/** Text is sent as it stands, anything else as a result; a function has the connection to itself. */
export type Reply = { readonly status?: number; readonly body: string } | { readonly result: Json } | ((response: ServerResponse) => void | Promise<void>);

export type Node = Loopback & { readonly asked: readonly Question[] };

/** A node on loopback that answers as it is told, JSON-RPC and REST alike. */
export async function startNode(answer: (question: Question) => Reply | Promise<Reply>): Promise<Node> {
  const asked: Question[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const question = await questionIn(request);
    asked.push(question);
    try {
      const reply = await answer(question);
      if (typeof reply === 'function') return void (await reply(response));
      const body =
        'body' in reply ? reply.body : JSON.stringify(question.id === undefined ? reply.result : { jsonrpc: '2.0', id: question.id, result: reply.result });
      // Strings of REST are bare text.
      const plain = 'result' in reply && question.id === undefined && typeof reply.result === 'string';
      response.writeHead('body' in reply ? (reply.status ?? 200) : 200, { 'content-type': plain ? 'text/plain' : 'application/json' });
      response.end(plain ? (reply.result as string) : body);
    } catch (error) {
      const { code, message } = error instanceof NodeError ? error : { code: -32603, message: String(error) };
      if (question.id === undefined) response.writeHead(404).end(message);
      else response.end(JSON.stringify({ jsonrpc: '2.0', id: question.id, error: { code, message } }));
    }
  };
  const loopback = await listen((request, response) => void respond(request, response).catch(() => response.destroy()));
  return { ...loopback, asked };
}

async function questionIn(request: IncomingMessage): Promise<Question> {
  const body = await text(request);
  const path = (request.url ?? '/').slice(1);
  if (path !== '') return { method: path, params: parsed(body) };
  const { method, params, id } = parsed(body) as { readonly method: string; readonly params: Json; readonly id: Json };
  return { method, params, id };
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

/** The context an adapter gets from the wallet itself, on a network whose endpoints are these: with its failover, limits, and check of the chain. */
export async function contextOn<C extends ChainContext>(adapter: unknown, network: Network, urls: readonly string[]): Promise<C> {
  const slot = openSlots({ local: area(), memory: area(), session: area() }).networks;
  await slot.update((book) => ({ ...book, changes: { [network.id]: { enabled: true, endpoints: urls } } }));
  const networks = createNetworks({ core: createCore(Date.now), slot, loadAdapter: async () => adapter as ChainAdapter, hasWallet: async () => true });
  return (await networks.open(network.id)).context as unknown as C;
}

function area(): Area {
  const kept = new Map<string, Json>();
  return { get: async (key) => kept.get(key), set: async (key, value) => void kept.set(key, value), clear: async () => kept.clear() };
}
