import type { Transport } from '../chains/adapter';
import { fromUtf8 } from '../core/bytes';
import { NodeError, WalletError } from '../core/errors';
import { parseExact, type Json } from '../core/json';

/** What every request is held to. `timeout` in ms, from the first byte sent to the last one read; `limit` in bytes of the answer. */
export type Limits = { readonly timeout: number; readonly limit: number };

const defaults: Limits = { timeout: 10_000, limit: 5_000_000 };

/** One endpoint, asked once. Everything it answers is input: what is not a plain answer to the question is `network/bad-response`. */
export function endpoint(url: string, { timeout, limit }: Limits = defaults): Transport {
  let next = 1;

  async function exchange(target: string, init: RequestInit): Promise<{ readonly status: number; readonly type: string; readonly text: string }> {
    try {
      const response = await fetch(target, {
        ...init,
        signal: AbortSignal.timeout(timeout),
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      });
      return { status: response.status, type: response.headers.get('content-type') ?? '', text: await read(response, limit) };
    } catch (error) {
      if (error instanceof WalletError) throw error;
      throw new WalletError('network/unreachable', { url });
    }
  }

  return {
    async request(method, params) {
      const id = next++;
      const { status, text } = await exchange(url, { method: 'POST', headers: json, body: JSON.stringify({ jsonrpc: '2.0', id, method, params }) });
      // Out of service, or too many requests: another endpoint may do. Any other status counts for what its body says.
      if (status === 429 || status >= 500) throw new WalletError('network/unreachable', { url, status: String(status) });
      return resultOf(parse(text), id);
    },
    get: async (path) => rest(await exchange(join(url, path), { method: 'GET' })),
    post: async (path, body) =>
      rest(
        await exchange(
          join(url, path),
          typeof body === 'string'
            ? { method: 'POST', headers: { 'content-type': 'text/plain' }, body }
            : { method: 'POST', headers: json, body: JSON.stringify(body) },
        ),
      ),
  };
}

const json = { 'content-type': 'application/json' };

/** A query (an API key) stays behind the path. */
function join(url: string, path: string): string {
  const [base, query] = url.split('?', 2);
  return query === undefined ? `${base}${path}` : `${base}${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function rest({ status, type, text }: { readonly status: number; readonly type: string; readonly text: string }): Json {
  // A captive portal answers every question with a page.
  if (type.includes('html')) throw new WalletError('network/bad-response');
  if (status === 401 || status === 403 || status === 429 || status >= 500) throw new WalletError('network/unreachable', { status: String(status) });
  const body = parseOr(text, text);
  if (status >= 400) throw new NodeError(status, text.slice(0, longestMessage), body);
  return body;
}

/** JSON-RPC 2.0 §5: the id of the question, and either a result or an error. */
function resultOf(reply: Json, id: number): Json {
  if (reply === null || typeof reply !== 'object' || Array.isArray(reply)) throw new WalletError('network/bad-response');
  const { id: answered, result, error } = reply as { readonly id?: Json; readonly result?: Json; readonly error?: Json };
  if (answered !== id) throw new WalletError('network/bad-response');
  if (error === undefined || error === null) {
    if (result === undefined) throw new WalletError('network/bad-response');
    return result;
  }
  const { code, message, data } = Object(error) as { readonly code?: Json; readonly message?: Json; readonly data?: Json };
  if (typeof code !== 'number' || typeof message !== 'string' || (result !== undefined && result !== null)) throw new WalletError('network/bad-response');
  throw new NodeError(code, message.slice(0, longestMessage), data);
}

const longestMessage = 2000;

function parse(text: string): Json {
  try {
    return parseExact(text);
  } catch {
    throw new WalletError('network/bad-response');
  }
}

function parseOr(text: string, other: Json): Json {
  try {
    return parseExact(text);
  } catch {
    return other;
  }
}

async function read(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > limit) {
      await reader?.cancel().catch(() => {});
      throw new WalletError('network/bad-response', { size: 'too large' });
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  try {
    return fromUtf8(bytes);
  } catch {
    throw new WalletError('network/bad-response');
  }
}
