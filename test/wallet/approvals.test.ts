import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Json } from '../../src/core/json';
import { fakeChain } from '../fakes/chain';
import { asked, codeOf, numberOf, site } from '../fakes/steps';
import { makeWorld, password, type World } from '../fakes/world';

const minute = 60_000;

describe('a question of a site', () => {
  let world: World;
  let page: Awaited<ReturnType<typeof site>>;
  beforeEach(async () => {
    world = await makeWorld();
    page = await site(world);
    world.shown.opened = 0;
  });

  /** A signature is asked for; what the page will be told, and the question. */
  async function asks(method = 'sign', params: Json = { text: 'hello' }) {
    const answer = page.request(method, params);
    answer.catch(() => {});
    return { answer, view: await asked(world, method === 'sign' ? 'sign' : 'transaction') };
  }

  it('is answered with what was signed, once the user says yes to what is shown', async () => {
    const { answer, view } = await asks();
    expect(view).toMatchObject({ origin: 'https://a.test', network: 'eip155:1', account: { index: 0, name: 'Account 1' }, state: 'pending' });
    expect(JSON.stringify(view)).toContain('hello');
    expect(world.shown).toMatchObject({ opened: 1, open: true });
    await world.now.api.approvals.approve(view.id, view.digest);
    expect(await answer).toMatch(/^[0-9a-f]{130}$/);
    expect(world.chain.signed).toHaveLength(1);
  });

  it('is refused by a no', async () => {
    const { answer, view } = await asks();
    await world.now.api.approvals.reject(view.id);
    expect(await numberOf(answer)).toBe(4001);
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('approval/gone');
    expect(world.chain.signed).toEqual([]);
  });

  it('is not answered with a digest of something else', async () => {
    const {
      view: { id, digest },
    } = await asks();
    for (const wrong of ['', '00'.repeat(32), digest.toUpperCase()]) expect(await codeOf(world.now.api.approvals.approve(id, wrong))).toBe('approval/changed');
    expect((await world.now.api.approvals.get(id)).state).toBe('pending');
    expect(world.chain.signed).toEqual([]);
  });

  it('is not answered for a subject that was exchanged in storage after it was shown', async () => {
    const { view } = await asks();
    const stored = JSON.stringify(world.platform.session.data.get('approvals'));
    world.platform.session.data.set('approvals', JSON.parse(stored.replace('hello', 'drain')) as Json);
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('approval/changed');
    expect(world.chain.signed).toEqual([]);
  });

  it('signs once, however often and however fast the user says yes', async () => {
    const { answer, view } = await asks('send', {});
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => world.now.api.approvals.approve(view.id, view.digest)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await answer).toBe('sent tx-1');
    expect(world.chain.signed).toHaveLength(1);
    expect(world.chain.sent).toHaveLength(1);
  });

  it('ends with a lock, and no later unlock brings it back', async () => {
    const { answer, view } = await asks();
    await world.now.api.vault.lock();
    expect(await numberOf(answer)).toBe(4001);
    expect(world.shown.open).toBe(false);
    await world.now.api.vault.unlock(password);
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('approval/gone');
    expect(world.chain.signed).toEqual([]);
  });

  it('ends when another account is selected, but not when one is renamed or added', async () => {
    const { answer, view } = await asks();
    await world.now.api.accounts.add();
    await world.now.api.accounts.rename(0, 'Savings');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await world.now.api.approvals.get(view.id)).state).toBe('pending');
    await world.now.api.accounts.select(1);
    expect(await numberOf(answer)).toBe(4001);
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('approval/gone');
  });

  it('ends when its network is switched off', async () => {
    const { answer } = await asks();
    await world.now.api.networks.setEnabled('eip155:1', false);
    expect(await numberOf(answer)).toBe(4901);
  });

  it('ends when the site is disconnected', async () => {
    const { answer } = await asks();
    await world.now.api.permissions.revoke('https://a.test', 'evm');
    expect(await numberOf(answer)).toBe(4100);
  });

  it('ends when the page goes away, and takes its window with it', async () => {
    const { view } = await asks();
    page.leave();
    await vi.waitFor(async () => expect(await world.now.api.approvals.get(view.id)).toMatchObject({ state: 'rejected', code: 'approval/gone' }));
    expect(world.shown.open).toBe(false);
  });

  it('ends when its window is closed, but one that came as the window closed is shown again', async () => {
    const first = await asks();
    world.wait(5_000);
    const second = page.request('send', {});
    const { id } = await asked(world, 'transaction');
    await world.closeWindow();
    expect(await numberOf(first.answer)).toBe(4001);
    expect(world.shown.open).toBe(true);
    expect((await world.now.api.approvals.get(id)).state).toBe('pending');
    world.wait(5_000);
    await world.closeWindow();
    expect(await numberOf(second)).toBe(4001);
  });

  it('ends after ten minutes, whether someone looks or says yes', async () => {
    const first = await asks();
    world.wait(10 * minute);
    expect(await codeOf(world.now.api.approvals.approve(first.view.id, first.view.digest))).toBe('approval/expired');
    expect(await numberOf(first.answer)).toBe(4001);
    const second = await asks('send', {});
    world.wait(10 * minute);
    await world.now.ring('sweep');
    expect(await numberOf(second.answer)).toBe(4001);
  });

  it('is built again at another speed, under another digest', async () => {
    world.chain.balance = 10_000n;
    const { answer, view } = await asks('send', {});
    expect(view.subject).toMatchObject({ fee: { speed: 'normal', max: { amount: 10n } } });
    await world.now.api.approvals.revise(view.id, 'fast');
    const revised = await world.now.api.approvals.get(view.id);
    expect(revised.subject).toMatchObject({ fee: { speed: 'fast', max: { amount: 2_000n } } });
    expect(revised.digest).not.toBe(view.digest);
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('approval/changed');
    await world.now.api.approvals.approve(view.id, revised.digest);
    expect(await answer).toBe('sent tx-2');
  });

  it('is not signed once it went stale, and can be built anew', async () => {
    world.chain.freshness = minute;
    const { answer, view } = await asks('send', {});
    world.wait(minute);
    expect((await world.now.api.approvals.get(view.id)).subject).toMatchObject({ stale: true });
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('draft/expired');
    expect(world.chain.signed).toEqual([]);
    await world.now.api.approvals.revise(view.id, 'normal');
    const { digest } = await world.now.api.approvals.get(view.id);
    await world.now.api.approvals.approve(view.id, digest);
    expect(await answer).toBe('sent tx-2');
  });

  it('cannot be revised where there is nothing to build', async () => {
    const { view } = await asks();
    expect(await codeOf(world.now.api.approvals.revise(view.id, 'fast'))).toBe('approval/changed');
    expect(await codeOf(world.now.api.approvals.revise('no such', 'fast'))).toBe('approval/gone');
  });

  it('fails with the reason when signing fails, and can be tried again by the page', async () => {
    world.chain.at.sign = () => {
      throw new Error('a library said the seed is abandon abandon');
    };
    const { answer, view } = await asks();
    expect(await codeOf(world.now.api.approvals.approve(view.id, view.digest))).toBe('internal');
    const error = (await answer.catch((reason: Error & { code: number }) => reason)) as Error & { code: number };
    expect(error.code).toBe(-32603);
    expect(error.message).not.toContain('abandon');
  });
});

