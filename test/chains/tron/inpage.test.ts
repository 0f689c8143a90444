import { Window } from 'happy-dom';
import { describe, expect, it, vi } from 'vitest';
import { install } from '../../../src/chains/tron/inpage';
import type { Json } from '../../../src/core/json';
import type { Page, PageEvent, WalletInfo } from '../../../src/inpage/provider';

const address = 'TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC';
const info: WalletInfo = { uuid: '350670db-19fa-4704-a166-e52e178b59d2', name: 'Holdall', icon: 'data:image/svg+xml;base64,', rdns: 'app.holdall' };
const accounts = (...list: readonly string[]): PageEvent => ({ type: 'accounts', accounts: list.map((one) => ({ address: one, publicKey: '' })) });

type Answer = Json | Error;
type Provider = {
  request(call: object): Promise<unknown>;
  on(event: string, listener: (value: unknown) => void): Provider;
  removeListener(event: string, listener: (value: unknown) => void): Provider;
};
type TronWeb = {
  ready: boolean;
  defaultAddress: unknown;
  address: { toHex(text: string): string };
  transactionBuilder: { sendTrx(to: string, sun: number): Promise<unknown> };
  trx: Record<
    'sign' | 'signMessageV2' | 'getBalance' | 'sendTransaction' | 'sendTrx' | 'signTypedData' | '_signTypedData',
    (...parameters: readonly unknown[]) => Promise<unknown>
  >;
};
type Surface = { tron: Provider; tronLink: { ready: boolean; tronWeb: unknown; request(call: object): Promise<unknown> }; tronWeb: TronWeb };

function open(answers: Readonly<Record<string, Answer>> = {}, before: (window: Window) => void = () => undefined) {
  const window = new Window({ url: 'https://site.example' });
  before(window);
  const asked: [string, Json | undefined][] = [];
  let tell: (event: PageEvent) => void = () => undefined;
  // happy-dom makes its own classes of events.
  Object.assign(globalThis, { CustomEvent: window.CustomEvent, Event: window.Event });
  const page: Page = {
    window: window as unknown as Page['window'],
    info,
    request: async (method, params) => {
      asked.push([method, params]);
      const answer = answers[method];
      if (answer instanceof Error) throw answer;
      return answer ?? null;
    },
    subscribe: (listener) => {
      tell = listener;
    },
  };
  install(page);
  return { window, asked, tell: (event: PageEvent) => tell(event), surface: window as unknown as Surface };
}
const failing = (code: number, message = 'no') => Object.assign(new Error(message), { code });

