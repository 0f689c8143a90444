import { beforeEach, describe, expect, it } from 'vitest';
import type { Incoming } from '../../src/chains/adapter';
import { nativeAsset, type ChainId } from '../../src/core/caip';
import { WalletError } from '../../src/core/errors';
import { fakeChain, type FakeChain } from '../fakes/chain';
import { makeWorld, type World } from '../fakes/world';

const ethereum: ChainId = 'eip155:1';
const coin = nativeAsset(ethereum, 60);
const usdc = 'eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';
const junk = 'eip155:1/erc20:0x1111111111111111111111111111111111111111';
const friend = 'eip155:1/abc00000000000000000000000000000000def1';

const transfer = (change: Partial<Incoming> & { readonly block: number }): Incoming => ({
  id: `in-${change.block}`,
  index: '0',
  asset: coin,
  amount: 5n,
  from: 'eip155:1/9990000000000000000000000000000000009999',
  at: 1_700_000_000_000 + change.block,
  ...change,
});

describe('what came to an account', () => {
  let chain: FakeChain;
  let world: World;

  const api = () => world.now.api;
  const ids = async () => (await api().activity.received()).map(({ id, hidden }) => (hidden === undefined ? id : `${id} ${hidden}`));
  /** The next look, on Ethereum alone. */
  async function arrive(transfers: readonly Incoming[], { from = 0, settled = 0 } = {}): Promise<void> {
    world.wait(60_000);
    chain.incoming = { transfers, from, settled, cursor: { next: chain.looks.length } };
    await api().balances.refresh([ethereum]);
    await api().activity.refresh();
  }

  beforeEach(async () => {
    chain = fakeChain();
    world = await makeWorld({ chain });
    for (const { id, enabled } of await api().networks.list()) if (enabled && id !== ethereum) await api().networks.setEnabled(id, false);
  });

  it('is looked for beside the balances, once in a while, from where the last look ended', async () => {
    await arrive([transfer({ block: 1 })]);
    expect(await ids()).toEqual(['in-1']);
    await api().balances.refresh();
    await api().activity.refresh();
    expect(chain.looks).toEqual([undefined]);
    await arrive([transfer({ block: 2 })], { from: 2 });
    expect(chain.looks).toEqual([undefined, { next: 0 }]);
    expect(await api().activity.received()).toMatchObject([
      { id: 'in-2', network: ethereum, account: 0, state: 'confirmed', changes: [{ direction: 'in', asset: coin, amount: 5n }] },
      { id: 'in-1' },
    ]);
  });

  it('survives the worker', async () => {
    await arrive([transfer({ block: 1 })]);
    world.kill();
    expect(await ids()).toEqual(['in-1']);
    await arrive([], { from: 2 });
    expect(chain.looks).toEqual([undefined, { next: 0 }]);
    expect(await ids()).toEqual(['in-1']);
  });

  it('is asked about once by any number of screens, and not at all of what is off', async () => {
    await Promise.all([api().activity.refresh(), api().activity.refresh(), api().balances.refresh()]);
    await api().activity.refresh();
    expect(chain.looks).toHaveLength(1);
    await api().networks.setEnabled(ethereum, false);
    world.wait(60_000);
    await api().activity.refresh();
    expect(chain.looks).toHaveLength(1);
  });

  it('becomes final, and is gone where the chain has undone it', async () => {
    await arrive([transfer({ block: 10 }), transfer({ block: 11 })], { settled: 5 });
    await arrive([transfer({ block: 12, id: 'in-11' })], { from: 11, settled: 10 });
    expect((await api().activity.received()).map(({ id, state, at }) => [id, state, at % 100])).toEqual([
      ['in-11', 'confirmed', 12],
      ['in-10', 'final', 10],
    ]);
    await arrive([], { from: 0, settled: 10 });
    expect(await ids()).toEqual([]);
  });

  it('tells the screens only when there is something new', async () => {
    const heard: string[] = [];
    await arrive([transfer({ block: 1 })]);
    world.now.core.onChanged((topics) => heard.push(...topics.filter((topic) => topic === 'activity')));
    await arrive([transfer({ block: 1 })]);
    expect(heard).toEqual([]);
    await arrive([transfer({ block: 1 }), transfer({ block: 2 })]);
    expect(heard).toEqual(['activity']);
  });

  it('is kept per account', async () => {
    await arrive([transfer({ block: 1 })]);
    await api().accounts.select(await api().accounts.add());
    expect(await ids()).toEqual([]);
    await arrive([transfer({ block: 2 })]);
    expect(await ids()).toEqual(['in-2']);
    expect(chain.looks).toEqual([undefined, undefined]);
  });

  it('leaves a network alone for a while that gives no answer, and keeps what was known', async () => {
    await arrive([transfer({ block: 1 })]);
    chain.at.look = () => {
      throw new WalletError('network/bad-response');
    };
    await arrive([]);
    await arrive([]);
    expect(chain.looks).toHaveLength(2);
    expect(await ids()).toEqual(['in-1']);
    chain.at = {};
    world.wait(600_000);
    await arrive([transfer({ block: 3 })], { from: 2 });
    expect(await ids()).toEqual(['in-3', 'in-1']);
  });

  it('is one entry for one transaction, with a name for what the wallet knows', async () => {
    await arrive([transfer({ block: 1, index: '0' }), transfer({ block: 1, index: '1', asset: usdc, amount: 1_000_000n })]);
    expect(await api().activity.received()).toMatchObject([
      { id: 'in-1', changes: [{ asset: coin }, { asset: usdc, amount: 1_000_000n }], assets: { [usdc]: { symbol: 'USDC', decimals: 6, source: 'bundled' } } },
    ]);
  });

  it('is hidden where it is nothing, of a token nobody listed, or from an address that looks like one that was paid', async () => {
    await send(friend);
    await arrive([
      transfer({ block: 5, from: friend }),
      transfer({ block: 4, from: 'eip155:1/abc11111111111111111111111111111111def1'.replace('abc1', 'abc0') }),
      transfer({ block: 3, asset: junk }),
      transfer({ block: 2, amount: 0n, asset: usdc }),
      transfer({ block: 1, asset: usdc }),
    ]);
    expect(await ids()).toEqual(['in-5', 'in-4 look-alike', 'in-3 unknown-token', 'in-2 nothing', 'in-1']);
    await api().tokens.hide(usdc);
    expect(await ids()).toContain('in-1 unknown-token');
  });

  it('believes the first of two payers that look alike', async () => {
    await arrive([transfer({ block: 2, from: 'eip155:1/abc1def1' }), transfer({ block: 1, from: friend })]);
    expect(await ids()).toEqual(['in-2 look-alike', 'in-1']);
  });

  it('does not make its sender a recipient: an address that imitates one that was paid is told apart when it is typed', async () => {
    const imitation = 'eip155:1/abc22222222222222222222222222222222def1'.replace('abc2', 'abc0');
    expect(await api().send.recipient(ethereum, imitation)).toEqual({ address: imitation });
    await send(friend);
    expect(await api().send.recipient(ethereum, imitation)).toEqual({ address: imitation, resembles: friend });
    expect(await api().send.recipient(ethereum, friend)).toEqual({ address: friend });
    const own = (await api().accounts.list())[0]!.addresses[ethereum]!;
    expect(await api().send.recipient(ethereum, own)).toEqual({ address: own });
  });

  it('is not pushed out by any number of worthless tokens', async () => {
    const flood = Array.from({ length: 5_000 }, (_, index) => transfer({ block: 10 + index, asset: junk }));
    await arrive([transfer({ block: 1 }), ...flood]);
    expect((await ids()).filter((id) => !id.includes(' '))).toEqual(['in-1']);
    expect((await ids()).length).toBeLessThanOrEqual(101);
  });

  it('is part of the own transaction that brought it', async () => {
    const id = await send(friend);
    await arrive([transfer({ block: 1, id, asset: usdc }), transfer({ block: 2 })]);
    expect(await ids()).toEqual(['in-2']);
    expect(await api().activity.list()).toMatchObject([
      { id, received: [{ direction: 'in', asset: usdc, amount: 5n }], assets: { [usdc]: { symbol: 'USDC' } } },
    ]);
  });

  it('begins anew where storage was damaged', async () => {
    await arrive([transfer({ block: 1 })]);
    world.kill();
    await world.platform.local.set('received 0 eip155:1', { v: 1, data: { transfers: [{ id: '__proto__' }], settled: 1, lookedAt: 1 } });
    expect(await ids()).toEqual([]);
    await arrive([transfer({ block: 1 })]);
    expect(await ids()).toEqual(['in-1']);
  });

  it('is forgotten with the wallet', async () => {
    await arrive([transfer({ block: 1 })]);
    await api().vault.erase();
    expect([...world.platform.local.data.keys()].filter((key) => key.startsWith('received'))).toEqual([]);
  });

  async function send(to: string): Promise<string> {
    const question = await api().send.prepare({ network: ethereum, to, amount: 5n }, 'normal');
    await api().approvals.approve(question, (await api().approvals.get(question)).digest);
    return (await api().activity.list())[0]!.id;
  }
});
