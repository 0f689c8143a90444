import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../loopback';

/** An endpoint before a JSON-RPC node that remembers what it was asked: one entry per HTTP request, the method's name. */
export type Counted = { readonly url: string; asked(): readonly string[]; forget(): void; stop(): Promise<void> };

export async function startCounted(node: string): Promise<Counted> {
  let asked: string[] = [];
  const { url, stop } = await listen((incoming, response) => {
    void buffer(incoming).then((body) => {
      asked.push((JSON.parse(body.toString()) as { method: string }).method);
      const onward = request(node, { method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, { 'content-type': 'application/json' });
        answer.pipe(response);
      });
      onward.end(body);
    });
  });
  return {
    url,
    stop,
    asked: () => asked,
    forget() {
      asked = [];
    },
  };
}
