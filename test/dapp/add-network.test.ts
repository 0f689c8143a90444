import { beforeEach, describe, expect, it } from 'vitest';
import { asked, numberOf, site } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

const spec = { reference: '4242', name: 'Example', symbol: 'EXC', rpc: ['https://rpc.example.org'] };

describe('a site that wants a network added', () => {
  let world: World;
  let page: Awaited<ReturnType<typeof site>>;
  const known = async (id: string) => (await world.now.api.networks.list()).find((network) => network.id === id);
  const approve = async (kind: 'network' | 'switch') => {
    const { id, digest, subject } = await asked(world, kind);
    await world.now.api.approvals.approve(id, digest);
    return subject;
  };
  beforeEach(async () => {
    world = await makeWorld();
    page = await site(world);
  });

  it('is on it once the user agreed, and the user was shown all of it', async () => {
    const answer = page.request('add', spec);
    expect(await approve('network')).toEqual({
      kind: 'network',
      network: { id: 'eip155:4242', name: 'Example', symbol: 'EXC', endpoints: ['https://rpc.example.org'] },
      warnings: [],
    });
    expect(await answer).toBeNull();
    expect(await page.request('chain')).toBe('eip155:4242');
    expect(await known('eip155:4242')).toMatchObject({ enabled: true, custom: true });
    expect(await page.request('add', { ...spec, rpc: ['https://evil.example'] })).toBeNull();
    expect(await known('eip155:4242')).toMatchObject({ endpoints: ['https://rpc.example.org'] });
  });

  it('gets 4001 and no network when the user refuses', async () => {
    const answer = numberOf(page.request('add', spec));
    await world.now.api.approvals.reject((await asked(world, 'network')).id);
    expect(await answer).toBe(4001);
    expect(await known('eip155:4242')).toBeUndefined();
    expect(await page.request('chain')).toBe('eip155:1');
  });

  it('gets -32602, and nobody is asked, where the endpoint answers for another chain', async () => {
    world.chain.serves = 'eip155:1';
    const opened = world.shown.opened;
    expect(await numberOf(page.request('add', spec))).toBe(-32602);
    expect(world.shown.opened).toBe(opened);
  });

  it('moves to a network that the wallet knows, and cannot change it', async () => {
    const before = await known('eip155:56');
    const answer = page.request('add', { ...spec, reference: '56', rpc: ['https://evil.example'] });
    expect(await approve('switch')).toEqual({ kind: 'switch', to: 'eip155:56' });
    expect(await answer).toBeNull();
    expect(await known('eip155:56')).toEqual(before);
    expect(await page.request('chain')).toBe('eip155:56');
  });

  it.each(['off', 'removed'])('has a network that ships switched on where it is %s, by the same question', async (how) => {
    if (how === 'removed') await world.now.api.networks.remove('eip155:137');
    expect(await numberOf(page.request('switch', { to: 'eip155:137' }))).toBe(4902);
    const answer = page.request('add', { ...spec, reference: '137', rpc: ['https://evil.example'] });
    expect(await approve('switch')).toEqual({ kind: 'switch', to: 'eip155:137', enable: true });
    expect(await answer).toBeNull();
    expect(await known('eip155:137')).toMatchObject({ enabled: true, removed: false });
    expect((await known('eip155:137'))!.endpoints).not.toContain('https://evil.example');
  });

  describe('before it is connected', () => {
    const stranger = (origin = 'https://b.test') => world.page(origin, { tabId: 2 });
    const mine = async () => {
      const answer = page.request('add', spec);
      await approve('network');
      await answer;
    };

    it('has one added, and is where it was: it learns no more than yes or no', async () => {
      const tab = stranger();
      const answer = tab.request('add', { ...spec, reference: '4243' });
      expect(await approve('network')).toMatchObject({ kind: 'network', network: { id: 'eip155:4243' }, stay: true });
      expect(await answer).toBeNull();
      expect(await known('eip155:4243')).toMatchObject({ enabled: true, custom: true });
      expect(await tab.request('chain')).toBe('eip155:1');
      expect(await tab.request('accounts')).toEqual([]);
      expect(await world.now.api.permissions.list()).toMatchObject([{ origin: 'https://a.test' }]);
    });

    it('is asked about in the same way whether a network is new, on the list, on or off', async () => {
      await mine();
      const asks = async (origin: string, reference: string) => {
        const answer = numberOf(stranger(origin).request('add', { ...spec, reference }));
        const { id, subject } = await Promise.any([asked(world, 'network', origin), asked(world, 'switch', origin)]);
        await world.now.api.approvals.reject(id);
        expect(await answer).toBe(4001);
        return subject;
      };
      expect(await asks('https://new.test', '4243')).toMatchObject({ kind: 'network', stay: true });
      expect(await asks('https://listed.test', '4242')).toEqual({ kind: 'switch', to: 'eip155:4242', stay: true });
      expect(await asks('https://on.test', '56')).toEqual({ kind: 'switch', to: 'eip155:56', stay: true });
      expect(await asks('https://off.test', '137')).toEqual({ kind: 'switch', to: 'eip155:137', enable: true, stay: true });
      // An endpoint that is wrong is found out whether the network is on the list or not.
      world.chain.serves = 'eip155:1';
      for (const reference of ['4242', '4244']) expect(await numberOf(stranger('https://wrong.test').request('add', { ...spec, reference }))).toBe(-32602);
    });

    it('has one that ships switched on, with its own endpoints', async () => {
      const answer = stranger().request('add', { ...spec, reference: '137', rpc: ['https://evil.example'] });
      await approve('switch');
      expect(await answer).toBeNull();
      expect(await known('eip155:137')).toMatchObject({ enabled: true });
      expect((await known('eip155:137'))!.endpoints).not.toContain('https://evil.example');
    });

    it('cannot move, and no chain is one that it can find out about', async () => {
      await mine();
      expect(await numberOf(stranger().request('switch', { to: 'eip155:56' }))).toBe(4100);
      // As for any chain that nobody knows.
      expect(await numberOf(stranger().request('switch', { to: 'eip155:4242' }))).toBe(4902);
      expect(await numberOf(stranger().request('switch', { to: 'eip155:4243' }))).toBe(4902);
      // A connected site switches to it like to any other.
      const other = await site(world, 'https://c.test', { tabId: 3 });
      const moved = other.request('switch', { to: 'eip155:4242' });
      await approve('switch');
      expect(await moved).toBeNull();
    });
  });

  it('waits its turn, and the question ends with the page', async () => {
    const first = numberOf(page.request('add', spec));
    await asked(world, 'network');
    expect(await numberOf(page.request('add', { ...spec, reference: '4243' }))).toBe(-32002);
    page.leave();
    await expect.poll(async () => (await world.now.api.approvals.list()).some(({ state }) => state === 'pending')).toBe(false);
    void first;
    expect(await known('eip155:4242')).toBeUndefined();
  });

  it('finds its question again when the worker died', async () => {
    const answer = page.request('add', spec);
    await asked(world, 'network');
    world.kill();
    await approve('network');
    expect(await answer).toBeNull();
    expect(await page.request('chain')).toBe('eip155:4242');
  });

  it('is not asked twice about what came meanwhile', async () => {
    const answer = numberOf(page.request('add', spec));
    const { id, digest } = await asked(world, 'network');
    await world.now.api.networks.add('evm', { ...spec, rpc: ['https://mine.example'] });
    await expect(world.now.api.approvals.approve(id, digest)).rejects.toThrow();
    expect(await answer).not.toBe(0);
    expect(await known('eip155:4242')).toMatchObject({ endpoints: ['https://mine.example'] });
  });
});
