// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../src/ui/app';
import { installFakeWallet } from './fake-wallet';
import { click, find, has, settle, show, text, type } from './page';

const index = 0x4000_0000;
const own = { index: 0, name: 'Account 1', selected: true };
const brought = { index, name: 'Imported 1', selected: false, imported: 'evm' } as const;
const value = (testId: string) => find<HTMLInputElement>(testId).value;
const disabled = (testId: string) => find<HTMLButtonElement>(testId).disabled;

let world: ReturnType<typeof installFakeWallet>;
const open = async (hash: string, accounts: (typeof own | typeof brought)[] = [own, brought]) => {
  location.hash = hash;
  world = installFakeWallet({ accounts: accounts.map((account) => ({ ...account })) });
  Object.assign(chrome, { extension: { getViews: () => [] } });
  return show(<App />);
};

describe('importing a private key', () => {
  beforeEach(() => vi.useRealTimers());

  it('keeps what is typed in password fields, and asks for the password of a file only where there is one', async () => {
    const { leave } = await open('#/accounts/import/evm', [own]);
    expect(has('import-file-password')).toBe(false);
    expect(disabled('import-submit')).toBe(true);
    await type('import-secret', ' {"version":3}');
    for (const field of ['import-secret', 'import-file-password', 'import-password']) expect(find<HTMLInputElement>(field).type).toBe('password');
    expect(text()).toContain('This is a keystore file.');
    await type('import-secret', 'ab');
    expect(has('import-file-password')).toBe(false);
    await leave();
  });

  it('says at the field what is wrong with it, and forgets the password that was', async () => {
    const { leave } = await open('#/accounts/import/evm', [own]);
    const attempt = async () => {
      await type('import-password', 'correct horse');
      await click('import-submit');
      expect(value('import-password')).toBe('');
    };
    await type('import-secret', 'not a key');
    await attempt();
    expect(find('import-secret').getAttribute('aria-invalid')).toBe('true');
    expect(text()).toContain('A private key has only the characters');
    await type('import-secret', '{}');
    expect(find('import-secret').getAttribute('aria-invalid')).toBe('false');
    await type('import-file-password', 'wrong');
    await attempt();
    expect(find('import-file-password').getAttribute('aria-invalid')).toBe('true');
    await type('import-secret', '07'.repeat(32));
    await type('import-password', 'wrong');
    await click('import-submit');
    expect(find('import-password').getAttribute('aria-invalid')).toBe('true');
    expect(text()).toContain('Wrong password.');
    await leave();
  });

  it('leads to the account, and nothing of the key is left on the page or in its address', async () => {
    const { leave } = await open('#/accounts/import/evm', [own]);
    await type('import-secret', '07'.repeat(32));
    await type('import-password', 'correct horse');
    await click('import-submit');
    expect(location.hash).toBe('#/');
    expect(find('account-switch').textContent).toContain('Imported 1');
    expect(document.documentElement.innerHTML + location.href).not.toContain('0707');
    await leave();
  });

  it('names the account that has the key already', async () => {
    const { leave } = await open('#/accounts/import/evm');
    await type('import-secret', '07'.repeat(32));
    await type('import-password', 'correct horse');
    await click('import-submit');
    expect(find('already').textContent).toContain('Imported 1');
    expect(value('import-secret')).toBe('');
    await leave();
  });

  it('is asked in a tab where a file is to be chosen from the popup', async () => {
    const { leave } = await open('#/accounts/import/evm', [own]);
    expect(has('import-file')).toBe(true);
    await leave();
    location.hash = '#/accounts/import/evm';
    Object.assign(chrome, { extension: { getViews: () => [window] } });
    const again = await show(<App />);
    expect(has('import-file')).toBe(false);
    expect(text()).toContain('Choose a file in a tab');
    await again.leave();
  });

  it('takes the text of a file', async () => {
    const { leave } = await open('#/accounts/import/evm', [own]);
    const input = find<HTMLInputElement>('import-file');
    Object.defineProperty(input, 'files', { value: [new File(['{"version":3}'], 'UTC--key')] });
    await act(async () => void input.dispatchEvent(new Event('change', { bubbles: true })));
    await settle(40);
    expect(value('import-secret')).toBe('{"version":3}');
    await leave();
  });
});

describe('an imported account', () => {
  it('is marked in the list, and its screen says that the phrase has not its key', async () => {
    const { leave } = await open('#/accounts');
    expect(find(`account-${index}`).textContent).toContain('Imported');
    expect(has('key-0')).toBe(false);
    await click(`key-${index}`);
    expect(text()).toContain('is not in your recovery phrase');
    await leave();
  });

  it('shows its key to the password, for half a minute, and not to who comes later', async () => {
    const { leave } = await open(`#/accounts/imported/${index}`);
    await type('key-password', 'wrong');
    await click('key-reveal');
    expect(text()).toContain('Wrong password.');
    for (const cover of ['blur', 'visibilitychange', 'time', 'button'] as const) {
      if (cover === 'time') vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
      await type('key-password', 'correct horse');
      await click('key-reveal');
      expect(find('revealed-key').textContent).toBe('07'.repeat(32));
      expect(has('key-password')).toBe(false);
      if (cover === 'blur') await act(async () => void window.dispatchEvent(new Event('blur')));
      if (cover === 'visibilitychange') await act(async () => void document.dispatchEvent(new Event('visibilitychange')));
      if (cover === 'button') await click('cover');
      if (cover === 'time') {
        await act(async () => vi.advanceTimersByTime(29_000));
        expect(has('revealed-key')).toBe(true);
        await act(async () => vi.advanceTimersByTime(1_500));
        vi.useRealTimers();
      }
      expect(has('revealed-key')).toBe(false);
      expect(value('key-password')).toBe('');
    }
    await leave();
  });

  it('shows its key to nobody where the page was left before it came', async () => {
    const { leave } = await open(`#/accounts/imported/${index}`);
    await type('key-password', 'correct horse');
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await click('key-reveal');
    expect(has('revealed-key')).toBe(false);
    hidden.mockRestore();
    await leave();
  });

  it('is removed after what that means was understood, and with the password', async () => {
    const { leave } = await open(`#/accounts/imported/${index}`);
    await click('key-remove');
    await type('remove-password', 'correct horse');
    expect(disabled('remove-submit')).toBe(true);
    await click('remove-understood');
    await type('remove-password', 'wrong');
    await click('remove-submit');
    expect(text()).toContain('Wrong password.');
    expect(world.accounts).toHaveLength(2);
    await type('remove-password', 'correct horse');
    await click('remove-submit');
    expect(location.hash).toBe('#/accounts');
    expect(world.accounts).toHaveLength(1);
    expect(has(`account-${index}`)).toBe(false);
    await leave();
  });

  it.each(['#/accounts/imported/0', '#/accounts/imported/7', '#/accounts/imported/x/remove', '#/accounts/import/tron'])('is not at %s', async (hash) => {
    const { leave } = await open(hash);
    expect(has('error')).toBe(true);
    await leave();
  });
});
