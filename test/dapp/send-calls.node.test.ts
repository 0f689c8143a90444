import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { Json } from '../../src/core/json';
import { deploy } from '../contracts/deploy';
import { startEvm, type EvmChain } from '../devnet/evm';
import { asked } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

describe('wallet_sendCalls (EIP-5792)', () => {
  let chain: EvmChain;
  let world: World;
  let page: ReturnType<World['page']>;
  let own: string;
  let coin: string;
  const origin = 'https://a.test';
  const dead = '0x000000000000000000000000000000000000dEaD';

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    coin = await deploy(chain, 'Erc20', 'Coin', 'COIN', 18);
    world = await makeWorld({ loadAdapter });
    await world.now.api.networks.setEndpoints('eip155:1', [chain.url]);
    page = await connected(origin);
    [own] = (await page.request('eth_accounts')) as [string];
    await chain.fund(own, 10n ** 18n);
  });
  afterAll(() => chain?.stop());
  afterEach(() => world.now.api.approvals.rejectAll());

  async function connected(site: string) {
    const tab = world.page(site);
    const answer = tab.request('eth_requestAccounts');
    const { id, digest } = await asked(world, 'connect', site);
    await world.now.api.approvals.approve(id, digest, [0]);
    await answer;
    return tab;
  }
  const batch = (calls: Json, more: { readonly [field: string]: Json } = {}) => [{ version: '2.0.0', chainId: '0x1', atomicRequired: false, calls, ...more }];
  const send = (calls: Json, more: { readonly [field: string]: Json } = {}) => page.request('wallet_sendCalls', batch(calls, more));
  const status = (id: string) => page.request('wallet_getCallsStatus', [id]);
  const approve = async () => {
    const { id, digest, subject } = await asked(world, 'transaction', origin);
    await world.now.api.approvals.approve(id, digest);
    return subject.kind === 'transaction' ? subject.part : undefined;
  };
  const pay = { to: dead, value: '0x1' };
  const mint = () => ({ to: coin, data: `0x40c10f19${own.slice(2).toLowerCase().padStart(64, '0')}${'1'.padStart(64, '0')}` });

  it('asks about each call by itself, and says what became of all of them', async () => {
    const answer = send([pay, mint()], { id: '0xabcd' });
    expect(await approve()).toEqual({ at: 1, of: 2 });
    expect(await status('0xabcd')).toMatchObject({ status: 100, atomic: false, chainId: '0x1' });
    expect(await approve()).toEqual({ at: 2, of: 2 });
    expect(await answer).toEqual({ id: '0xabcd' });
    const { receipts, ...rest } = (await status('0xabcd')) as { readonly receipts: readonly { readonly logs: Json; readonly status: string }[] };
    expect(rest).toEqual({ version: '2.0.0', id: '0xabcd', chainId: '0x1', status: 200, atomic: false });
    expect(receipts).toMatchObject([
      { status: '0x1', logs: [] },
      { status: '0x1', logs: [{ address: coin.toLowerCase() }] },
    ]);
    expect(await page.request('wallet_showCallsStatus', ['0xabcd'])).toBeNull();
    expect(await page.request('wallet_showCallsStatus', ['0xabcd'])).toBeNull();
    // Once: windows do not come faster than a person can close them.
    expect(world.shown.screens).toEqual(['/activity']);
    await expect(send([pay], { id: '0xabcd' })).rejects.toMatchObject({ code: 5720 });
  });

  it('goes on where it was when the worker dies between two calls', async () => {
    const answer = send([pay, pay, pay]);
    await approve();
    await asked(world, 'transaction', origin);
    world.kill();
    await approve();
    await approve();
    const { id } = (await answer) as { readonly id: string };
    expect(((await status(id)) as { readonly receipts: readonly unknown[] }).receipts).toHaveLength(3);
    expect(await status(id)).toMatchObject({ status: 200 });
  });

  describe('when the user is not content to wait', () => {
    beforeEach(async () => {
      await chain.rpc('evm_setAutomine', [false]);
    });
    afterEach(async () => {
      await chain.rpc('evm_setAutomine', [true]);
    });

    async function replaceFirst(how: 'speed-up' | 'cancel') {
      expect(await approve()).toEqual({ at: 1, of: 2 });
      const { activity, approvals } = world.now.api;
      const { id: old } = (await activity.list())[0]!;
      const question = await activity.replace('eip155:1', old, how);
      await approvals.approve(question, (await approvals.get(question)).digest);
      const { id: by } = (await activity.list())[0]!;
      expect(by).not.toBe(old);
      return { old, by };
    }

    it('goes on with a call that was made faster, and counts it under its new hash', async () => {
      const answer = send([pay, pay]);
      const { by: first } = await replaceFirst('speed-up');
      const { activity, approvals } = world.now.api;
      // Faster once more: what it repeats repeats the call.
      const again = await activity.replace('eip155:1', first, 'speed-up');
      await approvals.approve(again, (await approvals.get(again)).digest);
      const { id: by } = (await activity.list())[0]!;
      await chain.mine(1);
      expect(await approve()).toEqual({ at: 2, of: 2 });
      await chain.mine(1);
      const { id } = (await answer) as { readonly id: string };
      await activity.refresh();
      expect(await status(id)).toMatchObject({ status: 200, receipts: [{ transactionHash: by, status: '0x1' }, { status: '0x1' }] });
      expect(await page.request('wallet_showCallsStatus', [id])).toBeNull();
    });

    it('stops at a call that was called off, and says that it is not on the chain', async () => {
      const answer = send([pay, pay]);
      const { by } = await replaceFirst('cancel');
      await chain.mine(1);
      const { id } = (await answer) as { readonly id: string };
      await world.now.api.activity.refresh();
      expect(await chain.rpc('eth_getTransactionReceipt', [by])).toMatchObject({ status: '0x1' });
      expect(await status(id)).toMatchObject({ status: 400, receipts: [] });
    });
  });

  it('tells apart a refusal at first from one half way', async () => {
    const first = send([pay, pay]);
    const { id } = await asked(world, 'transaction', origin);
    await world.now.api.approvals.reject(id);
    await expect(first).rejects.toMatchObject({ code: 4001 });

    const half = send([pay, pay]);
    await approve();
    const second = await asked(world, 'transaction', origin);
    await world.now.api.approvals.reject(second.id);
    expect(await status(((await half) as { readonly id: string }).id)).toMatchObject({ status: 600, receipts: [{ status: '0x1' }] });
  });

  it('knows no batch of another site', async () => {
    const other = await connected('https://b.test');
    await expect(other.request('wallet_getCallsStatus', ['0xabcd'])).rejects.toMatchObject({ code: 5730 });
    await expect(page.request('wallet_getCallsStatus', ['0xffff'])).rejects.toMatchObject({ code: 5730 });
    await expect(page.request('wallet_showCallsStatus', ['0xffff'])).rejects.toMatchObject({ code: 5730 });
  });

  it.each<[string, () => Json, number]>([
    ['what must be atomic', () => batch([pay], { atomicRequired: true }), 5760],
    ['a capability that the site needs', () => batch([pay], { capabilities: { paymasterService: { url: 'https://x.test' } } }), 5700],
    ['a capability that a call needs', () => batch([{ ...pay, capabilities: { x: {} } }]), 5700],
    ['another chain', () => batch([pay], { chainId: '0x38' }), 5710],
    ['more calls than anybody reads', () => batch(Array.from({ length: 11 }, () => pay)), 5740],
    ['a chain with a leading zero', () => batch([pay], { chainId: '0x01' }), -32602],
    ['no calls', () => batch([]), -32602],
    ['another version', () => batch([pay], { version: '1.0' }), -32602],
    ['a call without anything', () => batch([{}]), -32602],
    ['an account that is not the site’s', () => batch([pay], { from: dead }), 4100],
    ['an id that is no hex', () => batch([pay], { id: 'mine' }), -32602],
    ['an id beyond 4096 bytes', () => batch([pay], { id: `0x${'ab'.repeat(4097)}` }), -32602],
  ])('refuses %s without asking', async (_what, params, code) => {
    await expect(page.request('wallet_sendCalls', params())).rejects.toMatchObject({ code });
    expect((await world.now.api.approvals.list()).filter(({ state }) => state === 'pending')).toEqual([]);
  });

  it('says what it can do: nothing atomic, and nothing of accounts that are not the site’s', async () => {
    expect(await page.request('wallet_getCapabilities', [own])).toEqual({ '0x1': { atomic: { status: 'unsupported' } } });
    expect(await page.request('wallet_getCapabilities', [own, ['0x38', '0x1', '0x3b9aca07']])).toEqual({
      '0x38': { atomic: { status: 'unsupported' } },
      '0x1': { atomic: { status: 'unsupported' } },
    });
    await expect(page.request('wallet_getCapabilities', [dead])).rejects.toMatchObject({ code: 4100 });
    await expect(world.page('https://c.test').request('wallet_sendCalls', batch([pay]))).rejects.toMatchObject({ code: 4100 });
  });
});
