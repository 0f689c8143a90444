import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../loopback';

export type HttpNode = {
  readonly url: string;
  readonly requests: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  stop(): Promise<void>;
};

/** A real HTTP server on loopback that answers as it is told. */
export async function startHttp(answer: (response: ServerResponse, body: string) => void): Promise<HttpNode> {
  const requests: HttpNode['requests'] = [];
  const { url, stop } = await listen(async (request, response) => {
    const body = await text(request);
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    answer(response, body);
  });
  return { url, requests, stop };
}

/** Answers with JSON-RPC; `{id}` stands for the id of the question. */
export const rpc =
  (body: string, status = 200) =>
  (response: ServerResponse, asked: string) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body.replace('{id}', String((JSON.parse(asked) as { id: number }).id)));
  };
