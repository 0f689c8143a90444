// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../src/ui/app';
import type { ActivityView } from '../../src/wallet/views/activity';
import { feeOf, installFakeWallet, sendPreview } from './fake-wallet';
import { choose, find, has, show } from './page';

const to = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const entry = (network: `eip155:${string}`, id: string): ActivityView => ({
  id,
  network,
  account: 0,
  origin: 'wallet',
  preview: sendPreview(network, 10n ** 18n, to),
  fee: feeOf(network),
  state: 'final',
  createdAt: Date.now(),
});

let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

async function open(...activity: readonly ActivityView[]) {
  installFakeWallet({ activity: [...activity] });
  location.hash = '#/activity';
  ({ leave } = await show(<App />));
}

describe('the activity of several networks', () => {
  it('can be narrowed to one of them', async () => {
    await open(entry('eip155:1', '0xa1'), entry('eip155:56', '0xb1'));
    await choose('activity-network', 'eip155:56');
    expect([has('activity-0xa1'), has('activity-0xb1')]).toEqual([false, true]);
    await choose('activity-network', '');
    expect([has('activity-0xa1'), has('activity-0xb1')]).toEqual([true, true]);
  });

  it('offers those that are in it', async () => {
    await open(entry('eip155:1', '0xa1'), entry('eip155:56', '0xb1'));
    expect([...find('activity-network').querySelectorAll('option')].map(({ value }) => value)).toEqual(['', 'eip155:1', 'eip155:56']);
  });

  it('offers no choice where there is none', async () => {
    await open(entry('eip155:1', '0xa1'), entry('eip155:1', '0xa2'));
    expect(has('activity-network')).toBe(false);
  });
});