describe('what is shown', () => {
  it('has the fee of the very draft that is signed, whatever the network asked for before', async () => {
    const chain = fakeChain();
    const { adapter } = chain;
    const build: typeof adapter.transactions.build = async (...asked) => {
      const draft = await adapter.transactions.build(...asked);
      return { ...draft, fee: { ...draft.fee, max: { ...draft.fee.max, amount: 900n } } };
    };
    const world = await makeWorld({ chain, loadAdapter: async () => ({ ...adapter, transactions: { ...adapter.transactions, build } }) });
    const id = await world.now.api.send.prepare({ network: 'eip155:1', to: 'eip155:1/bob', amount: 7n }, 'normal');
    const { subject } = await world.now.api.approvals.get(id);
    if (subject.kind !== 'transaction') throw new Error(subject.kind);
    expect(subject.fee.max.amount).toBe(900n);
    expect(subject.fees.map(({ speed, max }) => [speed, max.amount])).toEqual([
      ['slow', 1n],
      ['normal', 900n],
      ['fast', 2_000n],
    ]);
  });

  it('is not asked about when it cannot be shown, and hides no other question', async () => {
    const chain = fakeChain();
    const { adapter } = chain;
    const preview: typeof adapter.messages.preview = (subject, network) => {
      if (JSON.stringify(subject).includes('unspeakable')) throw new TypeError('no words');
      return adapter.messages.preview(subject, network);
    };
    const world = await makeWorld({ chain, loadAdapter: async () => ({ ...adapter, messages: { ...adapter.messages, preview } }) });
    const page = await site(world);
    expect(await numberOf(page.request('sign', { text: 'unspeakable' }))).toBe(-32603);
    const answer = page.request('sign', { text: 'hello' });
    const { id, digest } = await asked(world, 'sign');
    await world.now.api.approvals.approve(id, digest);
    expect(await answer).toMatch(/^[0-9a-f]{130}$/);
  });
});

