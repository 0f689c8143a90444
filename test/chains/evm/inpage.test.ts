import { describe, expect, it, vi } from 'vitest';
import { install } from '../../../src/chains/evm/inpage';
import type { Json } from '../../../src/core/json';
import { createPages } from '../../../src/inpage/client';
import type { PageEvent, WalletInfo } from '../../../src/inpage/provider';

const info: WalletInfo = { uuid: '7f1c1f6e-0000-4000-8000-000000000000', name: 'Holdall', icon: 'data:image/svg+xml;base64,', rdns: 'app.holdall' };

type Provider = {
  request(...args: readonly unknown[]): Promise<Json>;
  send(...args: readonly unknown[]): Promise<unknown>;
  sendAsync(payload: unknown, callback: (error: unknown, response: unknown) => void): void;
  enable(): Promise<Json>;
  isConnected(): boolean;
  on(event: string, listener: (...values: never[]) => void): Provider;
  once: Provider['on'];
  removeListener: Provider['on'];
  readonly chainId: string | null;
  readonly selectedAddress: string | null;
};
type Frame = { readonly id: number; readonly method: string; readonly params: Json };
type Answer = { readonly value: Json } | { readonly code: number; readonly message: string };

/** A page with the provider in it. `answers` stand for the worker; `asked` is what reached it. */
function openPage(answers: Readonly<Record<string, Answer>> = {}, before: object = {}) {
  const window = Object.assign(new EventTarget(), { CustomEvent }, before) as unknown as Window & typeof globalThis & { ethereum?: Provider };
  const asked: Frame[] = [];
  let receive: (text: string) => void = () => {};
  const announced: { info: WalletInfo; provider: Provider }[] = [];
  window.addEventListener('eip6963:announceProvider', (event) => announced.push((event as CustomEvent<{ info: WalletInfo; provider: Provider }>).detail));
  const pageOf = createPages(
    window,
    {
      send(text) {
        const frame = JSON.parse(text) as Frame;
        asked.push(frame);
        const answer = answers[frame.method] ?? { code: 4200, message: 'unsupported' };
        queueMicrotask(() => receive(JSON.stringify({ id: frame.id, ...answer })));
      },
      receive: (listener) => {
        receive = listener;
      },
    },
    info,
  );
  install(pageOf('evm'));
  const tell = (event: PageEvent) => receive(JSON.stringify({ family: 'evm', event }));
  return { window, asked, announced, tell, provider: announced[0]!.provider };
}

