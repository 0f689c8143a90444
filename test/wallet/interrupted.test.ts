import { beforeEach, describe, expect, it, vi } from 'vitest';
import { asked, codeOf, numberOf, site } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

const never = () => new Promise<void>(() => {});

/** Threats G: the worker dies at each step; the page is answered once, nothing is signed twice, nothing signed is lost. */
describe('when the worker dies', () => {
  let world: World;
  let page: Awaited<ReturnType<typeof site>>;
  beforeEach(async () => {
    world = await makeWorld();
    page = await site(world);
  });

  /** Lets the worker run into `step`, kills it there, and lets the next one run free. */
  async function killAt(step: keyof World['chain']['at'], approve: () => Promise<unknown>) {
    const reached = new Promise<void>((resolve) => {
      world.chain.at[step] = () => {
        resolve();
        return never();
      };
    });
    void approve().catch(() => {});
    await reached;
    world.chain.at = {};
    world.kill();
  }

  const questions = async () => (await world.now.api.approvals.list()).map(({ state, code }) => [state, code]);

  it('while it prepares a question, the call comes back and asks once', async () => {
    let answer: Promise<unknown> | undefined;
    await killAt('build', () => (answer = page.request('send', {})));
    const { id, digest } = await asked(world, 'transaction');
    expect((await world.now.api.approvals.list()).filter(({ state }) => state === 'pending')).toHaveLength(1);
    await world.now.api.approvals.approve(id, digest);
    expect(await answer).toBe('sent tx-1');
  });

  it('while the user reads, the question is still there, and its page hears the answer', async () => {
    const answer = page.request('send', {});
    const before = await asked(world, 'transaction');
    world.kill();
    world.kill();
    const after = await asked(world, 'transaction');
    expect([after.id, after.digest]).toEqual([before.id, before.digest]);
    await vi.waitFor(() => expect(world.chain.built).toBe(1));
    await world.now.api.approvals.approve(after.id, after.digest);
    expect(await answer).toBe('sent tx-1');
    expect(world.chain.sent).toHaveLength(1);
  });

  it('while the user reads a request to connect, the answer still arrives', async () => {
    const other = world.page('https://b.test', { tabId: 2 });
    const answer = other.request('connect');
    const { id, digest } = await asked(world, 'connect');
    world.kill();
    await world.now.api.approvals.approve(id, digest, [0]);
    expect(await answer).toHaveLength(1);
  });

  it('after the yes and before the signature, the question has failed and is not signed', async () => {
    const answer = page.request('send', {});
    const { id, digest } = await asked(world, 'transaction');
    await killAt('sign', () => world.now.api.approvals.approve(id, digest));
    expect(await numberOf(answer)).toBe(4900);
    expect(await questions()).toContainEqual(['failed', 'approval/interrupted']);
    expect(await codeOf(world.now.api.approvals.approve(id, digest))).toBe('approval/gone');
    expect(world.chain.signed).toEqual([]);
    expect(world.chain.sent).toEqual([]);
  });

  it('before the signed bytes are written down, they are not sent', async () => {
    const answer = page.request('send', {});
    const { id, digest } = await asked(world, 'transaction');
    const { set } = world.platform.local;
    const reached = new Promise<void>((resolve) => {
      world.platform.local.set = (key, value) => {
        if (key !== 'outbox') return set(key, value);
        resolve();
        return new Promise(() => {});
      };
    });
    void world.now.api.approvals.approve(id, digest);
    await reached;
    world.platform.local.set = set;
    world.kill();
    expect(await numberOf(answer)).toBe(4900);
    await world.now.api.activity.refresh();
    expect(world.chain.sent).toEqual([]);
  });

  it('before the broadcast, the same bytes are sent by the next worker, and the page gets their id', async () => {
    const answer = page.request('send', {});
    const { id, digest } = await asked(world, 'transaction');
    await killAt('broadcast', () => world.now.api.approvals.approve(id, digest));
    expect(await answer).toBe('sent tx-1');
    await vi.waitFor(() => expect(world.chain.sent).toMatchObject([{ id: 'tx-1' }]));
    expect(world.chain.signed).toHaveLength(1);
    expect(await world.now.api.activity.list()).toMatchObject([{ id: 'tx-1', state: 'pending', origin: 'https://a.test' }]);
  });

  it('after the answer and before the page has it, the page still gets it', async () => {
    const answer = page.request('send', {});
    const { id, digest } = await asked(world, 'transaction');
    const { heard } = page;
    const before = heard.length;
    const approved = world.now.api.approvals.approve(id, digest);
    // The write of `done` and the reply are separate steps; the worker goes between them.
    await vi.waitFor(() => expect(JSON.stringify(world.platform.session.data.get('approvals'))).toContain('"done","result":{"id"'), { interval: 0 });
    world.kill();
    await Promise.race([approved, new Promise((resolve) => setTimeout(resolve, 50))]);
    expect(await answer).toBe('sent tx-1');
    expect(heard.slice(before).filter((message) => JSON.stringify(message).includes('sent tx-1')).length).toBeLessThanOrEqual(2);
    expect(world.chain.signed).toHaveLength(1);
  });

  it('a question whose page does not come back is withdrawn', async () => {
    void page.request('sign', { text: 'hello' }).catch(() => {});
    const { id } = await asked(world, 'sign');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      page.drop = () => {};
      world.kill();
      await vi.advanceTimersByTimeAsync(4_900);
      expect((await world.now.api.approvals.get(id)).state).toBe('pending');
      await vi.advanceTimersByTimeAsync(200);
      await vi.waitFor(async () => expect(await world.now.api.approvals.get(id)).toMatchObject({ state: 'rejected', code: 'approval/gone' }));
    } finally {
      vi.useRealTimers();
    }
  });

  it("the user's own send waits for the user all the same", async () => {
    const id = await world.now.api.send.prepare({ network: 'eip155:1', to: 'eip155:1/bob', amount: 7n }, 'normal');
    world.kill();
    const { state, digest } = await world.now.api.approvals.get(id);
    expect(state).toBe('pending');
    await world.now.api.approvals.approve(id, digest);
    expect(world.chain.sent).toHaveLength(1);
  });
});