describe('a connection', () => {
  it('gives the accounts that the user chose, and only those that were offered', async () => {
    const world = await makeWorld();
    await world.now.api.accounts.add();
    await world.now.api.accounts.add();
    const page = world.page('https://a.test');
    const answer = page.request('connect');
    const { id, digest } = await asked(world, 'connect');
    for (const choice of [undefined, [], [3], [0, 0], [0, 9], [-1], ['0'], 'all']) {
      expect(await codeOf(world.now.api.approvals.approve(id, digest, choice as never))).toBe('approval/changed');
    }
    await world.now.api.approvals.approve(id, digest, [2, 1]);
    expect(await answer).toHaveLength(2);
    expect(await world.now.api.permissions.list()).toMatchObject([{ origin: 'https://a.test', family: 'evm', accounts: [1, 2], network: 'eip155:1' }]);
  });

  it('is asked while locked, but not given before the wallet is unlocked and the user says yes', async () => {
    const world = await makeWorld();
    await world.now.api.vault.lock();
    const page = world.page('https://a.test');
    const answer = page.request('connect');
    const { id, digest } = await asked(world, 'connect');
    expect(world.shown.open).toBe(true);
    expect(await codeOf(world.now.api.approvals.approve(id, digest, [0]))).toBe('vault/locked');
    await world.now.api.vault.unlock(password);
    expect((await world.now.api.approvals.get(id)).state).toBe('pending');
    expect(await world.now.api.permissions.list()).toEqual([]);
    await world.now.api.approvals.approve(id, digest, [0]);
    expect(await answer).toHaveLength(1);
  });

  it('is refused when the wallet is erased while it is locked', async () => {
    const world = await makeWorld();
    await world.now.api.vault.lock();
    const answer = world.page('https://a.test').request('connect');
    await asked(world, 'connect');
    await world.now.api.vault.erase();
    expect(await numberOf(answer)).toBe(4001);
  });
});

describe("the user's own send", () => {
  it('needs no window, and a new one takes the place of the last', async () => {
    const world = await makeWorld();
    const request = { network: 'eip155:1', to: 'eip155:1/bob', amount: 7n } as const;
    const first = await world.now.api.send.prepare(request, 'slow');
    const second = await world.now.api.send.prepare(request, 'normal');
    expect(world.shown.opened).toBe(0);
    expect(await world.now.api.approvals.get(first)).toMatchObject({ state: 'rejected', code: 'approval/changed', origin: 'wallet' });
    const { digest, subject } = await world.now.api.approvals.get(second);
    expect(subject).toMatchObject({ kind: 'transaction', preview: { changes: [{ direction: 'out', amount: 7n, party: 'eip155:1/bob' }] } });
    await world.closeWindow();
    await world.now.api.approvals.approve(second, digest);
    expect(world.chain.sent).toMatchObject([{ id: 'tx-2' }]);
    expect(await world.now.api.activity.list()).toMatchObject([{ id: 'tx-2', origin: 'wallet', state: 'pending', network: 'eip155:1', account: 0 }]);
  });

  it('is not refused with all that sites ask', async () => {
    const world = await makeWorld();
    const page = await site(world);
    const own = await world.now.api.send.prepare({ network: 'eip155:1', to: 'eip155:1/bob', amount: 7n }, 'normal');
    const answer = page.request('sign', { text: 'hello' });
    answer.catch(() => {});
    const { id } = await asked(world, 'sign');
    await world.now.api.approvals.rejectAll();
    expect(await numberOf(answer)).toBe(4001);
    expect((await world.now.api.approvals.get(id)).state).toBe('rejected');
    expect((await world.now.api.approvals.get(own)).state).toBe('pending');
  });

  it('lists the waiting before the answered', async () => {
    const world = await makeWorld();
    const request = { network: 'eip155:1', to: 'eip155:1/bob', amount: 7n } as const;
    for (let i = 0; i < 3; i++) await world.now.api.send.prepare(request, 'slow');
    expect((await world.now.api.approvals.list()).map(({ state }) => state)).toEqual(['pending', 'rejected', 'rejected']);
  });
});
