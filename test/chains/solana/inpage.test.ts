// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chains, install } from '../../../src/chains/solana/inpage';
import { networks } from '../../../src/chains/solana/networks';
import { toBase64 } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import type { PageEvent } from '../../../src/inpage/provider';

type Feature = Record<string, (...parameters: unknown[]) => Promise<never>>;
type Wallet = {
  readonly version: string;
  readonly name: string;
  readonly icon: string;
  readonly chains: readonly string[];
  readonly accounts: readonly { readonly address: string; readonly publicKey: Uint8Array }[];
  readonly features: Record<string, Feature>;
};

const visible = { address: 'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk', publicKey: 'f036276246a75b9de3349ed42b15e232f6518fc20f5fcd4f1d64e81f9bd258f7' };
const info = { uuid: 'u', name: 'Holdall', icon: 'data:image/svg+xml;base64,AA==', rdns: 'x' } as const;

let wallet: Wallet;
let push: (event: PageEvent) => void;
let worker: ReturnType<typeof vi.fn<(method: string, params?: Json) => Promise<Json>>>;
const feature =
  (name: string, method: string) =>
  (...inputs: unknown[]) =>
    wallet.features[name]![method]!(...inputs) as Promise<unknown>;

beforeEach(() => {
  worker = vi.fn(async (method: string): Promise<Json> => (method === 'standard:connect' ? [visible] : null));
  const registered: Wallet[] = [];
  const late = (event: Event) => (event as CustomEvent<(api: object) => void>).detail({ register: (found: Wallet) => registered.push(found) });
  window.addEventListener('wallet-standard:register-wallet', late);
  install({ window: window as never, info, request: worker, subscribe: (listener) => (push = listener) });
  window.removeEventListener('wallet-standard:register-wallet', late);
  wallet = registered[0]!;
});

describe('the Wallet Standard wallet', () => {
  it('registers with an app that is there already, and with one that comes later', () => {
    expect(wallet).toMatchObject({ version: '1.0.0', name: 'Holdall', icon: info.icon });
    const register = vi.fn();
    window.dispatchEvent(new CustomEvent('wallet-standard:app-ready', { detail: { register } }));
    expect(register).toHaveBeenCalledWith(wallet);
  });

  it('offers the networks that the wallet has', () => {
    expect(chains).toEqual(networks.map((network) => `solana:${network.cluster}`));
    expect(wallet.chains).toBe(chains);
  });

  it('can be changed by no page', () => {
    for (const object of [wallet, wallet.features, wallet.chains, wallet.accounts, ...Object.values(wallet.features)])
      expect(Object.isFrozen(object)).toBe(true);
  });

  it('asks nothing of the worker before it is used', () => {
    expect(worker).not.toHaveBeenCalled();
    expect(wallet.accounts).toEqual([]);
  });
});

