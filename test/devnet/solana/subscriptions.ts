import type { WebSocket } from 'ws';
import { invalidParams, RpcError } from './errors';
import { write } from './json-rpc';
import type { Ledger } from './ledger';
import { inContext, written } from './methods';

type Subscription = { readonly socket: WebSocket; readonly look: () => unknown; readonly method: string; readonly once: boolean };
type Subscribe = (kind: string, key: unknown, options: { readonly commitment?: string; readonly encoding?: string }) => Omit<Subscription, 'socket'>;

const depths: Readonly<Record<string, number>> = { processed: 0, confirmed: 1, finalized: 32 };
/** What `look` returns when there is nothing to push. */
const nothing = Symbol('nothing');

/** slotSubscribe, signatureSubscribe and accountSubscribe, looked at after every slot. Returns the handler of one socket's requests. */
export function createSubscriptions(ledger: Ledger) {
  const subscriptions = new Map<number, Subscription>();
  let last = 0;

  const subscribe: Subscribe = (kind, key, { commitment = 'finalized', encoding }) => {
    if (kind === 'slot')
      return {
        method: 'slotNotification',
        once: false,
        look: () => ({ slot: ledger.slot(), parent: ledger.slot() - 1, root: Math.max(0, ledger.slot() - 32) }),
      };
    if (typeof key !== 'string') throw invalidParams('expected a string');
    if (kind === 'signature') {
      const depth = depths[commitment] ?? 32;
      const look = () => {
        const entry = ledger.entries.get(key);
        return entry && ledger.slot() - entry.slot >= depth ? inContext(ledger, { err: entry.error }) : nothing;
      };
      return { method: 'signatureNotification', once: true, look };
    }
    let before = write(written(ledger.account(key), { encoding }));
    const look = () => {
      const account = written(ledger.account(key), { encoding });
      const now = write(account);
      if (now === before) return nothing;
      before = now;
      return inContext(ledger, account);
    };
    return { method: 'accountNotification', once: false, look };
  };

  const stop = ledger.onSlot(() => {
    for (const [subscription, { socket, look, method, once }] of subscriptions) {
      const result = look();
      if (result === nothing) continue;
      socket.send(write({ jsonrpc: '2.0', method, params: { result, subscription } }));
      if (once) subscriptions.delete(subscription);
    }
  });

  return {
    stop,
    handle(socket: WebSocket, method: string, params: readonly unknown[]): unknown {
      const [, kind, verb] = /^(slot|signature|account)(Subscribe|Unsubscribe)$/.exec(method) ?? [];
      if (!kind) throw new RpcError(-32601, 'Method not found');
      if (verb === 'Unsubscribe') return subscriptions.delete(params[0] as number);
      subscriptions.set(++last, { socket, ...subscribe(kind, params[0], (params[1] ?? {}) as Parameters<Subscribe>[2]) });
      return last;
    },
    forget(socket: WebSocket): void {
      for (const [id, subscription] of subscriptions) if (subscription.socket === socket) subscriptions.delete(id);
    },
  };
}
