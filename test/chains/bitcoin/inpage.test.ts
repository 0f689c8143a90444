import { expect, test, vi } from 'vitest';
import { install } from '../../../src/chains/bitcoin/inpage';
import type { Page, PageEvent } from '../../../src/inpage/provider';

type Provider = { request(method: string, params?: unknown): Promise<unknown>; addListener(subscription: unknown, callback?: unknown): () => void };
type Entry = { readonly id: string; readonly name: string; readonly icon: string };
type PageWindow = { reportError?: (error: unknown) => void; HoldallProviders?: Record<string, unknown>; btc_providers?: Entry[]; wbip_providers?: Entry[] };

function open(request: Page['request'] = async () => null, window: PageWindow = {}) {
  const listeners: ((event: PageEvent) => void)[] = [];
  install({
    window: window as unknown as Page['window'],
    request,
    subscribe: (listener) => void listeners.push(listener),
    info: { uuid: 'u', name: 'Holdall', icon: 'data:image/svg+xml,', rdns: 'x' },
  });
  const path = window.btc_providers!.at(-1)!.id.split('.');
  const provider = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], window) as Provider;
  return { window, provider, emit: (event: PageEvent) => listeners.forEach((listener) => listener(event)) };
}

test('adds itself to both lists beside other wallets, and is found at its path', () => {
  const other: Entry = { id: 'Other', name: 'Other', icon: 'data:image/png,' };
  const { window, provider } = open(undefined, { btc_providers: [other], HoldallProviders: { Old: 1 } });
  expect(window.btc_providers).toEqual([other, { id: 'HoldallProviders.BitcoinProvider', name: 'Holdall', icon: 'data:image/svg+xml,' }]);
  expect(window.wbip_providers).toHaveLength(1);
  expect(window.HoldallProviders).toMatchObject({ Old: 1 });
  expect(provider.request).toBeTypeOf('function');
});

test('answers with an envelope, for a refusal too, and never throws', async () => {
  const request = vi.fn(async (method: string) => {
    if (method === 'signPsbt') throw Object.assign(new Error('No'), { code: -32000 });
    return { ok: 1 };
  });
  const { provider } = open(request);
  expect(await provider.request('getInfo', { a: 1 })).toEqual({ jsonrpc: '2.0', id: expect.any(String), result: { ok: 1 } });
  expect(request).toHaveBeenCalledWith('getInfo', { a: 1 });
  expect(await provider.request('signPsbt')).toEqual({ jsonrpc: '2.0', id: expect.any(String), error: { code: -32000, message: 'No' } });
});

test('tells of accounts, of none, and of another network, in both forms of listening', async () => {
  const reportError = vi.fn();
  const { provider, emit } = open(async () => ({ bitcoin: { name: 'Mainnet' } }), { reportError });
  const heard: unknown[] = [];
  const stop = provider.addListener('accountChange', (event: unknown) => heard.push(event));
  provider.addListener({
    eventName: 'accountChange',
    cb: () => {
      throw new Error('the page is broken');
    },
  });
  provider.addListener({ eventName: 'disconnect', cb: (event: unknown) => heard.push(event) });
  provider.addListener({ eventName: 'networkChange', cb: (event: unknown) => heard.push(event) });
  emit({ type: 'accounts', accounts: [{ address: 'bc1q', publicKey: '02' }] });
  emit({ type: 'accounts', accounts: [] });
  emit({ type: 'network', network: 'bip122:0' });
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  expect(heard).toEqual([
    { type: 'accountChange', addresses: [{ address: 'bc1q', publicKey: '02', purpose: 'payment', addressType: 'p2wpkh', walletType: 'software' }] },
    { type: 'disconnect' },
    { type: 'networkChange', bitcoin: { name: 'Mainnet' } },
  ]);
  expect(reportError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'the page is broken' }));
  stop();
  emit({ type: 'accounts', accounts: [{ address: 'bc1q', publicKey: '02' }] });
  expect(heard).toHaveLength(3);
});
