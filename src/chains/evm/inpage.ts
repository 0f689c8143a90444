import type { Json } from '../../core/json';
import type { InstallProvider } from '../../inpage/provider';

// Taken before any script of the page runs: what a page replaces later does not reach in here.
const { assign, defineProperty, freeze, prototype } = Object;
const { isArray } = Array;
const tagOf = prototype.toString.call.bind(prototype.toString) as (value: unknown) => string;
const later = setTimeout;

type Listener = (...values: unknown[]) => void;
type Callback = (error: unknown, response?: unknown) => void;
type Payload = { readonly id?: unknown; readonly method?: unknown; readonly params?: unknown };

/** EIP-1193, announced by EIP-6963, and the older calls that sites still make (EIP-1193, Appendix I). */
export const install: InstallProvider = ({ window, info, request: ask, subscribe }) => {
  const { CustomEvent } = window;
  const dispatch = window.dispatchEvent.bind(window);
  let listeners: readonly { readonly event: string; readonly listener: Listener; readonly once: boolean }[] = [];
  // What this page was told, and nothing it was not: unknown until then.
  let chainId: string | null = null;
  let accounts: readonly string[] = [];
  let connected = false;

  function emit(event: string, ...values: unknown[]): void {
    const called = listeners.filter((entry) => entry.event === event);
    listeners = listeners.filter((entry) => !(entry.once && called.includes(entry)));
    for (const { listener } of called) {
      try {
        listener(...values);
      } catch (error) {
        // One listener's fault is not the others'; the console still hears of it.
        later(() => { throw error; });
      }
    }
  }

  const add = (once: boolean) => (event: string, listener: Listener) => {
    if (typeof listener !== 'function') throw new TypeError('The listener must be a function.');
    listeners = [...listeners, { event, listener, once }];
    return provider;
  };

  function remove(event: string, listener: Listener) {
    const last = listeners.findLastIndex((entry) => entry.event === event && entry.listener === listener);
    listeners = listeners.filter((_entry, index) => index !== last);
    return provider;
  }

  function isServed(chain: string): void {
    chainId = chain;
    if (connected) return;
    connected = true;
    emit('connect', { chainId });
  }

  async function request(args: unknown): Promise<Json> {
    if (tagOf(args) !== '[object Object]') throw failure(-32600, 'Expected a single, non-array, object argument.');
    // Read once: a getter could answer differently the next time.
    const { method, params } = args as Payload;
    if (typeof method !== 'string' || method === '') throw failure(-32600, "'args.method' must be a non-empty string.");
    if (params !== undefined && params !== null && !isArray(params) && tagOf(params) !== '[object Object]') {
      throw failure(-32602, "'args.params' must be an object or array if provided.");
    }
    try {
      const result = await ask(method, params as Json | undefined);
      if (method === 'eth_chainId') isServed(result as string);
      else if (!connected) void ask('eth_chainId').then((chain) => isServed(chain as string), () => {});
      return result;
    } catch (error) {
      if (connected && (error as { code?: unknown }).code === 4900) {
        connected = false;
        emit('disconnect', error);
      }
      throw error;
    }
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
    request, send, sendAsync,
    enable: () => request({ method: 'eth_requestAccounts' }),
    isConnected: () => connected,
    on: add(false), addListener: add(false), once: add(true),
    removeListener: remove, off: remove,
    removeAllListeners(event?: string) {
      listeners = event === undefined ? [] : listeners.filter((entry) => entry.event !== event);
      return provider;
    },
    get chainId() { return chainId; },
    get networkVersion() { return chainId && String(Number(chainId)); },
    get selectedAddress() { return accounts[0] ?? null; },
  };

  subscribe((event) => {
    if (event.type === 'accounts') {
      accounts = event.accounts.map(({ address }) => address);
      emit('accountsChanged', [...accounts]);
      return;
    }
    const chain = `0x${BigInt(event.network.slice(event.network.indexOf(':') + 1)).toString(16)}`;
    const changed = chain !== chainId;
    isServed(chain);
    if (!changed) return;
    emit('chainChanged', chain);
    emit('networkChanged', String(Number(chain)));
  });

  const detail = freeze({ info: freeze({ ...info }), provider });
  const announce = () => dispatch(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
  announce();

  // Another wallet was here first, or the page has something of that name: it stays.
  if (!('ethereum' in window)) defineProperty(window, 'ethereum', { value: provider, configurable: true, enumerable: true, writable: true });
};

const failure = (code: number, message: string): Error => assign(new Error(message), { code });
