// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../src/ui/app';
import type { ActivityView } from '../../src/wallet/views/activity';
import { assetOf, feeOf, installFakeWallet, sendPreview } from './fake-wallet';
import { click, find, has, settle, show, text, type } from './page';

const eth = 'eip155:1';
const to = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const ether = 10n ** 18n;

const entry = (id: string, change: Partial<ActivityView> = {}): ActivityView => ({
  id,
  network: eth,
  account: 0,
  origin: 'wallet',
  preview: sendPreview(eth, ether, to),
  fee: feeOf(eth),
  state: 'pending',
  createdAt: Date.now(),
  ...change,
});

let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

async function open(route: string, ...activity: readonly ActivityView[]) {
  const world = installFakeWallet({ activity: [...activity], balances: [{ network: eth, asset: assetOf(eth), amount: ether, readAt: 1, state: 'fresh' }] });
  location.hash = `#${route}`;
  ({ leave } = await show(<App />));
  return world;
}

describe('a transaction that waits', () => {
  const longAgo = Date.now() - 181_000;

  it.each([
    ['after three minutes', { createdAt: longAgo }, 'Stuck'],
    ['where the chain asks more', { waiting: 'price' }, 'Stuck'],
    ['where the chain lost it', { waiting: 'refused' }, 'Stuck'],
    ['behind another', { waiting: 'earlier', createdAt: longAgo }, 'In line'],
    ['as long as is usual', { createdAt: longAgo + 60_000 }, 'On its way'],
    ['no more, once it is in', { createdAt: longAgo, state: 'final' }, 'Final'],
  ] as const)('says on its row that it does, %s', async (_name, change, words) => {
    await open('/activity', entry('0xa1', change));
    expect(find('activity-0xa1').textContent).toContain(words);
  });

  it('says why, and can be sped up or cancelled', async () => {
    const world = await open(`/activity/${eth}/0xa1`, entry('0xa1', { waiting: 'price' }));
    expect(find('trouble-price').textContent).toContain('asks more than it offers');
    await click('replace-cancel');
    expect(world.calls.filter(({ call }) => call === 'activity.replace').map(({ args }) => args)).toEqual([[eth, '0xa1', 'cancel']]);
    expect(location.hash).toBe('#/review/own-0');
  });

  it('is not to be replaced a second time while another is to take its place', async () => {
    await open(`/activity/${eth}/0xa1`, entry('0xa1'), entry('0xa2', { replaces: '0xa1' }));
    expect(text()).toContain('Another of your transactions is to take its place.');
    expect(has('replace-cancel')).toBe(false);
  });

  it('says by which it was replaced: one of its own, or a stranger’s', async () => {
    const cancel = entry('0xa2', { replaces: '0xa1', state: 'final', preview: { ...sendPreview(eth, 0n, to), title: 'cancel' } });
    await open(`/activity/${eth}/0xa1`, entry('0xa1', { state: 'replaced', replacedBy: '0xa2' }), cancel);
    expect(find('related').textContent).toContain('Cancelled');
    await leave();
    await open(`/activity/${eth}/0xa1`, entry('0xa1', { state: 'replaced', replacedBy: '0xb1' }));
    expect(find('related').textContent).toContain('with the same key');
  });

  it('says that its block was undone', async () => {
    await open(`/activity/${eth}/0xa1`, entry('0xa1', { undone: true }));
    expect(find('activity-state').textContent).toContain('took that back');
  });
});

describe('a replacement', () => {
  it('is shown as one before it is signed', async () => {
    const preview = { ...sendPreview(eth, 0n, to), title: 'cancel', changes: [] } as const;
    installFakeWallet({
      activity: [entry('0xa1')],
      approvals: [
        {
          id: 'a',
          origin: 'wallet',
          family: 'evm',
          network: eth,
          digest: 'd',
          createdAt: 0,
          expiresAt: 1e15,
          state: 'pending',
          account: { index: 0, name: 'Account 1', address: to },
          subject: { kind: 'transaction', preview, fee: feeOf(eth), fees: [feeOf(eth)], replaces: '0xa1' },
        },
      ],
    });
    location.hash = '#/review/a';
    ({ leave } = await show(<App />));
    expect(find('replaces').textContent).toContain('0xa1');
    expect(find('approve').textContent).toBe('Cancel the transaction');
    expect(find('reject').textContent).toBe('Keep it');
  });
});

describe('a fee of one’s own', () => {
  async function fields() {
    const world = await open(`/send/${eth}`);
    await type('send-to', to);
    await type('send-amount', '0.25');
    await settle(800);
    await click('fee-custom');
    return world;
  }
  const apply = () => find<HTMLButtonElement>('custom-apply');

  it.each([
    ['max-fee', '1,000.5', 'plain number'],
    ['max-fee', '1.0123456789', 'more decimals'],
    ['max-fee', '99999', 'at most'],
    ['priority-fee', '4', 'more than “Highest price”'],
    ['gas-limit', '20999', 'at least 21000'],
    ['nonce', '4', 'at least 5'],
    ['nonce', '', 'whole number'],
    ['gas-limit', '21000.5', 'whole number'],
  ])('refuses, in the field %s, %s', async (name, value, words) => {
    await fields();
    await type(`custom-${name}`, value);
    expect(text()).toContain(words);
    expect(apply().disabled).toBe(true);
    expect(find<HTMLButtonElement>('review').disabled).toBe(true);
  });

  it.each([
    ['max-fee', '1.2', 'low', 'wait until the price falls'],
    ['max-fee', '21', 'high', 'Far more than the network asks'],
    ['priority-fee', '0.05', 'low', 'Less than others give'],
    ['nonce', '6', 'low', 'Only one of the two'],
    ['nonce', '9', 'high', 'every number before'],
  ])('says what follows, in the field %s, from %s', async (name, value, verdict, words) => {
    await fields();
    await type(`custom-${name}`, value);
    expect(find(`custom-${name}`).getAttribute('data-verdict')).toBe(verdict);
    expect(text()).toContain(words);
    expect(apply().disabled).toBe(false);
  });

  it('is quoted to the last wei, without the number that the chain counts unless that was changed', async () => {
    const world = await fields();
    await type('custom-max-fee', '30.123456789');
    await click('custom-apply');
    await settle(500);
    const custom = { 'max-fee': 30_123_456_789n, 'priority-fee': 1_000_000_000n, 'gas-limit': 21_000n };
    expect(world.calls.findLast(({ call }) => call === 'send.quote')?.args).toEqual([{ network: eth, to, amount: ether / 4n, custom }]);
    await click('fee-custom');
    await type('custom-nonce', '9');
    await click('custom-apply');
    await settle(500);
    expect(world.calls.findLast(({ call }) => call === 'send.quote')?.args).toMatchObject([{ custom: { nonce: 9n } }]);
  });
});
