import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { Json } from '../../src/core/json';
import { call, deploy } from '../contracts/deploy';
import { startEvm, type EvmChain } from '../devnet/evm';
import { asked } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

describe('wallet_watchAsset (EIP-747)', () => {
  let chain: EvmChain;
  let world: World;
  let page: ReturnType<World['page']>;
  let coin: string;
  let counterfeit: string;
  let collection: string;
  const origin = 'https://a.test';
  const refused = { code: -32602 };

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    coin = await deploy(chain, 'Erc20', 'Plain Coin', 'PLAIN', 6);
    counterfeit = await deploy(chain, 'Erc20', 'USD Coin', 'USDС', 6);
    collection = await deploy(chain, 'Erc721');
    world = await makeWorld({ loadAdapter });
    await world.now.api.networks.setEndpoints('eip155:1', [chain.url]);
    page = world.page(origin);
    const answer = page.request('eth_requestAccounts');
    const { id, digest } = await asked(world, 'connect', origin);
    await world.now.api.approvals.approve(id, digest, [0]);
    const [own] = (await answer) as [string];
    await call(chain, collection, 'mint(address,uint256)', [own, 7n]);
  });
  afterAll(() => chain?.stop());

  const watch = (type: string, options: { readonly [field: string]: Json }) => page.request('wallet_watchAsset', [{ type, options }]);
  const open = async () => (await world.now.api.approvals.list()).filter(({ state }) => state === 'pending').length;
  const listed = async () => (await world.now.api.tokens.list('eip155:1')).filter(({ pinned }) => pinned).map(({ symbol }) => symbol);

  it('answers before the user decides, and shows what the chain says, not what the site says', async () => {
    expect(await watch('ERC20', { address: coin, symbol: 'plain', image: 'https://tracker.test/x.png' })).toBe(true);
    const { id, digest, subject } = await asked(world, 'token', origin);
    expect(subject).toMatchObject({ look: { token: { symbol: 'PLAIN', name: 'Plain Coin', decimals: 6 }, source: 'user' } });
    expect(JSON.stringify(subject, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('tracker');
    expect(await listed()).toEqual([]);
    await world.now.api.approvals.approve(id, digest);
    expect(await listed()).toEqual(['PLAIN']);
  });

  it('puts nothing on the list that the user refuses, and the site learns nothing of that', async () => {
    expect(await watch('ERC721', { address: collection, tokenId: '7' })).toBe(true);
    const { id } = await asked(world, 'token', origin);
    await world.now.api.approvals.reject(id);
    expect(await listed()).toEqual(['PLAIN']);
  });

  it('says what a token could be taken for', async () => {
    expect(await watch('ERC20', { address: counterfeit })).toBe(true);
    const { id, subject } = await asked(world, 'token', origin);
    expect(subject).toMatchObject({ look: { resembles: { symbol: 'USDC' } } });
    await world.now.api.approvals.approve(id, (await world.now.api.approvals.get(id)).digest);
  });

  it.each<[string, () => [string, { readonly [field: string]: Json }]]>([
    ['another symbol than the chain has', () => ['ERC20', { address: coin, symbol: 'USDC' }]],
    ['other decimals than the chain has', () => ['ERC20', { address: coin, symbol: 'PLAIN', decimals: 18 }]],
    ['a collection for a coin', () => ['ERC20', { address: collection }]],
    ['a coin for a collection', () => ['ERC721', { address: coin, tokenId: '1' }]],
    ['a piece that nobody has', () => ['ERC721', { address: collection, tokenId: '8' }]],
    ['an address with nothing there', () => ['ERC20', { address: '0x00000000000000000000000000000000DeaDBeef' }]],
    ['another chain', () => ['ERC20', { address: coin, chainId: '0x38' }]],
  ])('refuses %s without asking', async (_what, of) => {
    const before = await open();
    await expect(watch(...of())).rejects.toMatchObject(refused);
    expect(await open()).toBe(before);
  });

  it('asks nobody for a site that is not connected', async () => {
    const stranger = world.page('https://b.test');
    await expect(stranger.request('wallet_watchAsset', [{ type: 'ERC20', options: { address: coin } }])).rejects.toMatchObject({ code: 4100 });
  });

  it('takes its question back when the page goes away', async () => {
    expect(await watch('ERC20', { address: coin })).toBe(true);
    await asked(world, 'token', origin);
    page.leave();
    await vi.waitFor(async () => expect(await open()).toBe(0));
  });
});
