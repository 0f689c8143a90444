// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { ControlView } from '../../src/wallet/views/asset';
import { App } from '../../src/ui/app';
import { feeOf, installFakeWallet, sendPreview, type World } from './fake-wallet';
import { click, find, has, settle, show, text } from './page';

const [eth, sepolia, btc] = ['eip155:1', 'eip155:11155111', 'bip122:000000000019d6689c085ae165831e93'] as const;
const to = '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B';
const other = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const delegate = (address: string, name?: string): ControlView => ({
  kind: 'delegate',
  to: address,
  ...(name !== undefined && { name }),
  readAt: Date.now() - 120_000,
});

async function open(controls: Readonly<Record<string, ControlView>>) {
  location.hash = '#/';
  const ids = Object.keys(controls) as (typeof eth)[];
  const world: World = installFakeWallet({
    balances: ids.map((network) => ({ network, asset: `${network}/slip44:60`, state: 'fresh', control: controls[network]! })),
  });
  world.settings = { ...world.settings, testnets: true };
  world.networks = world.networks.map((network) => ({ ...network, enabled: network.enabled || network.id in controls }));
  const page = await show(<App />);
  return { world, ...page };
}
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];

describe('an account for which a contract acts', () => {
  it('is told so at home: which contract, whole, on which networks, and how long ago that was read', async () => {
    const { leave } = await open({ [eth]: delegate(to, 'MetaMask Stateless DeleGator'), [sepolia]: delegate(to, 'MetaMask Stateless DeleGator') });
    const notices = all('delegated');
    expect(notices).toHaveLength(1);
    expect(notices[0]!.textContent).toMatch(/can act for this account on Ethereum and .*Sepolia/);
    expect(notices[0]!.textContent).toContain('2 minutes ago');
    expect(find('delegate').textContent).toBe(`MetaMask Stateless DeleGator ${to}`);
    expect(has(`undelegate-${eth}`) && has(`undelegate-${sepolia}`)).toBe(true);
    await leave();
  });

  it('has a notice for each such contract', async () => {
    const { leave } = await open({ [eth]: delegate(to), [sepolia]: delegate(other) });
    expect(all('delegate').map((each) => each.textContent)).toEqual([to, other]);
    await leave();
  });

  it('takes it off by a question like any other, which says what goes', async () => {
    const { leave, world } = await open({ [eth]: delegate(to) });
    await click(`undelegate-${eth}`);
    expect(world.calls).toContainEqual({ call: 'send.undelegate', args: [eth] });
    expect(find('delegated').textContent).toContain('no longer when this is carried out');
    expect(find('delegate').textContent).toBe(to);
    expect(find('detail-delegate').textContent).toContain('Nobody');
    expect(find('approve').textContent).toBe('Remove the delegation');
    await leave();
  });

  it('is shown what takes it off while that waits', async () => {
    const { leave, world } = await open({ [eth]: delegate(to) });
    world.activity = [
      {
        id: '0x1',
        network: eth,
        account: 0,
        origin: 'wallet',
        preview: { title: 'undelegate', changes: [], details: [], warnings: [] },
        fee: feeOf(eth),
        state: 'pending',
        createdAt: Date.now(),
      },
    ];
    world.changed('activity');
    await settle();
    expect(find(`removing-${eth}`).getAttribute('href')).toContain(`/activity/${eth}/0x1`);
    expect(has(`undelegate-${eth}`)).toBe(false);
    await leave();
  });

  it('is reminded of it before every transaction there', async () => {
    const { leave, world } = await open({ [eth]: delegate(to) });
    await click(`undelegate-${eth}`);
    world.approvals = world.approvals.map((approval) => ({
      ...approval,
      subject: { kind: 'transaction', preview: sendPreview(eth, 1n, other), fee: feeOf(eth), fees: [feeOf(eth)] },
    }));
    world.changed('approvals');
    await settle();
    expect(find('delegated').textContent).toContain(to);
    await leave();
  });
});

it('an account that is a contract is told apart, and offered nothing', async () => {
  const { leave } = await open({ [eth]: { kind: 'contract', readAt: Date.now() } });
  expect(has('delegated')).toBe(false);
  expect(find('contract-account').textContent).toContain('Ethereum');
  await leave();
});

it('an account of its key alone is told nothing', async () => {
  const { leave } = await open({});
  expect(text()).not.toContain('act for this account');
  expect(has(`balance-row-${btc}`)).toBe(true);
  await leave();
});
