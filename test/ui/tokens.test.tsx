// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenBalance } from '../../src/wallet/views/asset';
import { App } from '../../src/ui/app';
import { assetOf, installFakeWallet, type World } from './fake-wallet';
import { click, find, has, settle, show, text, type } from './page';

const eth = 'eip155:1';
const to = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const contract = '0x00000000000000000000000000000000000000aa';
const good: TokenBalance = {
  asset: `${eth}/erc20:${contract}`,
  network: eth,
  standard: 'fungible',
  symbol: 'GOOD',
  name: 'Good Coin',
  decimals: 2,
  source: 'user',
  pinned: true,
  hidden: false,
  amount: 123_456n,
};
const piece: TokenBalance = {
  ...good,
  asset: `${eth}/erc721:${contract}/42`,
  standard: 'collectible',
  symbol: 'PIX',
  name: 'Pictures',
  decimals: 0,
  amount: 1n,
};

describe('tokens', () => {
  let world: World;
  let leave = async () => {};
  const open = async (route: string, amount = 10n ** 18n) => {
    world = installFakeWallet({
      balances: [{ network: eth, asset: assetOf(eth), amount, readAt: Date.now(), state: 'fresh', tokens: [good, piece] }],
      tokens: [good, piece],
    });
    location.hash = `#${route}`;
    ({ leave } = await show(<App />));
  };
  beforeEach(() => {
    leave = async () => {};
  });
  afterEach(() => leave());

  it('stand under the coin of their network, pieces of collections apart', async () => {
    await open('/');
    expect(find(`balance-${good.asset}`).textContent).toBe('1,234.56 GOOD');
    expect(text()).toContain('Collectibles');
    expect(find(`token-${piece.asset}`).textContent).toContain('No. 42');
    await click(`token-${good.asset}`);
    expect(location.hash).toBe(`#/token/${good.asset}`);
    expect(text()).toContain('Good Coin (GOOD)');
  });

  it('are asked for by payment links, in their units; one that is not on the list is not', async () => {
    await open(`/send/${eth}`);
    await type('send-amount', '3');
    await type('send-to', `ethereum:${contract}@1/transfer?address=${to}&uint256=250`);
    await settle(50);
    expect(location.hash).toBe(`#/send/${good.asset}`);
    expect(find<HTMLTextAreaElement>('send-to').value).toBe(to);
    expect(find<HTMLInputElement>('send-amount').value).toBe('2.5');
    await type('send-to', `ethereum:${contract.replace('aa', 'bb')}@1/transfer?address=${to}&uint256=250`);
    await settle(50);
    expect(text()).toContain('do not hold or have not added');
    await type('send-to', `ethereum:${to}`);
    await settle(50);
    expect(location.hash).toBe(`#/send/${eth}`);
    expect(find<HTMLInputElement>('send-amount').value).toBe('');
  });

  it('are sent in their own units, and only where the coin pays the fee', async () => {
    await open(`/send/${good.asset}`);
    await type('send-to', to);
    await type('send-amount', '1.234');
    await settle(400);
    expect(text()).toContain('more decimals');
    await type('send-amount', '1.23');
    await settle(800);
    await click('review');
    expect(world.calls.find(({ call }) => call === 'send.prepare')?.args).toEqual([{ network: eth, asset: good.asset, to, amount: 123n }, 'normal']);
    await leave();
    await open(`/send/${good.asset}`, 1_000n);
    await type('send-to', to);
    // Within what the fake worker thinks is there.
    await type('send-amount', '1');
    await settle(800);
    expect(text()).toContain('paid in ETH');
    expect(find<HTMLButtonElement>('review').disabled).toBe(true);
  });

  it('that are one of a kind have no amount to type', async () => {
    await open(`/send/${piece.asset}`);
    expect(find<HTMLInputElement>('send-amount').readOnly).toBe(true);
    expect(has('send-max')).toBe(false);
  });

  it('are looked at before they are added, and counterfeits are called that', async () => {
    await open(`/tokens/add/${eth}`);
    expect(find<HTMLButtonElement>('add').disabled).toBe(true);
    await type('token-address', 'nonsense');
    await settle(400);
    expect(text()).toContain('not an address of this network');
    await type('token-address', '0x00000000000000000000000000000000000000ff');
    await settle(400);
    expect(has('resembles')).toBe(true);
    await type('token-address', '0x00000000000000000000000000000000000000ee');
    await settle(400);
    expect([has('resembles'), has('stranger')]).toEqual([false, true]);
    expect(find('add').textContent).toBe('Add NEW');
    await click('add');
    expect(world.calls.find(({ call }) => call === 'tokens.add')?.args).toEqual([`${eth}/erc20:0x00000000000000000000000000000000000000ee`]);
  });

  it('can be hidden and shown again', async () => {
    await open('/tokens');
    await click(`hide-${good.asset}`);
    await settle(100);
    await click(`show-${good.asset}`);
    await settle(100);
    expect(has(`hide-${good.asset}`)).toBe(true);
  });
});