describe('connecting', () => {
  it('gives accounts with keys as bytes, in a list that stays the same while they do', async () => {
    const changed = vi.fn();
    void feature('standard:events', 'on')('change', changed);
    await feature('standard:connect', 'connect')({ silent: true });
    expect(worker).toHaveBeenCalledWith('standard:connect', { silent: true });
    const before = wallet.accounts;
    expect(before[0]).toMatchObject({ address: visible.address, publicKey: Uint8Array.from(Buffer.from(visible.publicKey, 'hex')) });
    expect(Object.isFrozen(before[0])).toBe(true);
    before[0]!.publicKey[0] = 0;
    expect(wallet.accounts[0]!.publicKey[0]).toBe(0xf0);
    push({ type: 'accounts', accounts: [visible] });
    expect(wallet.accounts).toBe(before);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('tells a page of lock and of another account, and survives a listener that throws', async () => {
    const reported = vi.fn();
    Object.assign(window, { reportError: reported });
    const changed = vi.fn();
    void feature('standard:events', 'on')('change', () => {
      throw new Error('page');
    });
    const off = (await feature('standard:events', 'on')('change', changed)) as () => void;
    await feature('standard:connect', 'connect')();
    push({ type: 'accounts', accounts: [] });
    expect(changed).toHaveBeenLastCalledWith({ accounts: [] });
    off();
    push({ type: 'accounts', accounts: [visible] });
    expect(changed).toHaveBeenCalledTimes(2);
    expect(reported).toHaveBeenCalledWith(new Error('page'));
  });

  it('clears the accounts when the page disconnects', async () => {
    await feature('standard:connect', 'connect')();
    await feature('standard:disconnect', 'disconnect')();
    expect(wallet.accounts).toEqual([]);
  });
});

describe('signing', () => {
  const bytes = Uint8Array.of(1, 2, 250);
  const signed = { account: visible.address, signedMessage: toBase64(bytes), signature: toBase64(new Uint8Array(64)) };
  const answers = (given: Readonly<Record<string, Json>>) =>
    worker.mockImplementation(async (method) => (method === 'standard:connect' ? [visible] : (given[method] ?? null)));
  const account = async () => ((await feature('standard:connect', 'connect')()) as { accounts: [object] }).accounts[0];

  it('sends a message as base64 and gets bytes back, one question for each', async () => {
    answers({ 'solana:signMessage': signed });
    const input = { account: await account(), message: bytes };
    const results = await feature('solana:signMessage', 'signMessage')(input, input);
    expect(results).toEqual([1, 2].map(() => ({ signedMessage: bytes, signature: new Uint8Array(64), signatureType: 'ed25519' })));
    expect(worker).toHaveBeenLastCalledWith('solana:signMessage', { account: visible.address, message: 'AQL6' });
  });

  it('puts all transactions of one call into one question', async () => {
    answers({ 'solana:signTransaction': ['AQ==', 'Ag=='] });
    const input = { account: await account(), transaction: bytes };
    expect(await feature('solana:signTransaction', 'signTransaction')(input, input)).toEqual([
      { signedTransaction: Uint8Array.of(1) },
      { signedTransaction: Uint8Array.of(2) },
    ]);
    expect(worker).toHaveBeenLastCalledWith('solana:signTransaction', { account: visible.address, transactions: ['AQL6', 'AQL6'] });
    await expect(feature('solana:signTransaction', 'signTransaction')(input, { ...input, chain: 'solana:devnet' })).rejects.toMatchObject({ code: -32000 });
    expect(await feature('solana:signTransaction', 'signTransaction')()).toEqual([]);
  });

  it('moves to the chain of a request first, and only when it is on another', async () => {
    answers({ 'solana:signAndSendTransaction': toBase64(new Uint8Array(64)) });
    const input = { account: await account(), transaction: bytes, chain: 'solana:devnet' };
    push({ type: 'network', network: networks[0].id });
    expect(await feature('solana:signAndSendTransaction', 'signAndSendTransaction')(input, input)).toEqual([
      { signature: new Uint8Array(64) },
      { signature: new Uint8Array(64) },
    ]);
    expect(worker.mock.calls.map(([method]) => method)).toEqual([
      'standard:connect',
      'holdall:switchNetwork',
      'solana:signAndSendTransaction',
      'solana:signAndSendTransaction',
    ]);
    expect(worker).not.toHaveBeenCalledWith('solana:signAndSendTransaction', expect.objectContaining({ options: expect.anything() }));
    push({ type: 'network', network: networks[0].id });
    await feature('solana:signAndSendTransaction', 'signAndSendTransaction')({ ...input, options: { commitment: 'confirmed' } });
    expect(worker).toHaveBeenLastCalledWith('solana:signAndSendTransaction', expect.objectContaining({ options: { commitment: 'confirmed' } }));
    expect(worker).toHaveBeenCalledWith('holdall:switchNetwork', { chain: 'solana:devnet' });
  });

  it('loses no result when one of several fails', async () => {
    const input = { account: await account(), transaction: bytes, chain: 'solana:mainnet' };
    worker
      .mockResolvedValueOnce(null)
      .mockRejectedValueOnce(Object.assign(new Error('no'), { code: 4001 }))
      .mockResolvedValueOnce(toBase64(new Uint8Array(64)));
    expect(await feature('solana:signAndSendAllTransactions', 'signAndSendAllTransactions')([input, input])).toMatchObject([
      { status: 'rejected', reason: { code: 4001 } },
      { status: 'fulfilled', value: { signature: new Uint8Array(64) } },
    ]);
  });

  it('connects with a sign-in', async () => {
    answers({ 'solana:signIn': signed });
    expect(await feature('solana:signIn', 'signIn')({ statement: 'Hi' })).toMatchObject([{ account: { address: visible.address }, signedMessage: bytes }]);
    expect(worker.mock.calls).toEqual([
      ['standard:connect', { silent: false }],
      ['solana:signIn', { statement: 'Hi' }],
    ]);
  });
});
