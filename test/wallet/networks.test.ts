import { beforeEach, describe, expect, it } from 'vitest';
import type { ChainId } from '../../src/core/caip';
import { createServices, type Services } from '../../src/wallet/create-api';
import { codeOf } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

const spec = { reference: '4242', name: 'Example', symbol: 'EXC', rpc: ['https://rpc.example.org/'], explorer: 'https://scan.example.org/' } as const;
const id: ChainId = 'eip155:4242';

describe('the networks', () => {
  let world: World;
  let api: Services['api'];
  const view = async (of: ChainId = id) => (await api.networks.list()).find((network) => network.id === of);
  const restart = () => {
    ({ api } = createServices({ ...world.platform, loadAdapter: async () => world.chain.adapter }));
  };
  beforeEach(async () => {
    world = await makeWorld();
    ({ api } = world.now);
  });

  it('take one of the user, with an address, a balance and a mark, and keep it', async () => {
    expect(await api.networks.add('evm', spec)).toBe(id);
    expect(await view()).toMatchObject({
      name: 'Example',
      enabled: true,
      custom: true,
      removed: false,
      endpoints: ['https://rpc.example.org'],
      asset: `${id}/slip44:60`,
    });
    expect(await view()).toMatchObject({ explorer: { transaction: 'https://scan.example.org/tx/{id}' }, mark: { text: 'EXAM' } });
    await api.balances.refresh([id]);
    expect((await api.balances.list()).find(({ network }) => network === id)).toMatchObject({ amount: 1_000n });
    expect((await api.accounts.list())[0]!.addresses[id]).toContain(id);
    restart();
    expect(await view()).toMatchObject({ name: 'Example', enabled: true, custom: true });
  });

  it('take none that answers for another chain, is there already, or is no network', async () => {
    world.chain.serves = 'eip155:56';
    expect(await codeOf(api.networks.add('evm', spec))).toBe('network/wrong-chain');
    expect(await api.networks.tryNetwork('evm', spec)).toEqual({ ok: false, code: 'network/wrong-chain' });
    world.chain.serves = undefined;
    expect(await codeOf(api.networks.add('evm', { ...spec, reference: '137' }))).toBe('network/exists');
    expect(await codeOf(api.networks.add('evm', { ...spec, reference: '0x89' }))).toBe('network/invalid');
    expect(await codeOf(api.networks.add('bitcoin', spec))).toBe('network/invalid');
    expect(await codeOf(api.networks.add('__proto__' as 'evm', spec))).toBe('network/invalid');
    expect(await codeOf(api.networks.add('evm', { ...spec, name: 'a\u202eb' }))).toBe('name/invalid');
    expect(await codeOf(api.networks.add('evm', { ...spec, symbol: 'A B' }))).toBe('symbol/invalid');
    expect(await codeOf(api.networks.add('evm', { ...spec, rpc: ['http://rpc.example.org'] }))).toBe('endpoint/invalid');
    expect(await codeOf(api.networks.add('evm', { ...spec, explorer: 'javascript:alert(1)' }))).toBe('explorer/invalid');
    expect(await view()).toBeUndefined();
    await api.networks.add('evm', spec);
    expect(await codeOf(api.networks.add('evm', spec))).toBe('network/exists');
  });

  it.each([
    [{ name: 'Pоlygon' }, 'name-of-another', 'Polygon'],
    [{ name: 'Ethereum Mainnet' }, 'name-of-another', 'Ethereum'],
    [{ symbol: 'ETH' }, 'coin-of-another', 'Ethereum'],
    [{ symbol: 'ЕТН' }, 'coin-imitates', 'Ethereum'],
    [{ symbol: 'BTC' }, 'coin-imitates', 'Bitcoin'],
    [{ rpc: ['https://192.168.1.1'] as const }, 'private-endpoint', ''],
  ] as const)('warn of %j', async (change, code, of) => {
    expect(await api.networks.tryNetwork('evm', { ...spec, ...change })).toMatchObject({ ok: true, warnings: [{ code, of }] });
    expect(await api.networks.tryNetwork('evm', spec)).toMatchObject({ ok: true, warnings: [] });
  });

  it('are changed, and put back to what they were', async () => {
    const before = await view('eip155:56');
    await api.networks.edit('eip155:56', { name: 'BSC', symbol: 'bnb', explorer: '' });
    expect(await view('eip155:56')).toMatchObject({ name: 'BSC', currency: { symbol: 'bnb', decimals: 18 }, edited: true });
    expect(await view('eip155:56')).not.toHaveProperty('explorer');
    expect(await codeOf(api.networks.edit('eip155:56', { name: '' }))).toBe('name/invalid');
    await api.networks.edit('eip155:56', { explorer: 'https://scan.example.org' });
    expect(await view('eip155:56')).toMatchObject({ explorer: { address: 'https://scan.example.org/address/{id}' } });
    await api.networks.reset('eip155:56');
    expect(await view('eip155:56')).toEqual(before);
  });

  it('are not contacted once removed, whatever asks, until they are put back', async () => {
    await api.networks.remove('eip155:1');
    expect(await view('eip155:1')).toMatchObject({ removed: true, enabled: false });
    expect((await api.accounts.list())[0]!.addresses).not.toHaveProperty('eip155:1');
    expect(await codeOf(api.networks.setEnabled('eip155:1', true))).toBe('network/disabled');
    await api.balances.refresh(['eip155:1']);
    expect((await api.balances.list()).some(({ network }) => network === 'eip155:1')).toBe(false);
    expect(await codeOf(api.send.quote({ network: 'eip155:1', to: 'eip155:1/aa', amount: 1n }))).toBe('network/disabled');
    expect(await world.page('https://a.test').request('chain')).toBe('eip155:56');
    restart();
    expect(await view('eip155:1')).toMatchObject({ removed: true, enabled: false });
    await api.networks.restore('eip155:1');
    expect(await view('eip155:1')).toMatchObject({ removed: false, enabled: true });
  });

  it('stand in the order of the user; a site sees the order that ships, and no custom network first', async () => {
    await api.networks.add('evm', spec);
    await api.networks.reorder([id, 'eip155:56', 'eip155:1']);
    expect((await api.networks.list()).slice(0, 4).map((network) => network.id)).toEqual([
      id,
      'eip155:56',
      'eip155:1',
      'bip122:000000000019d6689c085ae165831e93',
    ]);
    expect(await codeOf(api.networks.reorder(['eip155:5']))).toBe('network/unknown');
    expect(await world.page('https://a.test').request('chain')).toBe('eip155:1');
  });

  it('are removed and added anew when they are custom', async () => {
    await api.networks.add('evm', spec);
    await api.networks.remove(id);
    await api.networks.add('evm', { ...spec, name: 'Example two' });
    expect(await view()).toMatchObject({ name: 'Example two', removed: false, enabled: true });
    expect((await api.networks.list()).filter((network) => network.id === id)).toHaveLength(1);
  });

  it('keep what was written before networks could be added', async () => {
    world.platform.local.data.set('networks', { v: 1, data: { 'eip155:1': { enabled: false }, 'eip155:56': { endpoints: ['https://mine.example'] } } });
    restart();
    expect(await view('eip155:1')).toMatchObject({ enabled: false });
    expect(await view('eip155:56')).toMatchObject({ endpoints: ['https://mine.example'], customised: true });
    expect(world.platform.local.data.get('networks')).toMatchObject({ v: 2, data: { order: [], custom: [] } });
  });

  it('survive an entry that no family can read', async () => {
    const data = {
      order: [],
      changes: {},
      custom: [
        { ...spec, family: 'cosmos' },
        { ...spec, family: 'evm', reference: '-1' },
        { ...spec, family: 'evm', reference: '1' },
      ],
    };
    world.platform.local.data.set('networks', { v: 2, data });
    restart();
    expect((await api.networks.list()).filter(({ custom }) => custom)).toEqual([]);
    expect(await view('eip155:1')).toMatchObject({ name: 'Ethereum' });
  });
});
