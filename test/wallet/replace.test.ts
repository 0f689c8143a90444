import { beforeEach, describe, expect, it } from 'vitest';
import { WalletError } from '../../src/core/errors';
import { codeOf } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

const network = 'eip155:1';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const prepare = () => world.now.api.send.prepare({ network, to: 'eip155:1/bob', amount: 7n }, 'normal');
async function approve(id: string): Promise<void> {
  await world.now.api.approvals.approve(id, (await world.now.api.approvals.get(id)).digest);
}
const send = async () => approve(await prepare());
const refresh = () => world.now.api.activity.refresh();
const entry = async (id: string) => (await world.now.api.activity.list()).find((one) => one.id === id);
const stored = () => JSON.stringify(world.platform.local.data.get('outbox') ?? []);
const block = { block: 9, confirmations: 1, final: false } as const;

describe('what is on its way', () => {
  it('is told to the family that builds the next one', async () => {
    await send();
    await send();
    await send();
    expect(world.chain.pending).toEqual(['tx-1', 'tx-2']);
    world.kill();
    await prepare();
    expect(world.chain.pending).toEqual(['tx-1', 'tx-2', 'tx-3']);
  });

  it('is not what the chain refused, what is final, or what is on another network', async () => {
    world.chain.at.broadcast = () => {
      throw new WalletError('transaction/rejected');
    };
    expect(await codeOf(send())).toBe('transaction/rejected');
    world.chain.at = {};
    await send();
    world.chain.statusOf = { 'tx-2': { state: 'confirmed', ...block, final: true } };
    await refresh();
    await prepare();
    expect(world.chain.pending).toEqual([]);
    await send();
    await world.now.api.send.prepare({ network: 'eip155:56', to: 'eip155:56/bob', amount: 7n }, 'normal');
    expect(world.chain.pending).toEqual([]);
  });

  it('makes a question out of date that needs the same', async () => {
    world.chain.exclusive = true;
    const page = world.page('https://site.example');
    const connected = page.request('connect');
    const { api } = world.now;
    const waiting = async () => (await api.approvals.list()).find(({ state, origin }) => state === 'pending' && origin !== 'wallet');
    await expect.poll(waiting).toBeDefined();
    const connection = (await waiting())!;
    await api.approvals.approve(connection.id, connection.digest, [0]);
    await connected;
    const asked = page.request('send').catch(() => undefined);
    await expect.poll(waiting).toMatchObject({ subject: { kind: 'transaction' } });
    const question = (await waiting())!;
    expect(question.subject).not.toHaveProperty('stale');
    world.chain.exclusive = false;
    const own = await prepare();
    world.chain.exclusive = true;
    await approve(own);
    expect((await waiting())!.subject).toMatchObject({ stale: true });
    // What was built before is signed and thrown away, never sent.
    const sent = world.chain.sent.length;
    expect(await codeOf(api.approvals.approve(question.id, question.digest))).toBe('draft/expired');
    expect(world.chain.sent).toHaveLength(sent);
    expect(stored()).not.toContain(question.id);
    await asked;
  });
});