const chainId = { eth_chainId: { value: '0x1' } };
const alice = { address: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94', publicKey: '02' };
const accounts = (...list: readonly (typeof alice)[]): PageEvent => ({ type: 'accounts', accounts: list });
const network = (id: `${string}:${string}`): PageEvent => ({ type: 'network', network: id });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('request (EIP-1193)', () => {
  it.each([[], [null], ['eth_accounts'], [[]], [5], [{}], [{ method: 1 }], [{ method: '' }], [() => {}]])('refuses %j with -32600', async (...args) => {
    const { provider, asked } = openPage();
    await expect(provider.request(...args)).rejects.toMatchObject({ code: -32600, message: expect.any(String) });
    expect(asked).toEqual([]);
  });

  const cyclic: { method: string; params?: unknown } = { method: 'eth_sendTransaction' };
  cyclic.params = [cyclic];
  const node = {
    get [Symbol.toStringTag]() {
      return 'HTMLDocument';
    },
  };
  it.each([
    ['text', 'x'],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a DOM node', node],
    ['a cycle', cyclic.params],
    ['a bigint inside', [1n]],
    ['true', true],
  ])('refuses %s for params with -32602, and nothing leaves the page', async (_what, params) => {
    const { provider, asked } = openPage();
    await expect(provider.request({ method: 'eth_accounts', params })).rejects.toMatchObject({ code: -32602 });
    expect(asked).toEqual([]);
  });

  it('sends the method and the params, and nothing else of what it is given', async () => {
    const { provider, asked } = openPage({ ...chainId, eth_accounts: { value: [] } });
    const forged = Object.assign(JSON.parse('{"__proto__":{"isAdmin":true}}') as object, {
      method: 'eth_accounts',
      params: [],
      id: 1,
      origin: 'https://bank.example',
      toJSON: () => ({ method: 'eth_sign' }),
    });
    await expect(provider.request(forged)).resolves.toEqual([]);
    expect(asked[0]).toEqual({ id: expect.any(Number), family: 'evm', method: 'eth_accounts', params: [] });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('reads a getter once', async () => {
    const { provider, asked } = openPage({ ...chainId, eth_accounts: { value: [] } });
    let reads = 0;
    await provider.request({
      get method() {
        return ++reads === 1 ? 'eth_accounts' : 'eth_sign';
      },
    });
    expect([reads, asked[0]!.method]).toEqual([1, 'eth_accounts']);
  });

  it('rejects with an Error that carries the code', async () => {
    const { provider } = openPage({ eth_requestAccounts: { code: 4001, message: 'User rejected the request.' } });
    const error: unknown = await provider.request({ method: 'eth_requestAccounts' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code: 4001 });
  });
});

describe('events', () => {
  it('knows nothing, and asks nothing, until the page asks', async () => {
    const { provider, asked } = openPage(chainId);
    await settled();
    expect([provider.chainId, provider.selectedAddress, provider.isConnected(), asked]).toEqual([null, null, false, []]);
  });

  it('says once that it is connected, with the chain', async () => {
    const { provider } = openPage({ ...chainId, eth_accounts: { value: [] } });
    const connected = vi.fn();
    provider.on('connect', connected);
    await Promise.all([provider.request({ method: 'eth_accounts' }), provider.request({ method: 'eth_chainId' })]);
    await settled();
    expect(connected.mock.calls).toEqual([[{ chainId: '0x1' }]]);
    expect(provider.isConnected()).toBe(true);
  });

  it('says that it is disconnected, and connected again', async () => {
    const answers: Record<string, Answer> = { ...chainId };
    const { provider } = openPage(answers);
    const heard = vi.fn();
    provider.on('connect', () => heard('connect')).on('disconnect', (error: { code: number }) => heard(error.code));
    provider.on('close', (error: { code: number }) => heard(`closed ${error.code}`));
    await provider.request({ method: 'eth_chainId' });
    answers['eth_chainId'] = { code: 4900, message: 'gone' };
    await expect(provider.request({ method: 'eth_chainId' })).rejects.toMatchObject({ code: 4900 });
    answers['eth_chainId'] = { value: '0x1' };
    await provider.request({ method: 'eth_chainId' });
    expect(heard.mock.calls.flat()).toEqual(['connect', 4900, 'closed 4900', 'connect']);
  });

  it('passes on accounts and chains as EIP-1193 writes them', () => {
    const { provider, tell } = openPage();
    const heard = vi.fn();
    for (const event of ['accountsChanged', 'chainChanged', 'networkChanged', 'connect']) provider.on(event, (value: unknown) => heard(event, value));
    tell(network('eip155:56'));
    tell(network('eip155:56'));
    tell(accounts(alice));
    tell(accounts());
    expect(heard.mock.calls).toEqual([
      ['connect', { chainId: '0x38' }],
      ['chainChanged', '0x38'],
      ['networkChanged', '56'],
      ['accountsChanged', [alice.address]],
      ['accountsChanged', []],
    ]);
    expect([provider.chainId, provider.selectedAddress]).toEqual(['0x38', null]);
  });

  it('stays connected where only this chain is away (4901)', async () => {
    const answers: Record<string, Answer> = { ...chainId };
    const { provider } = openPage(answers);
    await provider.request({ method: 'eth_chainId' });
    const heard = vi.fn();
    provider.on('disconnect', heard);
    answers['eth_blockNumber'] = { code: 4901, message: 'away' };
    await expect(provider.request({ method: 'eth_blockNumber' })).rejects.toMatchObject({ code: 4901 });
    expect([provider.isConnected(), heard.mock.calls]).toEqual([true, []]);
  });

  it('passes on what a subscription brings', async () => {
    const head = { number: '0x1' };
    const { provider, asked } = openPage({ ...chainId, eth_subscribe: { value: '0xab' }, eth_getFilterChanges: { value: [head, head] } });
    const [heard, old] = [vi.fn(), vi.fn()];
    provider.on('message', heard).on('notification', old);
    expect(await provider.request({ method: 'eth_subscribe', params: ['newHeads'] })).toBe('0xab');
    await settled();
    expect(asked.filter(({ method }) => method === 'eth_getFilterChanges')).toMatchObject([{ params: ['0xab'] }]);
    const message = { type: 'eth_subscription', data: { subscription: '0xab', result: head } };
    expect(heard.mock.calls).toEqual([[message], [message]]);
    expect(old.mock.calls).toEqual([[message.data], [message.data]]);
  });

  it('lets no listener break another, and hides no fault', async () => {
    const reportError = vi.fn();
    const { provider, tell } = openPage({}, { reportError });
    const second = vi.fn();
    provider
      .on('accountsChanged', () => {
        throw new Error('mine');
      })
      .on('accountsChanged', second);
    tell(accounts(alice));
    expect(second).toHaveBeenCalledOnce();
    expect(reportError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'mine' }));
  });

  it('calls once what asked for once, and never what was removed', () => {
    const { provider, tell } = openPage();
    const [once, removed, self] = [vi.fn(), vi.fn(), vi.fn()];
    const removing = () => {
      self();
      provider.removeListener('accountsChanged', removing);
    };
    provider.once('accountsChanged', once).on('accountsChanged', removed).on('accountsChanged', removing).removeListener('accountsChanged', removed);
    tell(accounts(alice));
    tell(accounts());
    expect([once.mock.calls.length, removed.mock.calls.length, self.mock.calls.length]).toEqual([1, 0, 1]);
  });
});

describe('discovery', () => {
  it('announces itself at once, and again whenever it is asked (EIP-6963)', () => {
    const { window, announced } = openPage();
    for (let i = 0; i < 3; i++) window.dispatchEvent(new Event('eip6963:requestProvider'));
    expect(announced).toHaveLength(4);
    expect(new Set(announced.map((detail) => detail.provider)).size).toBe(1);
    expect(announced.every((detail) => detail.info.uuid === info.uuid && Object.isFrozen(detail) && Object.isFrozen(detail.info))).toBe(true);
  });

  it('keeps announcing itself when another wallet says it has our name', () => {
    const { window, announced, provider } = openPage();
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider: {} }) }));
    window.dispatchEvent(new Event('eip6963:requestProvider'));
    expect(announced.at(-1)!.provider).toBe(provider);
  });

  it('takes window.ethereum where it is free, so that it can be replaced and deleted', () => {
    const { window, provider } = openPage();
    expect(window.ethereum).toBe(provider);
    expect(Object.getOwnPropertyDescriptor(window, 'ethereum')).toMatchObject({ configurable: true, writable: true });
    expect(delete window.ethereum).toBe(true);
  });

  it('leaves window.ethereum to whoever has it', () => {
    const other = {};
    expect(openPage({}, { ethereum: other }).window.ethereum).toBe(other);
    expect(openPage({}, { ethereum: undefined }).window.ethereum).toBeUndefined();
  });
});

