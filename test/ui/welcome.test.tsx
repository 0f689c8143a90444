// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { Welcome } from '../../src/ui/screens/welcome/welcome';
import { installFakeWallet, phrase, type World } from './fake-wallet';
import { click, find, has, paste, settle, show, text, type } from './page';

describe('the welcome page', () => {
  let world: World;
  let leave: () => Promise<void>;
  const open = async (change: Partial<World> = {}) => {
    world = installFakeWallet({ status: 'absent', ...change });
    ({ leave } = await show(<Welcome />));
  };
  afterEach(() => leave());
  const next = () => find<HTMLButtonElement>('continue');
  const words = () => Array.from({ length: 12 }, (_none, index) => find<HTMLInputElement>(`phrase-word-${index + 1}`).value);

  it('makes a wallet from words that were shown as text, once three of them were known', async () => {
    await open();
    await click('welcome-create');
    expect(text()).not.toContain('abandon');
    expect(next().disabled).toBe(true);
    await click('reveal');
    expect(find('word-12').textContent).toBe('about');
    expect(document.querySelector('.word-list input')).toBeNull();
    await click('continue');
    for (const input of document.querySelectorAll<HTMLInputElement>('input')) await type(input.dataset['testid']!, 'abandoned');
    await click('continue');
    expect(text()).toContain('is not what you were shown');
    for (const input of document.querySelectorAll<HTMLInputElement>('input')) {
      const position = Number(input.dataset['testid']!.replace('ask-word-', ''));
      await type(input.dataset['testid']!, phrase.split(' ')[position - 1]!);
    }
    await click('continue');
    await type('new-password', 'long enough, I think');
    await type('repeat-password', 'long enough, I thank');
    expect(find<HTMLButtonElement>('finish').disabled).toBe(true);
    await type('repeat-password', 'long enough, I think');
    await click('finish');
    expect(world.calls.filter(({ call }) => call === 'vault.create').map(({ args }) => args)).toEqual([[phrase, 'long enough, I think']]);
    expect(has('open-wallet')).toBe(true);
    expect(text()).not.toContain('abandon');
  });

  it('spreads a pasted phrase over the fields, without showing it', async () => {
    await open();
    await click('welcome-import');
    await paste('phrase-word-3', `  ${phrase.toUpperCase().replaceAll(' ', '\n')} `);
    expect(words().join(' ')).toBe(phrase);
    expect(find<HTMLInputElement>('phrase-word-1').type).toBe('password');
    await click('continue');
    expect(has('new-password')).toBe(true);
  });

  it('names the word that is wrong', async () => {
    await open();
    await click('welcome-import');
    await type('phrase-word-1', phrase.split(' ').with(3, 'wrong').join(' '));
    await click('continue');
    expect(find('error').textContent).toContain('Word 4 is not a recovery word');
    expect(find('phrase-word-4').getAttribute('aria-invalid')).toBe('true');
  });

  it('tells a phrase that does not add up from one with a misspelt word', async () => {
    await open();
    await click('welcome-import');
    await type('phrase-word-1', phrase.replace(/about$/, 'abandon'));
    await click('continue');
    expect(find('error').querySelector('[data-code]')?.getAttribute('data-code')).toBe('phrase/checksum');
  });

  it('says how many words were pasted when no phrase has that many', async () => {
    await open();
    await click('welcome-import');
    await type('phrase-word-1', `${phrase} abandon`);
    expect(text()).toContain('That is 13 words');
    expect(next().disabled).toBe(true);
  });

  it('never starts over where a wallet is', async () => {
    await open({ status: 'locked' });
    expect(has('welcome-create')).toBe(false);
    expect(text()).toContain('There is already a wallet here');
  });

  it('offers to recover a lost wallet, and erases nothing without being told so explicitly', async () => {
    await open({ status: 'lost' });
    expect(has('welcome-create')).toBe(false);
    expect(has('erase')).toBe(false);
    await click('restore');
    expect(text()).toContain('There is no readable copy');
    await click('start-over');
    await click('erase');
    await settle();
    expect(has('welcome-create')).toBe(true);
  });

  it('erases imported keys, which no phrase brings back, only where their owner has copies of them', async () => {
    location.hash = '#forgotten';
    await open({
      status: 'locked',
      accounts: [
        { index: 0, name: 'Account 1', selected: true },
        { index: 0x4000_0000, name: 'Old miner', selected: false, imported: 'evm' },
      ],
    });
    expect(find('erases-keys').textContent).toContain('Old miner');
    expect(find('erases-keys').textContent).not.toContain('Account 1');
    await click('start-over');
    expect(has('erase')).toBe(false);
    await click('have-keys');
    expect(has('erase')).toBe(true);
    await click('start-over');
    expect(has('erase')).toBe(false);
    location.hash = '';
  });

  it('speaks Chinese at a choice', async () => {
    await open();
    const select = document.querySelector<HTMLSelectElement>('select.language')!;
    select.value = 'zh-CN';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settle(50);
    expect(text()).toContain('创建新钱包');
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});