describe('a replacement', () => {
  const replace = (how: 'speed-up' | 'cancel', of = 'tx-1') => world.now.api.activity.replace(network, of, how);

  it('is asked about like any other, and says what it replaces', async () => {
    await send();
    expect(await world.now.api.activity.replacements(network, 'tx-1')).toEqual({ how: ['speed-up', 'cancel'] });
    const id = await replace('speed-up');
    expect(await world.now.api.approvals.get(id)).toMatchObject({ origin: 'wallet', state: 'pending', subject: { kind: 'transaction', replaces: 'tx-1' } });
    await approve(id);
    expect(await entry('tx-2')).toMatchObject({ state: 'pending', replaces: 'tx-1' });
    expect(await entry('tx-1')).toMatchObject({ state: 'pending' });
  });

  it('is offered for what waits, and for nothing else', async () => {
    await send();
    await send();
    expect(await world.now.api.activity.replacements(network, 'tx-2')).toEqual({ how: [], first: 'tx-1' });
    world.chain.statusOf = { 'tx-1': { state: 'confirmed', ...block } };
    await refresh();
    expect(await world.now.api.activity.replacements(network, 'tx-1')).toEqual({ how: [] });
    expect(await world.now.api.activity.replacements(network, 'tx-2')).toEqual({ how: ['speed-up', 'cancel'] });
    expect(await codeOf(replace('cancel'))).toBe('transaction/settled');
    expect(await codeOf(replace('cancel', 'no such'))).toBe('transaction/settled');
  });

  it('that is mined leaves the old one replaced, which is not sent again', async () => {
    await send();
    await approve(await replace('cancel'));
    const before = world.chain.sent.filter(({ id }) => id === 'tx-1').length;
    await refresh();
    expect(world.chain.sent.filter(({ id }) => id === 'tx-1')).toHaveLength(before);
    world.chain.statusOf = { 'tx-1': { state: 'replaced', by: 'tx-2', final: false }, 'tx-2': { state: 'confirmed', ...block } };
    await refresh();
    expect(await entry('tx-1')).toMatchObject({ state: 'replaced', replacedBy: 'tx-2' });
    expect(stored()).toContain('tx-1');
    world.chain.statusOf = { 'tx-1': { state: 'replaced', by: 'tx-2', final: true }, 'tx-2': { state: 'confirmed', ...block, final: true } };
    await refresh();
    expect(stored()).not.toContain('tx-');
  });

  it('is itself replaced where the old one was mined', async () => {
    await send();
    await approve(await replace('cancel'));
    world.chain.statusOf = { 'tx-1': { state: 'confirmed', ...block }, 'tx-2': { state: 'replaced', by: 'tx-1', final: false } };
    await refresh();
    expect(await entry('tx-1')).toMatchObject({ state: 'confirmed' });
    expect(await entry('tx-2')).toMatchObject({ state: 'replaced', replacedBy: 'tx-1', replaces: 'tx-1' });
    // The chain takes it back.
    world.chain.statusOf = {};
    await refresh();
    expect(await entry('tx-2')).toMatchObject({ state: 'pending', undone: true });
    expect(await entry('tx-2')).not.toHaveProperty('replacedBy');
  });

  it('is nothing a site can ask for', async () => {
    await send();
    const page = world.page('https://site.example');
    const connected = page.request('connect');
    const { api } = world.now;
    await expect.poll(async () => (await api.approvals.list()).some(({ state }) => state === 'pending')).toBe(true);
    const connection = (await api.approvals.list()).find(({ state }) => state === 'pending')!;
    await api.approvals.approve(connection.id, connection.digest, [0]);
    await connected;
    const built = world.chain.built;
    await expect(page.request('replace', { of: 'tx-1' })).rejects.toBeDefined();
    expect(world.chain.built).toBe(built);
    expect((await api.approvals.list()).filter(({ state }) => state === 'pending')).toEqual([]);
  });
});

describe('a transaction that waits', () => {
  it('says why, as long as it is so', async () => {
    await send();
    world.chain.status = { state: 'pending', waiting: 'price' };
    await refresh();
    expect(await entry('tx-1')).toMatchObject({ state: 'pending', waiting: 'price' });
    world.chain.at.broadcast = () => {
      throw new WalletError('transaction/rejected');
    };
    await refresh();
    expect(await entry('tx-1')).toMatchObject({ state: 'pending', waiting: 'refused' });
    world.chain.at = {};
    world.chain.status = { state: 'pending' };
    await refresh();
    expect(await entry('tx-1')).not.toHaveProperty('waiting');
  });

  it('says when it was in a block that was undone', async () => {
    await send();
    world.chain.status = { state: 'confirmed', ...block, fee: 3n };
    await refresh();
    world.chain.status = { state: 'pending' };
    await refresh();
    await refresh();
    const undone = await entry('tx-1');
    expect(undone).toMatchObject({ state: 'pending', undone: true });
    expect(undone).not.toHaveProperty('paidFee');
    world.chain.status = { state: 'confirmed', ...block };
    await refresh();
    expect(await entry('tx-1')).not.toHaveProperty('undone');
  });
});

describe('a fee of one’s own', () => {
  it('is quoted, asked about and signed', async () => {
    const { send: sending, approvals } = world.now.api;
    const request = { network, to: 'eip155:1/bob', amount: 7n } as const;
    expect(await sending.feeFields(request)).toMatchObject([{ name: 'gas-price', value: 10n }]);
    const custom = { 'gas-price': 42n };
    const quote = await sending.quote({ ...request, custom });
    expect(quote.customisable).toBe(true);
    expect(quote.fees.map(({ speed, max }) => [speed, max.amount])).toEqual([
      ['slow', 1n],
      ['normal', 10n],
      ['fast', 2_000n],
      ['custom', 42n],
    ]);
    const id = await sending.prepare(request, custom);
    expect((await approvals.get(id)).subject).toMatchObject({ customisable: true, fee: { speed: 'custom', custom, max: { amount: 42n } } });
    expect(await approvals.feeFields(id)).toMatchObject([{ value: 42n }]);
    const before = (await approvals.get(id)).digest;
    await approvals.revise(id, { 'gas-price': 50n });
    const after = await approvals.get(id);
    expect(after.digest).not.toBe(before);
    expect(after.subject).toMatchObject({ fee: { max: { amount: 50n } } });
    expect(await codeOf(approvals.revise(id, { 'gas-price': 101n }))).toBe('fee/invalid');
    await approve(id);
    expect(await entry('tx-2')).toMatchObject({ fee: { speed: 'custom', max: { amount: 50n } } });
  });
});
