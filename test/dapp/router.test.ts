import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NodeError, WalletError } from '../../src/core/errors';
import { asked, numberOf, site } from '../fakes/steps';
import { makeWorld, password, type World } from '../fakes/world';

const origin = 'https://a.test';

describe('a site that is not connected', () => {
  let world: World;
  let page: ReturnType<World['page']>;
  beforeEach(async () => {
    world = await makeWorld();
    page = world.page(origin);
  });

  it('learns the network it would be on, and nothing of the user', async () => {
    expect(await page.request('chain')).toBe('eip155:1');
    expect(await page.request('accounts')).toEqual([]);
    expect(await page.request('connect', { silent: true })).toEqual([]);
    expect(await page.request('disconnect')).toBe(true);
    expect(world.shown.opened).toBe(0);
    await world.now.api.accounts.add();
    await world.now.api.accounts.select(1);
    await world.now.api.vault.lock();
    await world.now.api.vault.unlock(password);
    expect(page.events).toEqual([]);
  });

  it("may not ask for anything that is the user's", async () => {
    expect(await numberOf(page.request('publicKey'))).toBe(4100);
    expect(await numberOf(page.request('sign', { text: 'x' }))).toBe(4100);
    expect(await numberOf(page.request('send', {}))).toBe(4100);
    expect(await numberOf(page.request('switch', { to: 'eip155:56' }))).toBe(4100);
    expect(world.shown.opened).toBe(0);
  });

  it('cannot tell a locked wallet from an unlocked one', async () => {
    const answers = async () =>
      Promise.all([
        page.request('accounts'),
        page.request('chain'),
        numberOf(page.request('sign', { text: 'x' })),
        page.request('connect', { silent: true }),
        numberOf(page.request('publicKey')),
        page.request('switch', { to: 'eip155:1' }),
        numberOf(page.request('switch', { to: 'eip155:56' })),
      ]);
    const unlocked = await answers();
    await world.now.api.vault.lock();
    expect(await answers()).toEqual(unlocked);
    expect(world.shown.opened).toBe(0);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'accounts ', 'Accounts', 'no such', 'eth_sign'])('finds no method %j', async (method) => {
    expect(await numberOf(page.request(method))).toBe(4200);
  });

  it('is told what the origin is by the browser, not by itself', async () => {
    expect(await page.request('origin', { origin: 'https://bank.test' })).toBe(origin);
  });

  it.each([
    ['https://a.test', true],
    ['http://localhost', true],
    ['http://localhost:3000', true],
    ['http://127.0.0.1:8080', true],
    ['http://a.test', false],
    ['http://localhost.a.test', false],
    ['http://127.0.0.1.a.test', false],
  ])('at %s is served: %s', async (from, served) => {
    const other = world.page(from, { tabId: 2 });
    expect(
      await other.request('accounts').then(
        () => true,
        (error: { code: number }) => error.code,
      ),
    ).toBe(served || 4100);
  });

  it('in a frame is not served', async () => {
    const frame = world.page(origin, { frameId: 3 });
    expect(await numberOf(frame.request('connect'))).toBe(4100);
    expect(await numberOf(frame.request('chain'))).toBe(4100);
    expect(world.shown.opened).toBe(0);
  });

  it('gets one window and one question, however often it asks', async () => {
    const answers = Promise.allSettled(Array.from({ length: 200 }, () => page.request('connect')));
    const { id } = await asked(world, 'connect');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await world.now.api.approvals.list()).toHaveLength(1);
    expect(world.shown.opened).toBe(1);
    await world.now.api.approvals.reject(id);
    const codes = (await answers).map((result) => (result.status === 'rejected' ? (result.reason as { code: number }).code : 0));
    expect(codes.filter((code) => code === 4001)).toHaveLength(1);
    expect(codes.filter((code) => code === -32002)).toHaveLength(199);
  });

  it('can read as much as a page needs, and no more', async () => {
    const flood = await Promise.allSettled(Array.from({ length: 5_000 }, () => page.request('accounts')));
    const limited = flood.filter((result) => result.status === 'rejected');
    expect(flood.length - limited.length).toBe(1_000);
    expect(new Set(limited.map((result) => (result as { reason: { code: number } }).reason.code))).toEqual(new Set([-32005]));
    expect(await world.page('https://b.test', { tabId: 2 }).request('accounts')).toEqual([]);
    world.wait(1_000);
    expect(await page.request('accounts')).toEqual([]);
  });

  it('after two rejections waits a minute, also when the worker died', async () => {
    for (let i = 0; i < 2; i++) {
      const answer = page.request('connect');
      await world.now.api.approvals.reject((await asked(world, 'connect')).id);
      expect(await numberOf(answer)).toBe(4001);
    }
    expect(await numberOf(page.request('connect'))).toBe(-32005);
    world.kill();
    expect(await numberOf(page.request('connect'))).toBe(-32005);
    world.wait(60_000);
    void page.request('connect').catch(() => {});
    await asked(world, 'connect');
  });
});

