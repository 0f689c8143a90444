import type { ChainAdapter } from '../../src/chains/adapter';
import type { FamilyId } from '../../src/chains/registry';
import type { Json } from '../../src/core/json';
import type { PagePeer } from '../../src/dapp/router';
import { bridge, type BridgePort } from '../../src/inpage/bridge';
import { createPages } from '../../src/inpage/client';
import type { Link } from '../../src/inpage/link';
import type { PageEvent } from '../../src/inpage/provider';
import type { PageCall, PagePush, PageReply } from '../../src/rpc/page-port';
import type { Port } from '../../src/rpc/rpc';
import type { Area } from '../../src/storage/slot';
import { createServices } from '../../src/wallet/create-api';
import type { ApprovalWindow } from '../../src/wallet/window';
import { fakeChain, type FakeChain } from './chain';
import { fakePlatform } from './platform';

export const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
export const password = 'correct horse battery';

type Platform = ReturnType<typeof fakePlatform>;

/**
 * The worker without a browser: real services over areas in memory, pages on real bridges. `kill` stops the worker between any two
 * steps, whatever it was doing, and starts the next one over the same areas.
 */
export async function makeWorld({
  chain = fakeChain(),
  loadAdapter = async () => chain.adapter,
}: { chain?: FakeChain; loadAdapter?: (family: FamilyId) => Promise<ChainAdapter> } = {}) {
  const platform = await prepared();
  const shown = { opened: 0, closed: 0, open: false, screens: [] as string[] };
  const tabs: { drop(): void }[] = [];
  let worker = start();

  function start() {
    const life = { alive: true };
    const closed: (() => void | Promise<void>)[] = [];
    const window: ApprovalWindow = {
      open: async () => {
        if (life.alive) Object.assign(shown, { opened: shown.opened + 1, open: true });
      },
      close: async () => {
        if (life.alive && shown.open) Object.assign(shown, { closed: shown.closed + 1, open: false });
      },
      show: async (path) => void shown.screens.push(path),
      onClosed: (listener) => void closed.push(listener),
    };
    const services = createServices({ ...platform, loadAdapter, window, local: mortal(platform.local, life), session: mortal(platform.session, life) });
    return {
      ...services,
      closed,
      stop: () => {
        life.alive = false;
      },
    };
  }

  return {
    platform,
    chain,
    shown,
    get now() {
      return worker;
    },
    /** The worker dies; what it held is gone, what it wrote is there. Bridges come back when they have something to ask. */
    kill: () => {
      worker.stop();
      worker = start();
      for (const tab of [...tabs]) tab.drop();
    },
    wait: (ms: number) => {
      platform.time += ms;
    },
    closeWindow: async () => {
      shown.open = false;
      for (const listener of worker.closed) await listener();
    },
    page: (origin: string, { tabId = 1, frameId = 0 }: Partial<PagePeer> = {}) => {
      const tab = tabOf({ kind: 'page', origin, tabId, frameId }, () => worker.router);
      tabs.push(tab);
      return tab;
    },
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

// Argon2id is slow on purpose; one vault is made, and every world gets a copy.
let template: Promise<Platform> | undefined;
async function prepared(): Promise<Platform> {
  template ??= (async () => {
    const platform = fakePlatform();
    await createServices({ ...platform, loadAdapter: async () => fakeChain().adapter }).api.vault.create(phrase, password);
    return platform;
  })();
  const made = await template;
  const platform = fakePlatform();
  for (const area of ['local', 'session'] as const) for (const [key, value] of made[area].data) await platform[area].set(key, value);
  return platform;
}

/** Storage as a worker sees it: once that is dead, nothing it still does comes through, and nothing comes back. */
const mortal = (area: Area, life: { readonly alive: boolean }): Area => {
  const never = new Promise<never>(() => {});
  const guard = async <T>(task: () => Promise<T>): Promise<T> => {
    if (!life.alive) return never;
    const result = await task();
    return life.alive ? result : never;
  };
  return { get: (key) => guard(() => area.get(key)), set: (key, value) => guard(() => area.set(key, value)), clear: () => guard(() => area.clear()) };
};

function tabOf(peer: PagePeer, router: () => { connect(port: Port, peer: PagePeer): void }) {
  let drop = () => {};
  let raw: ((message: unknown) => void) | undefined;
  const heard: unknown[] = [];

  const connect = (): BridgePort => {
    const toWorker: ((message: never) => void)[] = [];
    const toBridge: ((message: PageReply | PagePush) => void)[] = [];
    const gone: { readonly worker: (() => void)[]; readonly bridge: (() => void)[] } = { worker: [], bridge: [] };
    let open = true;
    const copy = (value: unknown) => JSON.parse(JSON.stringify(value)) as never;
    router().connect(
      {
        postMessage: (message) =>
          queueMicrotask(() => {
            heard.push(message);
            if (open) for (const listener of toBridge) listener(copy(message));
          }),
        onMessage: { addListener: (listener) => void toWorker.push(listener) },
        onDisconnect: { addListener: (listener) => void gone.worker.push(listener) },
      },
      peer,
    );
    const deliver = (message: unknown) =>
      queueMicrotask(() => {
        if (open) for (const listener of toWorker) listener(message as never);
      });
    raw = deliver;
    drop = () => {
      open = false;
      for (const listener of gone.bridge) listener();
    };
    close = () => {
      open = false;
      for (const listener of gone.worker) listener();
    };
    return {
      postMessage: (message: PageCall) => deliver(copy(message)),
      onMessage: { addListener: (listener) => void toBridge.push(listener) },
      onDisconnect: { addListener: (listener) => void gone.bridge.push(listener) },
    };
  };
  let close = () => {};

  const up: ((frame: string) => void)[] = [];
  const down: ((frame: string) => void)[] = [];
  const pageEnd: Link = { send: (frame) => up.forEach((listener) => listener(frame)), receive: (listener) => void down.push(listener) };
  const bridgeEnd: Link = { send: (frame) => down.forEach((listener) => listener(frame)), receive: (listener) => void up.push(listener) };
  bridge(bridgeEnd, connect);
  const pages = createPages(globalThis as never, pageEnd, { uuid: '', name: '', icon: 'data:image/', rdns: '' });
  const events: { readonly family: string; readonly event: PageEvent }[] = [];
  for (const family of ['evm', 'solana', 'tron', 'bitcoin']) pages(family).subscribe((event) => events.push({ family, event }));

  return {
    events,
    /** Every message the worker sent to this tab. */
    heard,
    request: (method: string, params?: Json, family = 'evm'): Promise<Json> => pages(family).request(method, params),
    /** Says anything at all on the port, as a bridge in enemy hands can. */
    say: (message: unknown) => {
      raw ?? connect();
      raw!(message);
    },
    /** The tab is closed, or goes elsewhere. */
    leave: () => close(),
    drop: () => drop(),
  };
}
