import { codeOf, reasonOf, WalletError, type ErrorCode, type Reason } from '../core/errors';
import { decode, encode, type Json, type Wire } from '../core/json';

/** The part of `chrome.runtime.Port` we use. */
export type Port = {
  postMessage(message: unknown): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
};

type Call = { readonly id: number; readonly call: string; readonly args: Json };
type Reply =
  | { readonly id: number; readonly ok: true; readonly value: Json }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly reason?: Reason };
type Event = { readonly event: string; readonly value: Json };

type Method = (...args: never[]) => unknown;
export type Api = { readonly [service: string]: { readonly [method: string]: Method } };

/** The caller's view of an {@link Api}: the same, but asynchronous. The implementation is the contract. */
export type Client<A extends Api> = {
  readonly [S in keyof A]: {
    readonly [M in keyof A[S]]: A[S][M] extends (...args: infer P) => infer R ? (...args: P) => Promise<Awaited<R>> : never;
  };
};

/** Answers calls on `port` from `api`, and nothing else: names are looked up in a flat map, never walked. */
export function serve(port: Port, api: Api): { emit(event: string, value: Wire): void } {
  const methods = new Map<string, (...args: unknown[]) => unknown>(
    Object.entries(api).flatMap(([service, methods]) =>
      Object.entries(methods).map(([name, method]) => [`${service}.${name}`, method as (...args: unknown[]) => unknown] as const),
    ),
  );
  const post = (message: Reply | Event) => {
    try {
      port.postMessage(message);
    } catch {
      /* the page went away; nobody is waiting */
    }
  };
  async function answer({ id, call, args }: Call): Promise<Reply> {
    try {
      const method = methods.get(call);
      if (!method) throw new WalletError('rpc/unknown-call', { call });
      return { id, ok: true, value: encode((await method(...(decode(args) as readonly unknown[]))) as Wire) };
    } catch (error) {
      // Only a code crosses, and what a contract said: messages and stacks of our libraries can carry secrets.
      const reason = reasonOf(error);
      return { id, ok: false, code: codeOf(error), ...(reason && { reason }) };
    }
  }
  port.onMessage.addListener((message) => {
    if (isCall(message)) void answer(message).then(post);
  });
  return { emit: (event, value) => post({ event, value: encode(value) }) };
}

/** Calls an {@link Api} at the far end. `connect` is asked again after the worker dies; nothing is sent a second time. */
export function createClient<A extends Api>(connect: () => Port, onEvent?: (event: string, value: Wire) => void): Client<A> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let port: Port | undefined;
  let next = 1;

  function open(): Port {
    const opened = connect();
    opened.onMessage.addListener((received) => {
      const message = received as Reply | Event;
      if ('event' in message) return onEvent?.(message.event, decode(message.value));
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.ok) call?.resolve(decode(message.value));
      else call?.reject(new WalletError(message.code as ErrorCode, {}, message.reason ? { reason: message.reason } : {}));
    });
    opened.onDisconnect.addListener(() => {
      port = undefined;
      for (const call of waiting.values()) call.reject(new WalletError('rpc/disconnected'));
      waiting.clear();
    });
    return opened;
  }

  const send = (call: string, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      const id = next++;
      const message: Call = { id, call, args: encode(args as Wire) };
      port ??= open();
      waiting.set(id, { resolve, reject });
      try {
        port.postMessage(message);
      } catch {
        // A port that went away without a word yet.
        port = undefined;
        waiting.delete(id);
        reject(new WalletError('rpc/disconnected'));
      }
    });

  const service = (name: string) =>
    new Proxy(
      {},
      {
        get:
          (_target, method) =>
          (...args: unknown[]) =>
            send(`${name}.${String(method)}`, args),
      },
    );
  return new Proxy({}, { get: (_target, name) => service(String(name)) }) as Client<A>;
}

function isCall(message: unknown): message is Call {
  const { id, call, args } = Object(message) as Partial<Call>;
  return Number.isSafeInteger(id) && typeof call === 'string' && Array.isArray(args);
}