describe('the TRON provider of a page', () => {
  it('asks nothing until the site does', async () => {
    const { asked, surface } = open();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(asked).toEqual([]);
    expect([surface.tronWeb.ready, surface.tronWeb.defaultAddress, surface.tronLink.ready, surface.tronLink.tronWeb]).toEqual([
      false,
      { base58: false, hex: false },
      false,
      false,
    ]);
  });

  it('announces itself by TIP-6963, again for each who asks, and leaves other wallets alone', () => {
    const theirs = { theirs: true };
    const { window, surface } = open({}, (other) => Object.assign(other, { tronWeb: theirs }));
    const heard: unknown[] = [];
    window.addEventListener('TIP6963:announceProvider', (event) => heard.push((event as unknown as CustomEvent).detail));
    window.dispatchEvent(new window.Event('TIP6963:requestProvider'));
    window.dispatchEvent(new window.Event('TIP6963:requestProvider'));
    expect(heard).toHaveLength(2);
    expect(heard[0]).toBe(heard[1]);
    expect(heard[0]).toEqual({ info, provider: surface.tron });
    expect(surface.tronWeb).toBe(theirs);
  });

  it('shows the account after consent, and hides it when it is taken back', async () => {
    const { surface, tell } = open({ eth_requestAccounts: [address], eth_chainId: '0x2b6653dc' });
    const heard: unknown[] = [];
    surface.tron.on('accountsChanged', (value) => heard.push(value)).on('connect', (value) => heard.push(value));
    expect(await surface.tron.request({ method: 'eth_requestAccounts' })).toEqual([address]);
    tell(accounts(address));
    expect(surface.tronWeb.defaultAddress).toEqual({ base58: address, hex: '415cd0fb0ab3ce40f3051414c604b27756e69e43db' });
    expect([surface.tronWeb.ready, surface.tronLink.ready, surface.tronLink.tronWeb]).toEqual([true, true, surface.tronWeb]);
    await Promise.resolve();
    expect(heard).toEqual([[address], { chainId: '0x2b6653dc' }]);
    tell(accounts());
    expect(heard.at(-1)).toEqual([]);
    expect([surface.tronWeb.defaultAddress, surface.tronLink.tronWeb]).toEqual([{ base58: false, hex: false }, false]);
  });

  it('tells of another chain in an object, and a broken listener keeps nobody from hearing', () => {
    const { surface, tell, window } = open();
    const reportError = vi.fn();
    Object.assign(window, { reportError });
    const heard: unknown[] = [];
    const silenced = (value: unknown) => heard.push(value);
    surface.tron.on('chainChanged', () => {
      throw new Error("the site's own");
    });
    surface.tron
      .on('chainChanged', silenced)
      .on('chainChanged', (value) => heard.push(value))
      .removeListener('chainChanged', silenced);
    tell({ type: 'network', network: 'tron:3448148188' });
    expect(heard).toEqual([{ chainId: '0xcd8690dc' }]);
    expect(reportError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: "the site's own" }));
  });

  it("answers TronLink's request in TronLink's way, also when the user says no", async () => {
    const ask = (answer: Answer) => open({ tron_requestAccounts: answer }).surface.tronLink.request({ method: 'tron_requestAccounts' });
    expect(await ask([address])).toMatchObject({ code: 200 });
    expect(await ask(failing(4001, 'User rejected the request.'))).toEqual({ code: 4001, message: 'User rejected the request.' });
    expect(await ask(failing(-32002))).toMatchObject({ code: 4000 });
  });

  it('hands over a transaction and returns it with the signature', async () => {
    const transaction = { txID: 'aa', raw_data: { contract: [] }, raw_data_hex: '0a', visible: false };
    const { surface, asked } = open({ tron_signTransaction: '1c'.repeat(65) });
    expect(await surface.tronWeb.trx.sign(transaction)).toEqual({ ...transaction, signature: ['1c'.repeat(65)] });
    expect(asked).toEqual([['tron_signTransaction', [transaction]]]);
    await expect(surface.tronWeb.trx.sign({ ...transaction, signature: ['00'] })).rejects.toThrow('already signed');
    const refusing = open({ tron_signTransaction: failing(4001) }).surface.tronWeb.trx.sign(transaction);
    await expect(refusing).rejects.toMatchObject({ code: 4001, message: 'Confirmation declined by user' });
  });

  it('refuses what is no request', async () => {
    const { surface, asked } = open();
    for (const wrong of [undefined, {}, { method: 1 }]) await expect(surface.tron.request(wrong as object)).rejects.toMatchObject({ code: -32600 });
    expect(asked).toEqual([]);
  });

  it('asks the worker for the rest', async () => {
    const { surface, asked, tell } = open();
    tell(accounts(address));
    const { trx, transactionBuilder } = surface.tronWeb;
    await trx.sign('aa'.repeat(32));
    await trx.signMessageV2('hello');
    await trx.signMessageV2(Uint8Array.of(1, 2));
    await trx._signTypedData({ name: 'x' }, {}, {});
    await trx.sendTrx(address, 5);
    await trx.getBalance();
    await transactionBuilder.sendTrx(address, 5);
    expect(asked.slice(1)).toEqual([
      ['tron_signMessage', ['aa'.repeat(32)]],
      ['tron_signMessageV2', ['hello']],
      ['tron_signMessageV2', [[1, 2]]],
      ['tron_signTypedData', [{ name: 'x' }, {}, {}]],
      ['tron_sendTransaction', [address, 5]],
      ['tron_getBalance', [address]],
      ['tron_createTransaction', [address, 5, address]],
    ]);
  });
});
