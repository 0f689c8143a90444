// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '../../src/core/caip';
import { App } from '../../src/ui/app';
import type { ReceivedView } from '../../src/wallet/views/activity';
import { assetOf, installFakeWallet, type World } from './fake-wallet';
import { click, find, has, settle, show, text } from './page';

const eth = 'eip155:1';
const sender = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const junk: AssetId = `${eth}/erc20:0x1111111111111111111111111111111111111111`;
const view = (change: Partial<ReceivedView> & { readonly id: string }): ReceivedView => ({
  network: eth,
  account: 0,
  changes: [{ direction: 'in', asset: assetOf(eth), amount: 10n ** 17n, party: sender }],
  state: 'final',
  at: Date.now() - 60_000,
  ...change,
});

describe('what came', () => {
  let world: World;
  let leave: () => Promise<void>;
  beforeEach(async () => {
    world = installFakeWallet({
      received: [
        view({ id: '0xgood' }),
        view({ id: '0xspam', hidden: 'unknown-token', changes: [{ direction: 'in', asset: junk, amount: 10n ** 24n, party: sender }] }),
        view({ id: '0xbait', hidden: 'look-alike' }),
        view({ id: '0xother', account: 1 }),
      ],
    });
    location.hash = '#/activity';
    ({ leave } = await show(<App />));
    await settle(50);
  });
  afterEach(() => leave());

  it('stands among what was sent, and what is suspicious only when it is asked for', async () => {
    expect(find('received-0xgood').textContent).toMatch(/Received.*from 0xd8dA…A96045.*\+0\.1.*ETH/);
    expect([has('received-0xspam'), has('received-0xbait'), has('received-0xother')]).toEqual([false, false, false]);
    expect(find('hidden-toggle').textContent).toBe('Show 2 hidden entries');
    await click('hidden-toggle');
    expect(find('received-0xbait').textContent).toContain('Imitated address');
    // Lists are what people copy the wrong address from.
    expect(find('received-0xbait').textContent).not.toContain('A96045');
    // A figure without decimals would only impress.
    expect(find('received-0xspam').textContent).not.toContain('1000');
    await click('hidden-toggle');
    expect(has('received-0xbait')).toBe(false);
  });

  it('is looked for when the list is opened', () => {
    expect(world.calls.some(({ call }) => call === 'activity.refresh')).toBe(true);
  });

  it('is shown whole on its own page, with a warning where it is bait, and nothing that copies the sender', async () => {
    await click('hidden-toggle');
    await click('received-0xbait');
    await settle(50);
    expect(find('hidden-look-alike').textContent).toContain('Never pay this one');
    expect(find('party').textContent).toBe(sender);
    expect(has('party-name')).toBe(false);
    expect([...document.querySelectorAll('button')].map((button) => button.textContent)).toEqual(['Copy the id']);
    location.hash = `#/received/${eth}/0xgood`;
    await settle(50);
    expect(has('hidden-look-alike')).toBe(false);
    // The name beside the address, and only of whom nobody imitates.
    expect([find('party-name').textContent, find('party').textContent]).toEqual(['vitalik.eth', sender]);
    location.hash = `#/received/${eth}/0xnothing`;
    await settle(50);
    expect(text()).toContain('not in the list');
  });
});
