import type { Json } from '../core/json';
import type { PageEvent } from '../inpage/provider';

/**
 * What travels on the port between a page's bridge and the worker. `id` is unguessable and the same when a bridge sends a call
 * again after the worker died, so that the worker can attach it to the question it already asks.
 */
export type PageCall = { readonly id: string; readonly family: string; readonly method: string; readonly params: Json };
export type PageReply =
  | { readonly id: string; readonly ok: true; readonly value: Json }
  | { readonly id: string; readonly ok: false; readonly code: number; readonly message: string; readonly data?: Json };
export type PagePush = { readonly family: string; readonly event: PageEvent };

/** The port's name. It proves nothing: who is at the other end is decided by {@link import('./sender').peerOf}. */
export const pagePort = 'page';
export const uiPort = 'ui';
