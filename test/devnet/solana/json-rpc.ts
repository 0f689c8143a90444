import { RpcError } from './errors';

export type Call = (method: string, params: readonly unknown[]) => unknown;

/** The answer to one request or to a batch, as text. */
export function answer(body: string, call: Call): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return write({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } });
  }
  return write(Array.isArray(parsed) ? parsed.map((request) => answerOne(request, call)) : answerOne(parsed, call));
}

/** JSON in which a bigint is an integer of any size, as Rust writes its u64. */
export function write(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${mark}${inner}` : inner));
  return text.replace(/"#u64:(\d+)"/g, '$1');
}

const mark = '#u64:';

function answerOne(request: unknown, call: Call) {
  const { id = null, method, params } = (request ?? {}) as { readonly id?: unknown; readonly method?: unknown; readonly params?: unknown };
  try {
    if (typeof method !== 'string') throw new RpcError(-32600, 'Invalid request');
    return { jsonrpc: '2.0', id, result: call(method, Array.isArray(params) ? params : []) };
  } catch (error) {
    const { code, message, data } = error instanceof RpcError ? error : new RpcError(-32603, String(error));
    return { jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } };
  }
}
