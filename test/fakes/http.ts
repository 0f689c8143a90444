import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HttpNode = { readonly url: string; readonly requests: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[]; stop(): Promise<void> };

/** A real HTTP server on loopback that answers as it is told. */
export async function startHttp(answer: (response: ServerResponse, body: string) => void): Promise<HttpNode> {
  const requests: HttpNode['requests'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const body = Buffer.concat(chunks).toString('utf8');
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    answer(response, body);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

/** Answers with JSON-RPC; `{id}` stands for the id of the question. */
export const rpc = (body: string, status = 200) => (response: ServerResponse, asked: string) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body.replace('{id}', String((JSON.parse(asked) as { id: number }).id)));
};
