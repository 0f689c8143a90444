import { describe, expect, it, vi } from 'vitest';
import { bridge, type BridgePort } from '../../src/inpage/bridge';
import { createPages } from '../../src/inpage/client';
import { linkFromBridge, linkFromPage, whenShown } from '../../src/inpage/link';
import type { PageEvent, WalletInfo } from '../../src/inpage/provider';
import type { PageCall, PagePush, PageReply } from '../../src/rpc/page-port';

const info = { uuid: 'u', name: 'Holdall', icon: 'data:image/svg+xml;base64,', rdns: 'app.holdall' } satisfies WalletInfo;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A worker that hands out ports and remembers what each was asked. */
function worker() {
  const ports: { asked: PageCall[]; say(message: PageReply | PagePush): void; die(): void }[] = [];
  const connect = (): BridgePort => {
    const asked: PageCall[] = [];
    const heard: ((message: PageReply | PagePush) => void)[] = [];
    const gone: (() => void)[] = [];
    ports.push({ asked, say: (message) => heard.forEach((listener) => listener(message)), die: () => gone.forEach((listener) => listener()) });
    return {
      postMessage: (call) => void asked.push(structuredClone(call)),
      onMessage: { addListener: (listener) => heard.push(listener) },
      onDisconnect: { addListener: (listener) => gone.push(listener) },
    };
  };
  return { ports, connect };
}

function road(order: 'page first' | 'bridge first' = 'page first') {
  const target = new EventTarget() as unknown as Window & typeof globalThis;
  const { ports, connect } = worker();
  const openBridge = () => linkFromBridge(target, (link) => bridge(link, connect));
  if (order === 'bridge first') openBridge();
  const pageOf = createPages(target, linkFromPage(target), info);
  const early = order === 'page first' ? pageOf('evm').request('early') : undefined;
  if (order === 'page first') openBridge();
  return { target, ports, pageOf, early };
}

describe('the road from a page to the worker', () => {
  it.each(['page first', 'bridge first'] as const)('meets whichever script runs first (%s)', async (order) => {
    const { pageOf, ports } = road(order);
    const answer = pageOf('evm').request('eth_chainId');
    await settled();
    const asked = ports[0]!.asked.at(-1)!;
    expect(asked).toMatchObject({ family: 'evm', method: 'eth_chainId', params: null });
    ports[0]!.say({ id: asked.id, ok: true, value: '0x1' });
    await expect(answer).resolves.toBe('0x1');
  });

  it('keeps what was asked before the bridge was there', async () => {
    const { ports, early } = road('page first');
    ports[0]!.say({ id: ports[0]!.asked[0]!.id, ok: true, value: 7 });
    await expect(early).resolves.toBe(7);
  });

  it('opens no port for a page that asks for nothing', () => {
    expect(road('bridge first').ports).toHaveLength(0);
  });

  it('waits while a page is prerendered: it is in no frame yet that the worker would serve', () => {
    const page = Object.assign(new EventTarget(), { prerendering: true });
    const begin = vi.fn();
    whenShown(page, begin);
    expect(begin).not.toHaveBeenCalled();
    page.dispatchEvent(new Event('prerenderingchange'));
    page.dispatchEvent(new Event('prerenderingchange'));
    whenShown(new EventTarget(), begin);
    expect(begin).toHaveBeenCalledTimes(2);
  });

  it('rebuilds an error with its code and data', async () => {
    const { pageOf, ports } = road('bridge first');
    const answer = pageOf('evm').request('personal_sign', ['0x', '0x']);
    ports[0]!.say({ id: ports[0]!.asked[0]!.id, ok: false, code: 4001, message: 'No.', data: { why: 1 } });
    await expect(answer).rejects.toMatchObject({ code: 4001, message: 'No.', data: { why: 1 } });
    await expect(answer).rejects.toBeInstanceOf(Error);
  });

  it('rejects params that JSON cannot carry, and sends nothing', async () => {
    const { pageOf, ports } = road('bridge first');
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    await expect(pageOf('evm').request('eth_call', cyclic as never)).rejects.toMatchObject({ code: -32602 });
    await expect(pageOf('evm').request('eth_call', [1n] as never)).rejects.toMatchObject({ code: -32602 });
    expect(ports).toHaveLength(0);
  });

  it('asks again under the same id when the worker dies, and answers once', async () => {
    const { pageOf, ports } = road('bridge first');
    const answer = pageOf('solana').request('connect');
    ports[0]!.die();
    expect(ports).toHaveLength(2);
    expect(ports[1]!.asked).toEqual(ports[0]!.asked);
    const { id } = ports[1]!.asked[0]!;
    ports[1]!.say({ id, ok: true, value: 'first' });
    ports[1]!.say({ id, ok: true, value: 'second' });
    await expect(answer).resolves.toBe('first');
  });

  it('does not ask again when nothing is open', () => {
    const { pageOf, ports } = road('bridge first');
    void pageOf('evm').request('eth_chainId');
    ports[0]!.say({ id: ports[0]!.asked[0]!.id, ok: true, value: '0x1' });
    ports[0]!.die();
    expect(ports).toHaveLength(1);
  });

  it('ends every request when the worker stays away, and tries anew for the next', async () => {
    const { pageOf, ports } = road('bridge first');
    const answer = pageOf('evm').request('eth_accounts');
    vi.useFakeTimers();
    for (let i = 0; i < 5; i++) {
      ports.at(-1)!.die();
      vi.runAllTimers();
    }
    vi.useRealTimers();
    await expect(answer).rejects.toMatchObject({ code: 4900 });
    void pageOf('evm').request('eth_accounts');
    expect(ports).toHaveLength(6);
  });

  it('ends a request when the extension is gone', async () => {
    const target = new EventTarget() as unknown as Window & typeof globalThis;
    linkFromBridge(target, (link) =>
      bridge(link, () => {
        throw new Error('Extension context invalidated.');
      }),
    );
    await expect(createPages(target, linkFromPage(target), info)('tron').request('x')).rejects.toMatchObject({ code: 4900 });
  });

  it('gives news to the family it is for', async () => {
    const { pageOf, ports } = road('bridge first');
    const evm = vi.fn<(event: PageEvent) => void>();
    const tron = vi.fn<(event: PageEvent) => void>();
    pageOf('evm').subscribe(evm);
    pageOf('tron').subscribe(tron);
    void pageOf('evm').request('eth_chainId');
    ports[0]!.say({ family: 'evm', event: { type: 'network', network: 'eip155:56' } });
    expect(evm).toHaveBeenCalledExactlyOnceWith({ type: 'network', network: 'eip155:56' });
    expect(tron).not.toHaveBeenCalled();
  });

  it('tells its names to nobody who asks later', () => {
    const { target } = road('bridge first');
    const heard = vi.fn();
    target.addEventListener('holdall:hello', heard);
    target.dispatchEvent(new CustomEvent('holdall:ready', { detail: '' }));
    expect(heard).not.toHaveBeenCalled();
  });

  it('takes no forged answer over postMessage or under a guessed name', async () => {
    const { target, pageOf, ports } = road('bridge first');
    const answer = pageOf('evm').request('eth_accounts');
    for (const name of ['message', 'holdall:hello', 'holdall', '1']) target.dispatchEvent(new CustomEvent(name, { detail: '{"id":1,"value":["0xdead"]}' }));
    ports[0]!.say({ id: ports[0]!.asked[0]!.id, ok: true, value: [] });
    await expect(answer).resolves.toEqual([]);
  });
});