describe('what sites called before EIP-1193', () => {
  const answers = { ...chainId, eth_accounts: { value: [alice.address] }, eth_requestAccounts: { value: [alice.address] } };

  it('enable, send and sendAsync answer', async () => {
    const { provider } = openPage(answers);
    await expect(provider.enable()).resolves.toEqual([alice.address]);
    await expect(provider.send('eth_accounts')).resolves.toEqual({ jsonrpc: '2.0', result: [alice.address] });
    const callback = vi.fn();
    provider.sendAsync({ id: 7, jsonrpc: '2.0', method: 'eth_chainId', params: [] }, callback);
    void provider.send({ id: 8, method: 'eth_sign' }, callback);
    await settled();
    expect(callback.mock.calls).toEqual([
      [null, { id: 7, jsonrpc: '2.0', result: '0x1' }],
      [expect.objectContaining({ code: 4200 }), { id: 8, jsonrpc: '2.0', error: { code: 4200, message: 'unsupported' } }],
    ]);
  });

  it('survives a page that freezes, replaces or breaks what it was given', async () => {
    const { provider, tell } = openPage(answers);
    Object.freeze(provider);
    const heard = vi.fn();
    provider.on('accountsChanged', heard);
    tell(accounts(alice));
    expect(heard).toHaveBeenCalledOnce();
    await expect(provider.request({ method: 'eth_accounts' })).resolves.toEqual([alice.address]);
  });
});
