// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Detail, Preview } from '../../src/chains/adapter';
import type { ApprovalView } from '../../src/wallet/views/approval';
import { Frame } from '../../src/ui/frame';
import { lingerTime, Questions } from '../../src/ui/screens/requests';
import { settleTime } from '../../src/ui/settled';
import { feeOf, installFakeWallet, sendPreview, type World } from './fake-wallet';
import { click, find, has, settle, show, text } from './page';

const eth = 'eip155:1';
const to = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';

function question(id: string, subject: ApprovalView['subject'], change: Partial<ApprovalView> = {}): ApprovalView {
  return {
    id,
    origin: 'https://app.example.org',
    family: 'evm',
    network: eth,
    digest: `digest of ${id}`,
    createdAt: 0,
    expiresAt: 1e15,
    state: 'pending',
    subject,
    account: { index: 0, name: 'Account 1', address: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94' },
    ...change,
  };
}

const transfer = (id: string, change: Partial<ApprovalView> = {}) =>
  question(
    id,
    { kind: 'transaction', preview: sendPreview(eth, 250_000_000_000_000_000n, to), fee: feeOf(eth), fees: [feeOf(eth, 'slow'), feeOf(eth)] },
    change,
  );
const approve = () => find<HTMLButtonElement>('approve');

describe('a question of a site', () => {
  let world: World;
  const onEmpty = vi.fn();
  const open = async (...approvals: ApprovalView[]) => {
    world = installFakeWallet({ approvals });
    const page = await show(<Frame>{() => <Questions onEmpty={onEmpty} />}</Frame>);
    return page;
  };
  const called = (name: string) => world.calls.filter(({ call }) => call === name);
  beforeEach(() => {
    onEmpty.mockReset();
  });

  it('says who asks, what happens, with which account and to whom, whole', async () => {
    const { leave } = await open(transfer('a'));
    expect(find('site').textContent).toBe('app.example.org');
    expect(approve().textContent).toBe('Send 0.25 ETH');
    expect(text()).toContain('0x9858EfFD232B4033E47d90003D41EC34EcaEda94');
    expect(find('party').textContent).toBe(to);
    await leave();
  });

  it('cannot be accepted before it was in front of the person for a while', async () => {
    const { leave } = await open(transfer('a'));
    expect(approve().disabled).toBe(true);
    approve().click();
    await settle(settleTime + 50);
    expect(approve().disabled).toBe(false);
    expect(called('approvals.approve')).toHaveLength(0);
    await leave();
  });

  it('waits again when the window gets the focus', async () => {
    const { leave } = await open(transfer('a'));
    await settle(settleTime + 50);
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(approve().disabled).toBe(true);
    await leave();
  });

  it('is answered with the digest of what is shown, and waits again when that changes', async () => {
    const { leave } = await open(transfer('a'));
    await settle(settleTime + 50);
    world.approvals = [transfer('a', { digest: 'another' })];
    world.changed('approvals');
    await settle();
    expect(approve().disabled).toBe(true);
    await settle(settleTime + 50);
    await click('approve');
    expect(called('approvals.approve').map(({ args }) => args)).toEqual([['a', 'another']]);
    await settle(lingerTime + 50);
    expect(onEmpty).toHaveBeenCalled();
    await leave();
  });

  it('wants danger to be confirmed on its own, and forgets that when the subject changes', async () => {
    const preview = { ...sendPreview(eth, 1n, to), warnings: [{ level: 'danger', code: 'unlimited-approval' }] } as const;
    const dangerous = (digest: string) => question('a', { kind: 'sign', preview }, { digest });
    const { leave } = await open(dangerous('one'));
    await settle(settleTime + 50);
    expect(approve().disabled).toBe(true);
    await click('understand');
    expect(approve().disabled).toBe(false);
    world.approvals = [dangerous('two')];
    world.changed('approvals');
    await settle(settleTime + 50);
    expect(find<HTMLInputElement>('understand').checked).toBe(false);
    expect(approve().disabled).toBe(true);
    await leave();
  });

  it('says why a transaction would fail, lets it be looked at again, and cannot be made to send it', async () => {
    const { subject } = transfer('a') as { subject: Extract<ApprovalView['subject'], { kind: 'transaction' }> };
    const fails = { code: 'transaction/would-fail', reason: { code: 'message', text: 'not <b>\u202Etoday</b>' } } as const;
    const danger = { ...subject.preview, warnings: [{ level: 'danger', code: 'high-fee' }] } as const;
    const { leave } = await open(question('a', { ...subject, preview: danger, fails }));
    await settle(settleTime + 50);
    expect(find('fails').textContent).toContain('would fail');
    expect(find('fails').querySelector('bdi')?.textContent).toBe('not <b>‹U+202E›today</b>');
    // There is nothing to understand that would make it possible.
    expect(has('understand')).toBe(false);
    expect(approve().disabled).toBe(true);
    approve().click();
    expect(called('approvals.approve')).toEqual([]);
    expect(find('fee-slow').closest('fieldset')?.disabled).toBe(true);
    await click('check-again');
    expect(called('approvals.revise').map(({ args }) => args)).toEqual([['a', 'normal']]);
    world.approvals = [transfer('a', { digest: 'new' })];
    world.changed('approvals');
    await settle(settleTime + 50);
    expect(has('fails')).toBe(false);
    expect(approve().disabled).toBe(false);
    await leave();
  });

  it('says which of several transactions of one request it is', async () => {
    const { subject } = transfer('a') as { subject: Extract<ApprovalView['subject'], { kind: 'transaction' }> };
    const { leave } = await open(question('a', { ...subject, part: { at: 2, of: 3 } }));
    expect(find('part').textContent).toContain('Transaction 2 of 3.');
    expect(find('part').textContent).toContain('stays sent');
    await leave();
  });

  describe('about a sealed message', () => {
    const sealed = (digest = 'one') =>
      question(
        'a',
        { kind: 'sign', preview: { title: 'decrypt', changes: [], details: [{ label: 'message-hex', value: { kind: 'bytes', hex: 'c0de' } }], warnings: [] } },
        { digest },
      );

    it('shows what is in it when the user wants to know, inert, and takes it off the screen again', async () => {
      const { leave } = await open(sealed());
      world.sealed = 'se\u202Ecret <img src=x>';
      expect(find('detail-message-hex').textContent).toContain('0xc0de');
      expect(text()).not.toContain('cret');
      await click('reveal');
      expect(called('approvals.reveal').map(({ args }) => args)).toEqual([['a', 'one']]);
      expect(find('revealed').querySelector('bdi')?.textContent).toBe('se‹U+202E›cret <img src=x>');
      expect(find('revealed').querySelector('img')).toBeNull();
      await click('conceal');
      expect(document.body.innerHTML).not.toContain('cret');
      await click('reveal');
      // Another question under the same id begins anew, and so does one that nobody answers any more.
      world.approvals = [sealed('two')];
      world.changed('approvals');
      await settle();
      expect(document.body.innerHTML).not.toContain('cret');
      await click('reveal');
      await settle(settleTime + 50);
      await click('approve');
      expect(document.body.innerHTML).not.toContain('cret');
      await leave();
    });

    it('says so where it cannot be opened', async () => {
      const { leave } = await open(sealed());
      await click('reveal');
      expect(find('error').querySelector('[data-code]')?.getAttribute('data-code')).toBe('dapp/invalid-params');
      expect(has('revealed')).toBe(false);
      await leave();
    });
  });

  it('says neither the address above nor what only machines read a second time', async () => {
    const address = transfer('a').account.address!;
    const rows = [
      { label: 'signer', value: { kind: 'address', address } },
      { label: 'message', value: { kind: 'text', text: 'hi' } },
      { label: 'message-hex', value: { kind: 'bytes', hex: '6869' } },
    ] as const;
    const sign = (details: readonly Detail[], warnings: Preview['warnings'] = []) =>
      question('a', { kind: 'sign', preview: { title: 'sign-message', changes: [], details, warnings } });
    const { leave } = await open(sign(rows));
    expect(has('detail-signer')).toBe(false);
    expect(find('technical').contains(find('detail-message-hex'))).toBe(true);
    // Bytes that are all there is, or that say what the text does not show, are in full view; so is a signer who is somebody else.
    world.approvals = [sign([{ label: 'signer', value: { kind: 'address', address: to } }, rows[2]])];
    world.changed('approvals');
    await settle();
    expect(find('detail-signer').textContent).toContain(to);
    expect(has('technical')).toBe(false);
    world.approvals = [sign(rows, [{ level: 'info', code: 'control-characters' }])];
    world.changed('approvals');
    await settle();
    expect(has('technical')).toBe(false);
    await leave();
  });

  it('keeps how a contract is told to send below what it sends, unless it is told more', async () => {
    const { subject } = transfer('a');
    if (subject.kind !== 'transaction') throw new Error('not a transaction');
    const rows = [
      { label: 'contract', value: { kind: 'address', address: to } },
      { label: 'method', value: { kind: 'text', text: 'transfer(address,uint256)' } },
      { label: 'data', value: { kind: 'bytes', hex: 'a9059cbb' } },
    ] as const;
    const sending = (...details: readonly Detail[]) => ({
      ...transfer('a'),
      origin: 'https://a.test',
      subject: { ...subject, preview: { ...subject.preview, details } },
    });
    const { leave } = await open(sending(...rows));
    expect(['detail-method', 'detail-data', 'detail-contract'].map((id) => find('technical').contains(find(id)))).toEqual([true, true, false]);
    world.approvals = [sending(...rows, { label: 'field', name: 'data', value: { kind: 'bytes', hex: '00' } })];
    world.changed('approvals');
    await settle();
    expect(has('technical')).toBe(false);
    await leave();
  });

  it('names a long host whole, without its scheme, on buttons of the full width', async () => {
    const { leave } = await open(
      question('a', { kind: 'connect', accounts: [{ index: 0, name: 'One', address: '0x01' }] }, { origin: 'http://localhost:46153' }),
    );
    expect(find('site').textContent).toBe('http://localhost:46153');
    expect(approve().textContent).toBe('Connect to localhost:46153');
    expect(approve().parentElement!.className).toBe('answers');
    world.approvals = [question('b', { kind: 'connect', accounts: [] }, { origin: 'https://a-very-long-name.example.org' })];
    world.changed('approvals');
    await settle();
    expect(approve().parentElement!.className).toBe('answers stacked');
    await leave();
  });

  it('keeps its place when another one comes, and counts it', async () => {
    const { leave } = await open(transfer('a'));
    expect(has('queue')).toBe(false);
    world.approvals = [transfer('a'), question('b', { kind: 'switch', to: 'eip155:56' })];
    world.changed('approvals');
    await settle();
    expect(find('queue').textContent).toBe('1 of 2');
    expect(approve().textContent).toContain('Send');
    await click('reject');
    expect(called('approvals.reject').map(({ args }) => args)).toEqual([['a']]);
    expect(approve().textContent).toBe('Switch to BNB Smart Chain');
    await leave();
  });

  it('stays a moment for what the site asks next', async () => {
    const { leave } = await open(question('a', { kind: 'connect', accounts: [{ index: 0, name: 'Account 1', address: '0x01' }] }));
    await settle(settleTime + 50);
    await click('approve');
    await settle(lingerTime - 150);
    // The worker did not say so: the last look finds it.
    world.approvals = [...world.approvals, transfer('b')];
    await settle(300);
    expect(onEmpty).not.toHaveBeenCalled();
    expect(approve().textContent).toContain('Send');
    await leave();
  });

  it('refuses all at once', async () => {
    const { leave } = await open(transfer('a'), transfer('b'));
    await click('reject-all');
    expect(called('approvals.rejectAll')).toHaveLength(1);
    await settle(lingerTime + 50);
    expect(onEmpty).toHaveBeenCalled();
    await leave();
  });

  it('shows the accounts to choose from, and connects only those', async () => {
    const accounts = [
      { index: 0, name: 'One', address: '0x01' },
      { index: 1, name: 'Two', address: '0x02' },
    ];
    const { leave } = await open(question('a', { kind: 'connect', accounts }));
    await click('connect-account-1');
    await click('connect-account-0');
    await settle(settleTime + 50);
    expect(approve().textContent).toBe('Connect to app.example.org');
    await click('approve');
    expect(called('approvals.approve').map(({ args }) => args)).toEqual([['a', 'digest of a', [1]]]);
    await leave();
  });

  it('says why an approved one failed, and stays until it was read', async () => {
    const { leave } = await open(transfer('a', { digest: 'shown' }));
    await settle(settleTime + 50);
    // The worker holds another digest by now, and has not said so yet.
    world.approvals = [transfer('a', { digest: 'held' })];
    await click('approve');
    expect(find('error').textContent).toContain('changed while you read it');
    await settle(lingerTime + 50);
    expect(onEmpty).not.toHaveBeenCalled();
    await leave();
  });

  it("never offers the wallet's own transfer as a site's question", async () => {
    const { leave } = await open(transfer('mine', { origin: 'wallet' }));
    expect(has('approve')).toBe(false);
    await settle(lingerTime + 50);
    expect(onEmpty).toHaveBeenCalled();
    await leave();
  });

  it('names a site without encryption as such', async () => {
    const { leave } = await open(transfer('a', { origin: 'http://app.example.org' }));
    expect(text()).toContain('not encrypted');
    await leave();
  });

  it('shows foreign text inert', async () => {
    const message = { label: 'message', value: { kind: 'text', text: '\u202E<b>hi</b>' } } as const;
    const { leave } = await open(question('a', { kind: 'sign', preview: { title: 'sign-message', changes: [], details: [message], warnings: [] } }));
    expect(find('detail-message').querySelector('bdi')?.textContent).toBe('‹U+202E›<b>hi</b>');
    expect(find('detail-message').querySelector('b')).toBeNull();
    await leave();
  });
});