describe('a connected site', () => {
  let world: World;
  let page: ReturnType<World['page']>;
  beforeEach(async () => {
    world = await makeWorld();
    page = await site(world, origin);
    world.shown.opened = 0;
  });

  it('gets its accounts at once, as often as it asks', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => page.request('connect')));
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(world.shown.opened).toBe(0);
  });

  it('is connected in this family only, and this origin only', async () => {
    expect(await page.request('accounts', undefined, 'solana')).toEqual([]);
    for (const [at, other] of ['http://localhost', 'https://a.test:8443', 'https://www.a.test', 'https://a.test.'].entries()) {
      expect(await world.page(other, { tabId: 10 + at }).request('accounts')).toEqual([]);
    }
  });

  it('sees the selected account first, if it may see it', async () => {
    await world.now.api.accounts.add();
    await world.now.api.accounts.add();
    const other = await site(world, 'https://b.test', { tabId: 2, accounts: [0, 2] });
    const [zero, two] = (await other.request('accounts')) as string[];
    await world.now.api.accounts.select(2);
    expect(await other.request('accounts')).toEqual([two, zero]);
    await world.now.api.accounts.select(1);
    expect(await other.request('accounts')).toEqual([zero, two]);
  });

  it('signs with the account it names, not with the selected one', async () => {
    await world.now.api.accounts.add();
    const other = await site(world, 'https://b.test', { tabId: 2, accounts: [0, 1] });
    const [, second] = (await other.request('accounts')) as string[];
    const answer = other.request('send', { from: second! });
    const { id, digest, account } = await asked(world, 'transaction');
    expect(account).toMatchObject({ index: 1, address: second });
    await world.now.api.approvals.approve(id, digest);
    expect(await answer).toBe('sent tx-1');
  });

  it('cannot use an account it was not given', async () => {
    await world.now.api.accounts.add();
    const foreign = (await world.now.api.accounts.list())[1]!.addresses['eip155:1']!;
    expect(await numberOf(page.request('sign', { text: 'x', from: foreign }))).toBe(4100);
    expect(await numberOf(page.request('send', { from: foreign }))).toBe(4100);
    expect(world.shown.opened).toBe(0);
  });

  it('sees no accounts while the wallet is locked', async () => {
    await world.now.api.vault.lock();
    expect(await page.request('accounts')).toEqual([]);
    expect(await numberOf(page.request('publicKey'))).toBe(4100);
    expect(await page.request('connect', { silent: true })).toEqual([]);
  });

  it.each(['connect', 'sign'])('that asks to %s a locked wallet waits for the password, and then for the answer where there is a question', async (method) => {
    await world.now.api.vault.lock();
    const answer = page.request(method, { text: 'hello' });
    await vi.waitFor(() => expect(world.shown.opened).toBe(1));
    expect((await world.now.api.approvals.list()).filter(({ state }) => state === 'pending')).toEqual([]);
    expect(await world.now.api.approvals.askers()).toEqual([origin]);
    await world.now.api.vault.unlock(password);
    expect(await world.now.api.approvals.askers()).toEqual([]);
    if (method === 'connect') return expect(await answer).toHaveLength(1);
    const { id, digest } = await asked(world, 'sign');
    expect(world.chain.signed).toEqual([]);
    await world.now.api.approvals.approve(id, digest);
    return expect(await answer).toMatch(/^[0-9a-f]{130}$/);
  });

  it.each(['connect', 'sign', 'switch'])('that asks to %s a locked wallet is refused when the window is closed', async (method) => {
    await world.now.api.vault.lock();
    const answer = page.request(method, { text: 'hello', to: 'eip155:56' });
    await vi.waitFor(() => expect(world.shown.opened).toBe(1));
    await world.closeWindow();
    expect(await numberOf(answer)).toBe(4001);
  });

  it('that waits for the password comes back after a worker death', async () => {
    await world.now.api.vault.lock();
    const answer = page.request('sign', { text: 'hello' });
    await vi.waitFor(() => expect(world.shown.opened).toBe(1));
    world.kill();
    await vi.waitFor(() => expect(world.shown.opened).toBe(2));
    await world.now.api.vault.unlock(password);
    const { id, digest } = await asked(world, 'sign');
    await world.now.api.approvals.approve(id, digest);
    expect(await answer).toMatch(/^[0-9a-f]{130}$/);
  });

  it('may have five questions open, and no site more than its share of ten', async () => {
    const all = Array.from({ length: 8 }, () => numberOf(page.request('sign', { text: 'x' })));
    const early = await Promise.race([Promise.all(all), new Promise((resolve) => setTimeout(() => resolve('waiting'), 100))]);
    expect(early).toBe('waiting');
    expect(await world.now.api.approvals.list().then((list) => list.filter(({ state }) => state === 'pending'))).toHaveLength(5);
    const others = await Promise.all(['https://b.test', 'https://c.test'].map((other, at) => site(world, other, { tabId: 2 + at })));
    for (const other of others) for (let i = 0; i < 5; i++) all.push(numberOf(other.request('sign', { text: 'y' })));
    await vi.waitFor(async () => expect((await world.now.api.approvals.list()).filter(({ state }) => state === 'pending')).toHaveLength(10));
    expect(world.chain.signed).toEqual([]);
    await world.now.api.approvals.rejectAll();
    const codes = await Promise.all(all);
    expect(codes.filter((code) => code === 4001)).toHaveLength(10);
    expect(codes.filter((code) => code === -32002)).toHaveLength(8);
  });

  it("keeps its questions apart from another site's", async () => {
    const other = await site(world, 'https://b.test', { tabId: 2 });
    const mine = page.request('sign', { text: 'mine' });
    const theirs = other.request('sign', { text: 'theirs' });
    const a = await asked(world, 'sign', origin);
    const b = await asked(world, 'sign', 'https://b.test');
    expect(await world.now.api.approvals.approve(a.id, b.digest).catch((error: WalletError) => error.code)).toBe('approval/changed');
    await world.now.api.approvals.approve(b.id, b.digest);
    await world.now.api.approvals.reject(a.id);
    expect(await theirs).toMatch(/^[0-9a-f]{130}$/);
    expect(await numberOf(mine)).toBe(4001);
    expect(world.chain.signed.join()).toContain('theirs');
    expect(world.chain.signed.join()).not.toContain('mine');
  });

  it("moves to another network only by the user's yes, and alone", async () => {
    const other = await site(world, 'https://b.test', { tabId: 2 });
    const answer = page.request('switch', { to: 'eip155:56' });
    const { id, digest, subject } = await asked(world, 'switch');
    expect(subject).toEqual({ kind: 'switch', to: 'eip155:56' });
    expect(await page.request('chain')).toBe('eip155:1');
    await world.now.api.approvals.approve(id, digest);
    expect(await answer).toBe(null);
    expect(await page.request('chain')).toBe('eip155:56');
    expect(await other.request('chain')).toBe('eip155:1');
    expect(page.events).toContainEqual({ family: 'evm', event: { type: 'network', network: 'eip155:56' } });
    expect(other.events.filter(({ event }) => event.type === 'network')).toEqual([]);
  });

  it('is not asked about the network it is on, and told of one that is not there or off', async () => {
    expect(await page.request('switch', { to: 'eip155:1' })).toBe(null);
    expect(await numberOf(page.request('switch', { to: 'eip155:999' }))).toBe(4902);
    expect(await numberOf(page.request('switch', { to: 'eip155:31337' }))).toBe(4902);
    expect(world.shown.opened).toBe(0);
  });

  it('loses the questions about the network it leaves', async () => {
    const pending = page.request('send', {});
    await asked(world, 'transaction');
    const moved = page.request('switch', { to: 'eip155:56' });
    const { id, digest } = await asked(world, 'switch');
    await world.now.api.approvals.approve(id, digest);
    await moved;
    expect(await numberOf(pending)).toBe(4001);
  });

  it('is told that it is disconnected while its network is off, and still says where it is', async () => {
    await world.now.api.networks.setEnabled('eip155:1', false);
    expect(await page.request('chain')).toBe('eip155:1');
    expect(await numberOf(page.request('read'))).toBe(4901);
    expect(await numberOf(page.request('send', {}))).toBe(4901);
  });

  it('is forgotten when it disconnects, but not when it only looks away', async () => {
    expect(await page.request('forget')).toBe(true);
    expect(await page.request('accounts')).toHaveLength(1);
    expect(await page.request('disconnect')).toBe(true);
    expect(await page.request('accounts')).toEqual([]);
    expect(await world.now.api.permissions.list()).toEqual([]);
  });

  it('hears of its accounts when they change, and of nothing twice', async () => {
    const accounts = () => page.events.flatMap(({ event }) => (event.type === 'accounts' ? [event.accounts.length] : []));
    await vi.waitFor(() => expect(accounts()).toEqual([1]));
    await world.now.api.vault.lock();
    await vi.waitFor(() => expect(accounts()).toEqual([1, 0]));
    await world.now.api.vault.unlock(password);
    await vi.waitFor(() => expect(accounts()).toEqual([1, 0, 1]));
    await world.now.api.accounts.rename(0, 'Savings');
    await world.now.api.permissions.revoke(origin, 'evm');
    await vi.waitFor(() => expect(accounts()).toEqual([1, 0, 1, 0]));
    expect(page.events.filter(({ event }) => event.type === 'network')).toEqual([]);
  });

  it('hears on its return of what changed while it was away, and only then', async () => {
    await vi.waitFor(() => expect(page.events).toHaveLength(1));
    world.kill();
    await page.request('chain');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(page.events).toHaveLength(1);
    world.kill();
    await world.now.api.permissions.revoke(origin, 'evm');
    await page.request('chain');
    await vi.waitFor(() => expect(page.events).toHaveLength(2));
    expect(page.events[1]).toEqual({ family: 'evm', event: { type: 'accounts', accounts: [] } });
  });

  it("gets a node's own words, made harmless", async () => {
    const answer = async (error: unknown) => {
      world.chain.at.read = () => {
        throw error;
      };
      return page
        .request('read')
        .catch((reason: Error & { code: number; data?: unknown }) => ({ code: reason.code, message: reason.message, data: reason.data }));
    };
    expect(await answer(new NodeError(3, 'execution reverted', '0x08c379a0'))).toEqual({ code: 3, message: 'execution reverted', data: '0x08c379a0' });
    expect(await answer(new NodeError(-32000, 'a\u202Eb\nc'))).toMatchObject({ code: -32000, message: 'a b c' });
    expect(await answer(new NodeError(4001, 'User rejected the request.'))).toMatchObject({ code: -32603 });
    expect(await answer(new NodeError(503, 'x'.repeat(10_000)))).toMatchObject({ code: -32603, message: 'x'.repeat(500) });
    expect(await answer(new NodeError(-32000, 'big', 'x'.repeat(200_000)))).toEqual({ code: -32000, message: 'big', data: undefined });
    expect(await answer(new WalletError('network/unreachable', { url: 'https://secret.test/key' }))).toMatchObject({ code: 4901 });
    const refused = await answer(new WalletError('transaction/would-fail', {}, { reason: { code: 'message', text: 'for the user only' } }));
    expect(JSON.stringify(refused)).not.toContain('for the user only');
    expect(await answer(new Error('seed: abandon abandon'))).toEqual({ code: -32603, message: 'The wallet could not answer.', data: undefined });
    expect(await page.request('fail', 'words').catch((error: unknown) => error)).toMatchObject({ code: -32042, message: 'words', data: { hint: 'x' } });
  });
});

describe('before there is a wallet', () => {
  it('a site gets answers, but no question, no window and no way to a host', async () => {
    const world = await makeWorld();
    await world.now.api.vault.erase();
    const page = world.page(origin);
    expect(await page.request('chain')).toBe('eip155:1');
    expect(await page.request('accounts')).toEqual([]);
    expect(await numberOf(page.request('read'))).toBe(4900);
    expect(await numberOf(page.request('connect'))).toBe(4900);
    expect(world.shown.opened).toBe(0);
  });

  it('nothing is left of the sites of the last one', async () => {
    const world = await makeWorld();
    const page = await site(world, origin);
    await world.now.api.vault.erase();
    expect(await world.now.api.permissions.list()).toEqual([]);
    expect(await page.request('accounts')).toEqual([]);
  });
});
