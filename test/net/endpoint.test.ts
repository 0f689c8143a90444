import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { endpoint } from '../../src/net/endpoint';
import { rpc, startHttp, type HttpNode } from '../fakes/http';

let nodes: HttpNode[] = [];
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  nodes = [];
});

async function serve(answer: (response: ServerResponse, body: string) => void): Promise<HttpNode> {
  const node = await startHttp(answer);
  nodes.push(node);
  return node;
}
const ask = async (answer: (response: ServerResponse, body: string) => void, limits?: { timeout: number; limit: number }) =>
  endpoint((await serve(answer)).url, limits).request('eth_chainId', []);
const rest = async (status: number, body: string, type = 'text/plain') =>
  endpoint(
    (
      await serve((response) => {
        response.writeHead(status, { 'content-type': type });
        response.end(body);
      })
    ).url,
  ).get('/tx');

describe('a JSON-RPC endpoint', () => {
  it('is believed when it answers the question', async () => {
    expect(await ask(rpc('{"jsonrpc":"2.0","id":{id},"result":{"value":18446744073709551615,"small":12}}'))).toEqual({
      value: '18446744073709551615',
      small: 12,
    });
  });

  it('is not followed to another place, the own machine least of all', async () => {
    let heard = 0;
    const { url } = await serve((response, body) => {
      heard++;
      rpc('{"jsonrpc":"2.0","id":{id},"result":"0x1"}')(response, body);
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const answer = ask((response) => response.writeHead(status, { location: url }).end());
      await expect(answer, String(status)).rejects.toMatchObject({ code: 'network/unreachable' });
    }
    expect(heard).toBe(0);
  });

  it('may answer null', async () => {
    expect(await ask(rpc('{"jsonrpc":"2.0","id":{id},"result":null}'))).toBeNull();
  });

  it('is quoted when it refuses', async () => {
    await expect(ask(rpc('{"jsonrpc":"2.0","id":{id},"error":{"code":-32000,"message":"nonce too low","data":"0x1"}}'))).rejects.toMatchObject({
      name: 'NodeError',
      code: -32000,
      message: 'nonce too low',
      data: '0x1',
    });
  });

  it('is quoted when it refuses with an HTTP status of its own', async () => {
    await expect(ask(rpc('{"jsonrpc":"2.0","id":{id},"error":{"code":-32600,"message":"no"}}', 400))).rejects.toMatchObject({ name: 'NodeError' });
  });

  it.each([
    ['another id', '{"jsonrpc":"2.0","id":999,"result":"0x1"}'],
    ['the id as a string', '{"jsonrpc":"2.0","id":"{id}","result":"0x1"}'],
    ['both a result and an error', '{"jsonrpc":"2.0","id":{id},"result":"0x1","error":{"code":1,"message":"x"}}'],
    ['neither', '{"jsonrpc":"2.0","id":{id}}'],
    ['an error without words', '{"jsonrpc":"2.0","id":{id},"error":{"code":"1"}}'],
    ['an error that is a string', '{"jsonrpc":"2.0","id":{id},"error":"no"}'],
    ['a page', '<html>Sign in to the hotel</html>'],
    ['half an answer', '{"jsonrpc":"2.0","id":{id},"resu'],
    ['nothing', ''],
    ['a batch', '[{"jsonrpc":"2.0","id":{id},"result":"0x1"}]'],
    ['a result from a prototype', '{"__proto__":{"result":"0x1"},"id":{id}}'],
  ])('is not believed with %s', async (_name, body) => {
    await expect(ask(rpc(body))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it('is not believed with bytes that are no text', async () => {
    await expect(ask((response) => response.end(Uint8Array.of(0x22, 0xff, 0x22)))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it.each([429, 500, 503])('counts as out of reach with status %i', async (status) => {
    await expect(ask(rpc('{"jsonrpc":"2.0","id":{id},"result":"0x1"}', status))).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('is given up when it says nothing', async () => {
    await expect(ask(() => {}, { timeout: 100, limit: 1000 })).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('is given up when it never ends', async () => {
    const drip = (response: ServerResponse) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    await expect(ask(drip, { timeout: 150, limit: 1_000_000 })).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('is cut off when it sends more than anyone asked for', async () => {
    let sent = 0;
    const flood = (response: ServerResponse) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent++;
      };
      response.on('drain', more);
      more();
    };
    await expect(ask(flood, { timeout: 5000, limit: 100_000 })).rejects.toMatchObject({ code: 'network/bad-response' });
    expect(sent).toBeLessThan(200);
  });

  it('leads nowhere else', async () => {
    const other = await serve(rpc('{"jsonrpc":"2.0","id":{id},"result":"0x1"}'));
    await expect(
      ask((response) => {
        response.writeHead(307, { location: other.url });
        response.end();
      }),
    ).rejects.toMatchObject({ code: 'network/unreachable' });
    expect(other.requests).toEqual([]);
  });

  it('learns nothing of the user but the question', async () => {
    const node = await serve(rpc('{"jsonrpc":"2.0","id":{id},"result":"0x1"}'));
    await endpoint(`${node.url}/v3/key?token=1`).request('eth_chainId', ['a']);
    const [{ method, url, headers, body }] = node.requests as [HttpNode['requests'][number]];
    expect([method, url, JSON.parse(body)]).toEqual(['POST', '/v3/key?token=1', { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: ['a'] }]);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
  });
});

describe('a REST endpoint', () => {
  it('answers with JSON, or with text where it is none', async () => {
    expect(await rest(200, '{"fee":1.5,"value":2100000000000000}')).toEqual({ fee: 1.5, value: '2100000000000000' });
    expect(await rest(200, '840000')).toBe(840000);
    expect(await rest(200, '0200ff')).toBe('0200ff');
  });

  it('is quoted when it refuses', async () => {
    await expect(rest(404, 'Transaction not found')).rejects.toMatchObject({ name: 'NodeError', code: 404, message: 'Transaction not found' });
    await expect(rest(400, '{"Error":"no"}', 'application/json')).rejects.toMatchObject({ name: 'NodeError', code: 400, data: { Error: 'no' } });
  });

  it.each([403, 429, 502])('counts as out of reach with status %i', async (status) => {
    await expect(rest(status, 'no')).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('is not believed with a page', async () => {
    await expect(rest(200, '<html></html>', 'text/html; charset=utf-8')).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it('is asked below its path, with its query behind', async () => {
    const node = await serve((response) => response.end('1'));
    const transport = endpoint(`${node.url}/api?key=a`);
    await transport.get('/tx/1');
    await transport.get('/tx?limit=2');
    await transport.post('/tx', 'beef');
    await transport.post('/wallet', { visible: true });
    expect(node.requests.map(({ method, url, headers, body }) => [method, url, headers['content-type'], body])).toEqual([
      ['GET', '/api/tx/1?key=a', undefined, ''],
      ['GET', '/api/tx?limit=2&key=a', undefined, ''],
      ['POST', '/api/tx?key=a', 'text/plain', 'beef'],
      ['POST', '/api/wallet?key=a', 'application/json', '{"visible":true}'],
    ]);
  });
});
