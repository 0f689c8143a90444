import type { Json } from '../../core/json';
import { announce, offer } from '../../inpage/announce';
import { pageError } from '../../inpage/client';
import { createEvents, type Listener } from '../../inpage/events';
import type { InstallProvider } from '../../inpage/provider';

// Taken before any script of the page runs: what a page replaces later does not reach in here.
const { prototype } = Object;
const { isArray } = Array;
const tagOf = prototype.toString.call.bind(prototype.toString) as (value: unknown) => string;
const isObject = (value: unknown): boolean => tagOf(value) === '[object Object]';
const later = setTimeout;

type Callback = (error: unknown, response?: unknown) => void;
type Payload = { readonly id?: unknown; readonly method?: unknown; readonly params?: unknown };

/** EIP-1193, announced by EIP-6963, and the older calls that sites still make (EIP-1193, Appendix I). */
export const install: InstallProvider = (page) => {
  const { request: ask, subscribe } = page;
  const events = createEvents(page.window);
  const { emit } = events;
  // What this page was told, and nothing it was not: unknown until then.
  let chainId: string | null = null;
  let accounts: readonly string[] = [];
  let connected = false;

  const add = (once: boolean) => (event: string, listener: Listener) => {
    events.add(event, listener, once);
    return provider;
  };

  function remove(event: string, listener: Listener) {
    events.remove(event, listener);
    return provider;
  }

  function isServed(chain: string): void {
    chainId = chain;
    if (connected) return;
    connected = true;
    emit('connect', { chainId });
  }

  async function request(args: unknown): Promise<Json> {
    // Read once: a getter could answer differently the next time.
    const { method, params } = isObject(args) ? (args as Payload) : {};
    if (typeof method !== 'string' || method === '') throw pageError(-32600, 'Invalid request.');
    if (params !== undefined && params !== null && !isArray(params) && !isObject(params)) throw pageError(-32602, 'Invalid params.');
    try {
      const result = await ask(method, params as Json | undefined);
      if (method === 'eth_subscribe') follow(result);
      if (method === 'eth_chainId') isServed(result as string);
      else if (!connected)
        void ask('eth_chainId').then(
          (chain) => isServed(chain as string),
          () => {},
        );
      return result;
    } catch (error) {
      if (connected && (error as { code?: unknown }).code === 4900) {
        connected = false;
        emit('disconnect', error);
        emit('close', error);
      }
      throw error;
    }
  }

  /** A subscription is a filter of the wallet's, asked about as long as it is there: what is not reached now (4900, 4901) may be later. */
  function follow(subscription: Json): void {
    const again = () => void later(follow, 4000, subscription);
    ask('eth_getFilterChanges', [subscription]).then(
      (found) => {
        for (const result of found as readonly Json[]) {
          const data = { subscription, result };
          emit('message', { type: 'eth_subscription', data });
          emit('notification', data);
        }
        again();
      },
      ({ code }: { readonly code: number }) => code > 4899 && code < 4902 && again(),
    );
  }

  function sendAsync(payload: Payload, callback: Callback): void {
    const { id, method, params } = payload;
    const respond = (rest: object) => ({ id, jsonrpc: '2.0', ...rest });
    // Outside the promise: a callback that throws is the page's own uncaught error.
    request({ method, params }).then(
      (result) => later(callback, 0, null, respond({ result })),
      (error: Error & { code: number }) => later(callback, 0, error, respond({ error: { code: error.code, message: error.message } })),
    );
  }

  function send(payload: string | Payload, second?: unknown): unknown {
    if (typeof payload === 'string') return request({ method: payload, params: second }).then((result) => ({ jsonrpc: '2.0', result }));
    return typeof second === 'function' ? sendAsync(payload, second as Callback) : request(payload);
  }

  const provider = {
    isHoldall: true,
    request,
    send,
    sendAsync,
    enable: () => request({ method: 'eth_requestAccounts' }),
    isConnected: () => connected,
    on: add(false),
    addListener: add(false),
    once: add(true),
    removeListener: remove,
    off: remove,
    get chainId() {
      return chainId;
    },
    get networkVersion() {
      return chainId && `${Number(chainId)}`;
    },
    get selectedAddress() {
      return accounts[0] ?? null;
    },
  };

  subscribe((event) => {
    if (event.type === 'accounts') {
      accounts = event.accounts.map(({ address }) => address);
      emit('accountsChanged', [...accounts]);
      return;
    }
    const chain = `0x${BigInt(event.network.slice('eip155:'.length)).toString(16)}`;
    const changed = chain !== chainId;
    isServed(chain);
    if (!changed) return;
    emit('chainChanged', chain);
    emit('networkChanged', `${Number(chain)}`);
  });

  announce(page, 'eip6963', provider);
  offer(page.window, 'ethereum', provider);
};
