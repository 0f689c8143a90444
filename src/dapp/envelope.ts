import * as v from 'valibot';
import type { PageFailure } from '../chains/family';
import { families, type FamilyId } from '../chains/registry';
import type { Json } from '../core/json';

export type PageQuery = { readonly id: string; readonly family: FamilyId; readonly method: string; readonly params: Json };

/** `silence`: no answer could find its way back. */
export type Opened = { readonly call: PageQuery } | { readonly id: string; readonly family: FamilyId; readonly failure: PageFailure } | 'silence';

const longestParams = 1_000_000;
const deepestParams = 100;

const shape = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  family: v.custom<FamilyId>((value) => typeof value === 'string' && Object.hasOwn(families, value)),
});
const method = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

/** Reads what came through a page's port. It may be anything: in Firefox a port carries structured clones, cycles and maps included. */
export function openEnvelope(message: unknown): Opened {
  const frame = v.safeParse(shape, message);
  if (!frame.success) return 'silence';
  const { id, family } = frame.output;
  const call = message as { readonly method?: unknown; readonly params?: unknown };
  if (!v.is(method, call.method)) return { id, family, failure: 'invalid-request' };
  const params = plain(call.params);
  return params === undefined ? { id, family, failure: 'invalid-params' } : { call: { id, family, method: call.method, params } };
}

/** A copy that is JSON and nothing else, without keys that reach a prototype. Undefined for what is too long, too deep, or not JSON. */
function plain(params: unknown): Json | undefined {
  if (params === undefined) return null;
  if (params !== null && !['boolean', 'number', 'string', 'object'].includes(typeof params)) return undefined;
  try {
    const text = JSON.stringify(params);
    if (text.length > longestParams || depth(text) > deepestParams) return undefined;
    return JSON.parse(text, (key, value: Json) => (key === '__proto__' ? undefined : value)) as Json;
  } catch {
    return undefined;
  }
}

function depth(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/"(?:\\.|[^"\\])*"|[[{]|[\]}]/g)) {
    if (bracket === '[' || bracket === '{') deepest = Math.max(deepest, ++open);
    else if (bracket === ']' || bracket === '}') open--;
  }
  return deepest;
}
