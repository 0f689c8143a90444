import type { Json } from '../core/json';
import type { Link } from './link';
import type { Page, PageEvent, WalletInfo } from './provider';

/** What the page's end sends: a call of one family's API. The bridge gives it an id of its own before it goes to the worker. */
export type CallFrame = { readonly id: number; readonly family: string; readonly method: string; readonly params: Json };
/** What comes back: the answer to a call, or news for a family. */
export type AnswerFrame =
  | { readonly id: number; readonly value: Json }
  | { readonly id: number; readonly code: number; readonly message: string; readonly data?: Json }
  | { readonly family: string; readonly event: PageEvent };

type Waiting = { resolve(value: Json): void; reject(error: Error): void };

/** Makes the {@link Page} of each family over one link. */
export function createPages(target: Window & typeof globalThis, link: Link, info: WalletInfo): (family: string) => Page {
  const { parse, stringify } = JSON;
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, (event: PageEvent) => void>();
  let last = 0;

  link.receive((text) => {
    const frame = parse(text) as AnswerFrame;
    if ('family' in frame) return listeners.get(frame.family)?.(frame.event);
    const call = waiting.get(frame.id);
    waiting.delete(frame.id);
    if ('code' in frame) call?.reject(pageError(frame.code, frame.message, frame.data));
    else call?.resolve(frame.value);
  });

  return (family) => ({
    window: target,
    info,
    request: (method, params = null) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        let frame;
        try {
          frame = stringify({ id, family, method, params } satisfies CallFrame);
        } catch {
          // Cycles, bigints and throwing getters end here, before anything leaves the page (EIP-1474: invalid params).
          return reject(pageError(-32602, 'The params are not JSON.'));
        }
        waiting.set(id, { resolve, reject });
        link.send(frame);
      }),
    subscribe: (listener) => {
      listeners.set(family, listener);
    },
  });
}

/** What a page is refused with: an Error that carries the number of the family's standard. */
export const pageError = (code: number, message: string, data?: Json): Error => Object.assign(new Error(message), { code }, data !== undefined && { data });
