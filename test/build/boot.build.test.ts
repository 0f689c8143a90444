import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json';

/**
 * A word that each library says while it is set up, and not in a function that may never run: the word is run together with the library, or not
 * at all. A library that says it no more was renamed or left out: look at it.
 */
const libraries = {
  'bitcoinjs-lib': 'GLOBAL_XPUB',
  ethers: 'UNINITIALIZED_FUNCTION_CALL',
  '@solana/web3.js': 'TransactionExpiredNonceInvalidError',
  '@noble/curves': 'BIP0340/challenge',
  tronweb: 'TronWebProto',
  'a list of BIP-39': 'abandon\nability',
} as const;
const forAddresses = ['bitcoinjs-lib', 'ethers', '@solana/web3.js', '@noble/curves'];

describe.each(['chrome', 'firefox'])('the worker of the %s build', (browser) => {
  // Chrome's worker has its libraries in scripts of their own.
  const scripts = new Map(
    (browser === 'chrome' ? ['background.js', 'chains.js', 'keyring.js', 'tokens.js'] : ['background.js']).map((file) => [
      `${browser}/${file}`,
      readFileSync(join(resolve('.output'), `${browser}-mv3`, file), 'utf8'),
    ]),
  );

  it('has no import() left in it, which a worker refuses, and no eval', () => {
    for (const source of scripts.values()) {
      expect(source.match(/\bimport\s*\(/g)).toBeNull();
      expect(source.match(/\beval\s*\(|\bnew Function\b/g)).toBeNull();
    }
  });

  it.runIf(browser === 'chrome')('is small without its libraries: all of it is read whenever it wakes', () => {
    expect(scripts.get('chrome/background.js')!.length).toBeLessThan(mostToRead);
  });

  it('runs no library when it wakes, and each when it is needed', async () => {
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    const seen = new Set<string>();
    let bytes = 0;
    /** Coverage comes as what ran since it was last asked for. */
    const look = async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      for (const { url, functions } of result) {
        const source = scripts.get(url);
        if (source === undefined) continue;
        const ran = new Uint8Array(source.length);
        // The wider first: the innermost range that holds a place says whether it ran.
        const ranges = functions.flatMap((one) => one.ranges).sort((x, y) => width(y) - width(x));
        for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
        for (const [library, word] of Object.entries(libraries)) if (placesOf(word, source).some((place) => ran[place] === 1)) seen.add(library);
        bytes += ran.reduce((sum, one) => sum + one, 0);
      }
      return [...seen];
    };

    const worker = fakeBrowser();
    const context = createContext(worker.globals);
    const run = (file: string) => runInContext(scripts.get(`${browser}${file}`)!, context, { filename: `${browser}${file}` });
    runInContext('globalThis.self = globalThis', context);
    Object.assign(worker.globals, { importScripts: run });
    run('/background.js');
    const everything = [...scripts.values()].join();
    expect(
      Object.entries(libraries)
        .filter(([, word]) => placesOf(word, everything).length === 0)
        .map(([library]) => library),
    ).toEqual([]);
    expect(await look()).toEqual([]);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(mostAtBoot);

    const reply = await worker.call('accounts.list', []);
    expect(reply).toMatchObject({
      ok: true,
      value: [{ addresses: { 'bip122:000000000019d6689c085ae165831e93': 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' } }],
    });
    expect(await look()).toEqual(expect.arrayContaining(forAddresses));
    expect(seen).not.toContain('a list of BIP-39');
    expect(await worker.call('vault.check', ['abandon'])).toMatchObject({ ok: true, value: { code: 'phrase/word-count' } });
    expect(await look()).toContain('a list of BIP-39');
    session.disconnect();
  });
});

/** Bytes of the file that run when the worker wakes; our own services take half of it. */
const mostAtBoot = 60_000;
/** Bytes of the file that is read whenever the worker wakes. */
const mostToRead = 120_000;
const placesOf = (word: string, source: string) => [...source.matchAll(new RegExp(word, 'g'))].map(({ index }) => index);
const width = ({ startOffset, endOffset }: { readonly startOffset: number; readonly endOffset: number }) => endOffset - startOffset;

/** As much of a browser as the worker touches when it wakes. */
function fakeBrowser() {
  const listeners = new Map<string, (...args: unknown[]) => unknown>();
  const event = (name: string) => ({ addListener: (listener: (...args: unknown[]) => unknown) => void listeners.set(name, listener) });
  const area = (first: object = {}) => {
    const data = new Map<string, unknown>(Object.entries(first));
    return {
      get: async (key: string) => (data.has(key) ? { [key]: data.get(key) } : {}),
      set: async (values: object) => {
        for (const [key, value] of Object.entries(values)) data.set(key, value);
      },
      clear: async () => data.clear(),
    };
  };
  const chrome = {
    runtime: {
      id: 'me',
      getURL: (path: string) => `chrome-extension://me${path.startsWith('/') ? '' : '/'}${path}`,
      onConnect: event('connect'),
      onStartup: event('startup'),
      onInstalled: event('installed'),
      onMessage: event('message'),
    },
    storage: { local: area({ accounts: { v: 1, data: book } }), session: area() },
    alarms: { onAlarm: event('alarm'), create: async () => {}, clear: async () => true },
    permissions: { onRemoved: event('permission removed') },
    idle: { onStateChanged: event('idle') },
    windows: { WINDOW_ID_NONE: -1, onRemoved: event('removed') },
  };
  const globals = {
    chrome,
    addEventListener: () => {},
    console,
    crypto,
    TextEncoder,
    TextDecoder,
    atob,
    btoa,
    fetch,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    structuredClone,
    URL,
    URLSearchParams,
    AbortController,
    AbortSignal,
    performance,
    Event,
    EventTarget,
    Headers,
    WebAssembly,
    location: { href: 'chrome-extension://me/background.js', protocol: 'chrome-extension:' },
    navigator: {},
  };

  async function call(name: string, args: readonly Json[]): Promise<unknown> {
    const heard: ((message: unknown) => void)[] = [];
    const reply = new Promise((answered) => {
      listeners.get('connect')!({
        name: 'ui',
        sender: { id: 'me', url: 'chrome-extension://me/popup.html' },
        postMessage: answered,
        disconnect: () => answered('disconnected'),
        onMessage: { addListener: (listener: (message: unknown) => void) => void heard.push(listener) },
        onDisconnect: { addListener: () => {} },
      });
    });
    for (const listener of heard) listener({ id: 1, call: name, args });
    return reply;
  }
  return { globals, call };
}

const secp = '0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c';
const book = {
  selected: 0,
  accounts: [
    {
      index: 0,
      name: 'Account 1',
      keys: {
        "secp256k1 m/84'/0'/0'/0/0": secp,
        "secp256k1 m/44'/60'/0'/0/0": secp,
        "secp256k1 m/44'/195'/0'/0/0": secp,
        "ed25519 m/44'/501'/0'/0'": secp.slice(2),
      },
    },
  ],
};
