// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { App } from '../../src/ui/app';
import { formatAmount } from '../../src/core/amount';
import { assetOf, installFakeWallet, refusedAmount, type World } from './fake-wallet';
import { click, find, has, settle, show, text, type } from './page';

const eth = 'eip155:1';
const to = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const ether = 10n ** 18n;

describe('sending', () => {
  let world: World;
  let leave: () => Promise<void>;
  beforeEach(async () => {
    world = installFakeWallet({ balances: [{ network: eth, asset: assetOf(eth), amount: ether, readAt: Date.now(), state: 'fresh' }] });
    location.hash = `#/send/${eth}`;
    ({ leave } = await show(<App />));
  });
  afterEach(() => leave());
  const review = () => find<HTMLButtonElement>('review');

  it.each([
    ['an address of another chain', 'TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH', 'belongs to another chain'],
    ['half an address', '0xd8dA6BF2', 'not an address of this network'],
  ])('refuses %s where it is typed', async (_name, address, words) => {
    await type('send-to', address);
    await settle(400);
    expect(text()).toContain(words);
    expect(review().disabled).toBe(true);
  });

  it.each([
    ['nothing', '0', 'above zero'],
    ['too much', '2', 'not enough'],
    ['all of it, which leaves nothing for the fee', '1', 'not enough'],
    ['more decimals than the coin has', '0.1234567890123456789', 'more decimals'],
    ['what is no number', '1,000.5', 'plain number'],
  ])('refuses %s where it is typed', async (_name, amount, words) => {
    await type('send-to', to);
    await type('send-amount', amount);
    await settle(800);
    expect(text()).toContain(words);
    expect(review().disabled).toBe(true);
  });

  it('shows whom a name stands for, and sends to that address under that name', async () => {
    await type('send-to', 'bob.eth');
    await type('send-amount', '0.25');
    await settle(800);
    expect(find('named-address').textContent).toContain('bob.eth');
    expect(find('named-address').textContent).toContain(to);
    await click('review');
    await settle(50);
    expect(world.calls.find(({ call }) => call === 'send.prepare')?.args).toEqual([{ network: eth, to, name: 'bob.eth', amount: ether / 4n }, 'normal']);
    expect(find('party').parentElement!.textContent).toContain('bob.eth');
  });

  it('fills the form from a payment link, and goes to the network it names', async () => {
    await type('send-to', `ethereum:${to}?value=250000000000000000`);
    await settle(50);
    expect(find<HTMLTextAreaElement>('send-to').value).toBe(to);
    expect(find<HTMLInputElement>('send-amount').value).toBe('0.25');
    await type('send-to', `ethereum:${to}@56?value=1`);
    await settle(50);
    expect(location.hash).toBe('#/send/eip155:56');
    expect(find<HTMLInputElement>('send-amount').value).toBe('0.000000000000000001');
    await type('send-to', 'ethereum:nonsense!');
    await settle(50);
    expect(text()).toContain('payment link cannot be read');
  });

  it('says why a contract would refuse, in its own words and without what they hide', async () => {
    await type('send-to', to);
    await type('send-amount', formatAmount(refusedAmount, 18));
    await settle(800);
    expect(find('reason').textContent).toBe('The contract says: not ‹U+202E›today');
    expect(review().disabled).toBe(true);
  });

  it('shows the most it can cost at the chosen speed, and asks the worker for exactly that transfer', async () => {
    await type('send-to', ` ${to}\n`);
    await type('send-amount', '0,25');
    await settle(800);
    await click('fee-fast');
    expect(find('fee-max').textContent).toContain('0.000063 ETH');
    await click('review');
    expect(world.calls.find(({ call }) => call === 'send.prepare')?.args).toEqual([{ network: eth, to, amount: ether / 4n }, 'fast']);
    expect(find('approve').textContent).toBe('Send 0.25 ETH');
  });

  it('lets the worker work out what everything is', async () => {
    await type('send-to', to);
    await click('send-max');
    await settle(800);
    expect(find<HTMLInputElement>('send-amount').value).toBe('0.999958');
    expect(text()).toContain('0.999958\u00A0ETH will arrive');
    await click('review');
    expect(world.calls.find(({ call }) => call === 'send.prepare')?.args).toEqual([{ network: eth, to, amount: 'max' }, 'normal']);
  });

  it('keeps what was typed when the popup is closed over it, and goes back there when it is opened again', async () => {
    await type('send-to', to);
    await type('send-amount', '0.25');
    // A popup that closes unmounts nothing.
    await leave();
    history.replaceState(null, '', location.pathname);
    ({ leave } = await show(<App />));
    await settle(100);
    expect(location.hash).toBe(`#/send/${eth}`);
    expect(find<HTMLTextAreaElement>('send-to').value).toBe(to);
    expect(find<HTMLInputElement>('send-amount').value).toBe('0.25');
  });

  it('forgets what was typed when the person goes elsewhere in the wallet', async () => {
    await type('send-to', to);
    expect(world.form).toMatchObject({ network: eth, to });
    location.hash = '#/';
    await settle(100);
    expect(world.form).toBe(null);
  });

  it('drops the draft when the person cancels', async () => {
    await type('send-to', to);
    await type('send-amount', '0.25');
    await settle(800);
    await click('review');
    await click('reject');
    expect(world.approvals.map(({ state }) => state)).toEqual(['rejected']);
    expect(has('approve')).toBe(false);
  });
});
