import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf, reasonOf, type ErrorCode, type Reason } from '../core/errors';
import { uiPort } from '../rpc/page-port';
import { createClient, type Client, type Port } from '../rpc/rpc';
import type { Topic, WalletApi } from '../wallet/api';

/**
 * The only road to the worker. The UI keeps no second copy of its state: it reads, and reads again when the worker says that
 * a topic changed.
 */
export const wallet: Client<WalletApi> = createClient<WalletApi>(connect, (event, value) => {
  if (event === 'changed' && Array.isArray(value)) announce((topic) => value.includes(topic));
});

/** Everything a component may read from; `undefined` values are "not yet". */
export type Reading<T> = { readonly value?: T; readonly error?: ErrorCode; readonly reload: () => void };

type Listener = (concerns: (topic: Topic) => boolean) => void;
const listeners = new Set<Listener>();

function announce(concerns: (topic: Topic) => boolean): void {
  for (const listener of listeners) listener(concerns);
}

/** The port that the page opened before any of this was loaded, so that the worker wakes meanwhile. */
const early = globalThis as { port?: chrome.runtime.Port };

/** How often the worker went away without having said anything: each time it is given longer. */
let silences = 0;

function connect(): Port {
  const port = early.port ?? chrome.runtime.connect({ name: uiPort });
  delete early.port;
  port.onMessage.addListener(() => {
    silences = 0;
  });
  // The browser stops an idle worker. Reading again wakes it, and gives it a port to send its events on; an unseen page can wait.
  const page = document;
  port.onDisconnect.addListener(() => {
    const wake = () => {
      if (page.visibilityState !== 'visible') return;
      page.removeEventListener('visibilitychange', wake);
      announce(() => true);
    };
    page.addEventListener('visibilitychange', wake);
    setTimeout(wake, Math.min(100 * 2 ** silences++, 10_000));
  });
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: { addListener: (listener) => port.onMessage.addListener((message) => listener(message as never)) },
    onDisconnect: { addListener: (listener) => port.onDisconnect.addListener(() => listener()) },
  };
}

/** Reads once now, and again whenever one of `topics` changed or `key` differs. A read that died with the worker is repeated once. */
export function useWallet<T>(topics: readonly Topic[], read: (from: Client<WalletApi>) => Promise<T>, key = ''): Reading<T> {
  const [state, setState] = useState<{ readonly key: string; readonly value?: T; readonly error?: ErrorCode }>({ key });
  const current = useRef({ topics, read, turn: 0 });
  useEffect(() => {
    current.current.topics = topics;
    current.current.read = read;
  });

  const reload = useCallback(() => {
    const turn = ++current.current.turn;
    // An answer that was overtaken by a newer question is dropped.
    const settle = (next: { readonly value?: T; readonly error?: ErrorCode }) => {
      if (turn === current.current.turn)
        setState((before) => ({ key, ...(before.key === key && 'error' in next ? { value: before.value as T } : {}), ...next }));
    };
    const attempt = () => current.current.read(wallet);
    attempt()
      .catch((error: unknown) => {
        if (codeOf(error) === 'rpc/disconnected') return attempt();
        throw error;
      })
      .then(
        (value) => settle({ value }),
        (error: unknown) => settle({ error: codeOf(error) }),
      );
  }, [key]);

  useEffect(() => {
    const box = current.current;
    const listener: Listener = (concerns) => {
      if (box.topics.some(concerns)) reload();
    };
    listeners.add(listener);
    reload();
    return () => {
      listeners.delete(listener);
      box.turn++;
    };
  }, [reload]);

  if (state.key !== key) return { reload };
  return { ...(state.value === undefined ? {} : { value: state.value }), ...(state.error ? { error: state.error } : {}), reload };
}

type Action = { readonly busy: boolean; readonly error?: ErrorCode; readonly reason?: Reason | undefined };

/** Runs one thing at a time for a button: `busy` while it runs, `error` when it failed. */
export function useAction(): Action & { run(task: () => Promise<unknown>): void; clear(): void } {
  const [state, setState] = useState<Action>({ busy: false });
  const running = useRef(false);
  const run = useCallback((task: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true });
    task()
      .then(
        () => setState({ busy: false }),
        (error: unknown) => setState({ busy: false, error: codeOf(error), reason: reasonOf(error) }),
      )
      .finally(() => {
        running.current = false;
      });
  }, []);
  const clear = useCallback(() => setState((before) => (before.busy ? before : { busy: false })), []);
  return { ...state, run, clear };
}
