import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NodeError, WalletError } from '../../src/core/errors';
import { codeOf } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

describe('what was signed', () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });

  async function send(to = world) {
    const id = await to.now.api.send.prepare({ network: 'eip155:1', to: 'eip155:1/bob', amount: 7n }, 'normal');
    return to.now.api.approvals.approve(id, (await to.now.api.approvals.get(id)).digest);
  }
  const states = async () => (await world.now.api.activity.list()).map(({ state }) => state);
  const stored = () => JSON.stringify(world.platform.local.data.get('outbox') ?? []);

  it('is written down before it is sent', async () => {
    let before = '';
    world.chain.at.broadcast = () => {
      before = stored();
    };
    await send();
    expect(before).toContain('"id":"tx-1"');
    expect(before).toContain('"state":"signed"');
  });

  it('is followed until it is final, and then let go', async () => {
    await send();
    expect(await states()).toEqual(['pending']);
    expect(world.platform.alarms.has('outbox')).toBe(true);
    world.chain.status = { state: 'confirmed', block: 9, confirmations: 1, final: false, fee: 3n };
    await world.now.ring('outbox');
    expect(await world.now.api.activity.list()).toMatchObject([{ state: 'confirmed', confirmations: 1, paidFee: 3n }]);
    world.chain.status = { state: 'confirmed', block: 9, confirmations: 20, final: true, fee: 3n };
    world.kill();
    await world.now.ring('outbox');
    expect(await states()).toEqual(['final']);
    expect(stored()).not.toContain('tx-1');
    expect(world.platform.alarms.has('outbox')).toBe(false);
  });

  it.each([
    [{ state: 'failed', block: 9, confirmations: 9, final: true } as const, 'failed'],
    [{ state: 'dropped' } as const, 'dropped'],
  ])('ends as %o', async (status, state) => {
    await send();
    world.chain.status = status;
    await world.now.api.activity.refresh();
    expect(await states()).toEqual([state]);
    expect(stored()).not.toContain('tx-1');
  });

  it('goes back to pending when its block is undone, and is sent again', async () => {
    await send();
    world.chain.status = { state: 'confirmed', block: 9, confirmations: 1, final: false };
    await world.now.api.activity.refresh();
    world.chain.status = { state: 'pending' };
    await world.now.api.activity.refresh();
    expect(await states()).toEqual(['pending']);
    expect(world.chain.sent.map(({ id, raw }) => [id, raw])).toEqual([0, 1].map(() => ['tx-1', world.chain.sent[0]!.raw]));
    expect(world.chain.signed).toHaveLength(1);
  });

  it.each([new WalletError('network/unreachable'), new WalletError('network/bad-response'), new NodeError(503, 'busy'), new Error('socket')])(
    'may have arrived when the network failed (%s): it is sent again, never signed again',
    async (fault) => {
      world.chain.at.broadcast = () => {
        throw fault;
      };
      await send();
      expect(await states()).toEqual(['signed']);
      world.chain.at = {};
      await world.now.ring('outbox');
      expect(world.chain.sent).toHaveLength(1);
      expect(world.chain.signed).toHaveLength(1);
      expect(await states()).toEqual(['pending']);
    },
  );

  it('is rejected when the chain says so, but believed if it turns up all the same', async () => {
    world.chain.at.broadcast = () => {
      throw new WalletError('transaction/rejected');
    };
    expect(await codeOf(send())).toBe('transaction/rejected');
    expect(await states()).toEqual(['rejected']);
    await world.now.api.activity.refresh();
    expect(await states()).toEqual(['rejected']);
    expect(world.chain.sent).toEqual([]);
    world.chain.status = { state: 'confirmed', block: 9, confirmations: 9, final: true };
    await world.now.api.activity.refresh();
    expect(await states()).toEqual(['final']);
  });

  it('is given up a day after it was refused', async () => {
    world.chain.at.broadcast = () => {
      throw new WalletError('transaction/rejected');
    };
    await codeOf(send());
    world.wait(24 * 3_600_000 + 1);
    await world.now.api.activity.refresh();
    expect(stored()).not.toContain('tx-1');
    expect(await states()).toEqual(['rejected']);
  });

  it('is not lost from history when the worker dies between the two', async () => {
    const { set } = world.platform.local;
    const reached = new Promise<void>((resolve) => {
      world.platform.local.set = (key, value) => {
        if (key !== 'activity') return set(key, value);
        resolve();
        return new Promise(() => {});
      };
    });
    void send();
    await reached;
    world.platform.local.set = set;
    world.kill();
    await world.now.api.approvals.list();
    await vi.waitFor(async () => expect(await states()).toEqual(['pending']));
    expect(world.chain.sent).toHaveLength(1);
  });

  it('waits while its network is off', async () => {
    await send();
    await world.now.api.networks.setEnabled('eip155:1', false);
    world.chain.status = { state: 'confirmed', block: 9, confirmations: 9, final: true };
    await world.now.api.activity.refresh();
    expect(await states()).toEqual(['pending']);
    await world.now.api.networks.setEnabled('eip155:1', true);
    await world.now.api.activity.refresh();
    expect(await states()).toEqual(['final']);
  });
});

describe('history', () => {
  it('keeps the last five hundred, newest first, and leaves out what no screen can hold', async () => {
    const { createActivity } = await import('../../src/wallet/activity');
    const { memoryArea } = await import('../fakes/platform');
    const { createCore } = await import('../../src/wallet/core');
    const activity = createActivity({ core: createCore(() => 0), area: memoryArea() });
    const fee = { speed: 'normal', max: { asset: 'eip155:1/slip44:60', amount: 1n }, terms: null } as const;
    const details = [
      { label: 'data', value: { kind: 'bytes', hex: 'ab'.repeat(50_000) } },
      { label: 'to', value: { kind: 'address', address: 'bob' } },
    ] as const;
    for (let i = 0; i < 510; i++) {
      await activity.add({
        id: `tx-${i}`,
        network: 'eip155:1',
        account: i === 0 ? 1 : 0,
        origin: 'wallet',
        fee,
        state: 'signed',
        createdAt: i,
        preview: { title: 'send', changes: [], details, warnings: [] },
      });
    }
    const list = await activity.list();
    expect(list).toHaveLength(501);
    expect(list[0]).toMatchObject({ id: 'tx-509', fee, preview: { details: [{ label: 'to' }] } });
    expect(list.at(-1)).toMatchObject({ id: 'tx-0', account: 1 });
  });
});
