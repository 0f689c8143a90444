import { describe, expect, it } from 'vitest';
import { WalletError } from '../../src/core/errors';
import { createClient, serve, type Port } from '../../src/rpc/rpc';
import { peerOf } from '../../src/rpc/sender';

/** Two ends of a port that carry JSON, as Chrome's do. */
function pipe() {
  const end = () => ({ heard: [] as ((message: unknown) => void)[], gone: [] as (() => void)[] });
  const [a, b] = [end(), end()];
  const port = (mine: ReturnType<typeof end>, other: ReturnType<typeof end>): Port => ({
    postMessage: (message) => {
      const copy = JSON.parse(JSON.stringify(message)) as unknown;
      queueMicrotask(() => {
        for (const listener of other.heard) listener(copy);
      });
    },
    onMessage: { addListener: (listener) => void mine.heard.push(listener) },
    onDisconnect: { addListener: (listener) => void mine.gone.push(listener) },
  });
  return {
    near: port(a, b),
    far: port(b, a),
    cut: () => {
      for (const listener of [...a.gone, ...b.gone]) listener();
    },
  };
}

const api = {
  vault: {
    unlock: (password: string) => password === 'pw',
    total: async () => 12n,
    echo: (...values: unknown[]) => values,
    never: () => new Promise<void>(() => {}),
  },
  broken: {
    loudly: (): number => {
      throw new Error('the secret is 42');
    },
    because: (): number => {
      throw new WalletError('transaction/would-fail', { path: 'm/0' }, { cause: new Error('42'), reason: { code: 'paused', text: 'EnforcedPause()' } });
    },
    politely: (): number => {
      throw new WalletError('vault/locked', { path: 'm/0' });
    },
  },
};
function connected() {
  const { near, far, cut } = pipe();
  const server = serve(far, api);
  const sent: unknown[] = [];
  far.postMessage = ((post) => (message: unknown) => {
    sent.push(message);
    post(message);
  })(far.postMessage);
  return { near, cut, sent, server, wallet: createClient<typeof api>(() => near) };
}

describe('calls over a port', () => {
  it('bring back what the method returns, amounts and bytes too', async () => {
    const { wallet } = connected();
    expect(await wallet.vault.total()).toBe(12n);
    expect(await wallet.vault.unlock('pw')).toBe(true);
    expect(await wallet.vault.echo(1n, Uint8Array.of(1), undefined, { $n: 'x' })).toEqual([1n, Uint8Array.of(1), undefined, { $n: 'x' }]);
  });

  it.each([
    ['vault', 'constructor'],
    ['constructor', 'constructor'],
    ['__proto__', 'toString'],
    ['vault', '__proto__'],
    ['vault', 'nope'],
    ['', ''],
  ])('reach nothing but the api: %s.%s', async (service, method) => {
    const wallet = connected().wallet as unknown as Record<string, Record<string, () => Promise<unknown>>>;
    await expect(wallet[service]![method]!()).rejects.toMatchObject({ code: 'rpc/unknown-call' });
  });

  it('bring back a code, and no word of what went wrong', async () => {
    const { wallet, sent } = connected();
    await expect(wallet.broken.loudly()).rejects.toMatchObject({ code: 'internal' });
    await expect(wallet.broken.politely()).rejects.toMatchObject({ code: 'vault/locked', data: {} });
    await expect(wallet.broken.because()).rejects.toMatchObject({
      code: 'transaction/would-fail',
      data: {},
      reason: { code: 'paused', text: 'EnforcedPause()' },
    });
    expect(sent).toEqual([
      { id: 1, ok: false, code: 'internal' },
      { id: 2, ok: false, code: 'vault/locked' },
      { id: 3, ok: false, code: 'transaction/would-fail', reason: { code: 'paused', text: 'EnforcedPause()' } },
    ]);
  });

  it.each([
    null,
    5,
    'x',
    [],
    {},
    { id: 1 },
    { id: 'x', call: 'vault.total', args: [] },
    { id: 1, call: 'vault.total' },
    { id: 1, call: 'vault.total', args: {} },
  ])('are not made by %j', async (message) => {
    const { near, sent } = connected();
    near.postMessage(message);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(sent).toEqual([]);
  });

  it('fail with arguments that cannot be read', async () => {
    const { near, sent } = connected();
    near.postMessage({ id: 1, call: 'vault.total', args: [{ $n: 'x' }] });
    await expect.poll(() => sent).toEqual([{ id: 1, ok: false, code: 'internal' }]);
  });

  it('are rejected when the worker dies, and the next one connects again', async () => {
    const pipes = [pipe(), pipe()];
    for (const { far } of pipes) serve(far, api);
    let connections = 0;
    const wallet = createClient<typeof api>(() => pipes[connections++]!.near);
    const waiting = wallet.vault.never();
    pipes[0]!.cut();
    await expect(waiting).rejects.toMatchObject({ code: 'rpc/disconnected' });
    expect(await wallet.vault.total()).toBe(12n);
    expect(connections).toBe(2);
  });

  it('are rejected when the port is gone already', async () => {
    const { near } = pipe();
    near.postMessage = () => {
      throw new Error('Attempting to use a disconnected port object');
    };
    await expect(createClient<typeof api>(() => near).vault.total()).rejects.toMatchObject({ code: 'rpc/disconnected' });
  });

  it('hear events', async () => {
    const { near, far } = pipe();
    const server = serve(far, api);
    const heard: unknown[] = [];
    const wallet = createClient<typeof api>(
      () => near,
      (event, value) => heard.push([event, value]),
    );
    await wallet.vault.total();
    server.emit('changed', ['accounts']);
    await expect.poll(() => heard).toEqual([['changed', ['accounts']]]);
  });
});

