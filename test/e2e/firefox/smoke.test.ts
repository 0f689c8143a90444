import { recoverMessageAddress, type Hex } from 'viem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chains, endpoint, fund } from '../chains';
import { balanceOf } from '../nodes';
import { seat } from '../seat';
import { startFirefox, type Firefox } from './marionette';

const password = 'an unlikely sentence';
const hook = (id: string) => `[data-testid="${id}"]`;
let firefox: Firefox;
let root: string;
let address: string;
/** The tab that everything but the wallet's questions is in. */
let tab: string;

beforeAll(async () => {
  firefox = await startFirefox();
  root = await firefox.install('.output/firefox-mv3');
  [tab = ''] = await firefox.windows();
});
afterAll(() => firefox.close());

async function until(what: string, condition: () => Promise<boolean>, patience = 20_000): Promise<void> {
  for (const deadline = Date.now() + patience; Date.now() < deadline;) {
    if (await condition().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`still waiting for ${what}`);
}

const seen = (id: string) => until(id, () => firefox.visible(hook(id)));
/** A click on what is disabled is lost without a word, and a question takes no answer before it has been readable for a moment. */
async function click(id: string): Promise<void> {
  const button = `${hook(id)}:not(:disabled)`;
  await until(`${id}, to be clicked`, () => firefox.visible(button));
  await firefox.click(button);
}
async function type(id: string, text: string): Promise<void> {
  await seen(id);
  await firefox.type(hook(id), text);
}

it('makes a wallet', async () => {
  await firefox.goto(`${root}welcome.html`);
  await click('welcome-create');
  await click('reveal');
  const words = (await firefox.evaluate(
    `return [...document.querySelectorAll('${hook('revealed')} li')].map((item) => item.textContent)`,
  )) as readonly string[];
  expect(words).toHaveLength(12);
  await click('continue');
  await until('the questions', () => firefox.visible('[data-testid^="ask-word-"]'));
  const asked = (await firefox.evaluate(
    `return [...document.querySelectorAll('[data-testid^="ask-word-"]')].map((input) => input.dataset.testid)`,
  )) as readonly string[];
  for (const id of asked) await type(id, words[Number(id.slice('ask-word-'.length)) - 1]!);
  await click('continue');
  await type('new-password', password);
  await type('repeat-password', password);
  await click('finish');
  await click('open-wallet');
  await seen('account-switch');
});

it('locks, and unlocks with the password', async () => {
  await click('lock');
  await type('unlock-password', password);
  await click('unlock');
  await seen('account-switch');
});

it('shows a balance of a local chain', async () => {
  await openWallet(`/settings/network/${chains.ethereum}`);
  await click('endpoints-edit');
  await firefox.evaluate(`document.querySelector('${hook('endpoints')}').select()`);
  await type('endpoints', endpoint(chains.ethereum));
  await click('endpoints-save');
  await seen('endpoints-reset');

  await openWallet(`/receive/${chains.ethereum}`);
  await seen('own-address');
  address = (await firefox.text(hook('own-address'))).replace(/\s/g, '');
  await fund(chains.ethereum, address, 1_230_000_000_000_000_000n);
  await openWallet();
  await until('the balance', async () => (await firefox.text(hook(`balance-${chains.ethereum}`))).includes('1.23'));
});

it('stays unlocked when the browser stops its background, with the wallet open and without', async () => {
  await openWallet();
  await seen('account-switch');
  await firefox.stopBackground();
  await click('refresh');
  await seen('account-switch');
  await firefox.goto('about:blank');
  await firefox.stopBackground();
  await openWallet();
  await seen('account-switch');
});

it('gives a site nothing when the user refuses', async () => {
  await firefox.goto(seat.demo);
  await until('the provider', async () => (await firefox.evaluate(`return 'evm' in window.demo.found`)) === true);
  await ask('evm', 'connect');
  await answer('reject');
  expect(await outcome('evm')).toMatchObject({ ok: false, code: 4001, isError: true });
  await ask('evm', 'accounts');
  expect(await outcome('evm')).toEqual({ ok: true, value: [] });
});

it('connects a site that the user allows, and answers it', async () => {
  await ask('evm', 'connect');
  await answer('approve');
  expect(await outcome('evm')).toEqual({ ok: true, value: [address] });
  await ask('evm', 'balance');
  expect(await outcome('evm')).toEqual({ ok: true, value: `0x${1_230_000_000_000_000_000n.toString(16)}` });
  await ask('evm', 'sign');
  await answer('approve');
  const { value } = (await outcome('evm')) as { readonly value: Hex };
  expect(await recoverMessageAddress({ message: 'Holdall demo: I was here.', signature: value })).toBe(address);
});

it('sends what a site asks to be sent', async () => {
  const target = '0x000000000000000000000000000000000000dEaD';
  const before = await balanceOf(chains.ethereum, target);
  await ask('evm', 'send');
  await answer('approve');
  expect(await outcome('evm')).toMatchObject({ ok: true, value: expect.stringMatching(/^0x[0-9a-f]{64}$/) });
  await expect.poll(() => balanceOf(chains.ethereum, target)).toBe(before + 10n ** 15n);
});

it.each(['solana', 'tron', 'bitcoin'])('connects a %s site, and signs its message', async (family) => {
  await ask(family, 'connect');
  await answer('approve');
  expect(await outcome(family)).toMatchObject({ ok: true, value: [expect.any(String)] });
  await ask(family, 'sign');
  await answer('approve');
  expect(await outcome(family)).toMatchObject({ ok: true });
});

it('still asks, and answers, when the browser stops its background while a question is open', async () => {
  await ask('evm', 'sign');
  await question();
  await firefox.stopBackground();
  await firefox.switchTo(tab);
  await answer('approve');
  expect(await outcome('evm')).toMatchObject({ ok: true });
});

it('takes a closed window for a refusal, though its background was stopped', async () => {
  await ask('evm', 'sign');
  await question();
  await seen('approve');
  await new Promise((done) => setTimeout(done, 1_200));
  await firefox.stopBackground();
  await firefox.closeWindow();
  await firefox.switchTo(tab);
  expect(await outcome('evm')).toMatchObject({ ok: false, code: 4001 });
});

it('locks by its own time, also when its background was stopped meanwhile', { timeout: 100_000 }, async () => {
  await openWallet('/settings');
  await seen('setting-lock');
  await firefox.click(`${hook('setting-lock')} option[value="1"]`);
  await until('the time to be kept', async () => (await firefox.evaluate(`return document.querySelector('${hook('setting-lock')}').value`)) === '1');
  const started = Date.now();
  await firefox.stopBackground();
  await until('the lock', () => firefox.visible(hook('unlock-password')), 80_000);
  expect(Date.now() - started).toBeGreaterThan(50_000);
});

async function openWallet(route = '/'): Promise<void> {
  await firefox.goto(`${root}popup.html#${route}`);
}

/** Has the site ask the wallet. */
const ask = (family: string, action: string) => firefox.click(hook(`${family}-${action}`));

async function outcome(family: string): Promise<unknown> {
  let text = '';
  await until('the answer', async () => {
    text = await firefox.text(hook(`${family}-output`));
    return text.startsWith('{');
  });
  return JSON.parse(text);
}

/** Goes to the window in which the wallet asks. */
async function question(): Promise<void> {
  let window: string | undefined;
  await until('the question', async () => (window = (await firefox.windows()).find((one) => one !== tab)) !== undefined);
  await firefox.switchTo(window!);
}

/** Answers what the wallet asks now, and comes back to the site when its window is gone. */
async function answer(button: 'approve' | 'reject'): Promise<void> {
  await question();
  await click(button);
  await until('the window to close', async () => (await firefox.windows()).length === 1);
  await firefox.switchTo(tab);
}