describe('the peer', () => {
  const self = { id: 'me', root: 'chrome-extension://me/' };
  const tab = { id: 3 } as chrome.tabs.Tab;
  it.each<[string, chrome.runtime.MessageSender | undefined, string]>([
    ['our popup', { id: 'me', url: 'chrome-extension://me/popup.html' }, 'ui'],
    ['our page in a tab', { id: 'me', url: 'chrome-extension://me/welcome.html', tab }, 'ui'],
    ['a site', { id: 'me', url: 'https://a.example/x', tab, frameId: 0 }, 'page'],
    ['a site whose document the browser gives no origin (CSP sandbox)', { id: 'me', url: 'https://a.example/x', origin: 'null', tab, frameId: 0 }, 'stranger'],
    ['a site that the browser calls another', { id: 'me', url: 'https://a.example/x', origin: 'https://b.example', tab, frameId: 0 }, 'stranger'],
    ['a site in no frame', { id: 'me', url: 'https://a.example/x', tab }, 'stranger'],
    ['another extension', { id: 'other', url: 'chrome-extension://me/popup.html' }, 'stranger'],
    [
      'a site that is named like us',
      { id: 'me', url: 'https://chrome-extension.me/popup.html', origin: 'https://chrome-extension.me', tab, frameId: 0 },
      'page',
    ],
    ['a host that begins like us', { id: 'me', url: 'chrome-extension://me.evil/popup.html', tab }, 'stranger'],
    ['a site without a tab', { id: 'me', url: 'https://a.example/' }, 'stranger'],
    ['a file', { id: 'me', url: 'file:///etc/passwd', tab }, 'stranger'],
    ['a data page', { id: 'me', url: 'data:text/html,x', tab }, 'stranger'],
    ['no address', { id: 'me', tab }, 'stranger'],
    ['an address that is none', { id: 'me', url: 'nonsense', tab }, 'stranger'],
    ['nobody', undefined, 'stranger'],
  ])('%s', (_name, sender, kind) => {
    expect(peerOf(sender, self).kind).toBe(kind);
  });

  it('is a site by what the browser says of its origin', () => {
    expect(peerOf({ id: 'me', url: 'https://user@a.example:8443/path', tab, frameId: 2 }, self)).toEqual({
      kind: 'page',
      origin: 'https://a.example:8443',
      tabId: 3,
      frameId: 2,
    });
  });
});
