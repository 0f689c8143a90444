import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { chains, endpoint, fund } from '../chains';
import { startFirefox, type Firefox } from './marionette';

const password = 'an unlikely sentence';
const hook = (id: string) => `[data-testid="${id}"]`;
let firefox: Firefox;
let root: string;

beforeAll(async () => {
  firefox = await startFirefox();
  root = await firefox.install('.output/firefox-mv3');
});
afterAll(() => firefox.close());

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    if (await condition().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`still waiting for ${what}`);
}

const seen = (id: string) => until(id, () => firefox.visible(hook(id)));
async function click(id: string): Promise<void> {
  await seen(id);
  await firefox.click(hook(id));
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
  await pointAtLocal(chains.ethereum);
  await firefox.goto(`${root}popup.html#/receive/${chains.ethereum}`);
  await seen('own-address');
  const address = (await firefox.text(hook('own-address'))).replace(/\s/g, '');
  await fund(chains.ethereum, address, 1_230_000_000_000_000_000n);
  await firefox.goto(`${root}popup.html#/`);
  await until('the balance', async () => (await firefox.text(hook(`balance-${chains.ethereum}`))).includes('1.23'));
});

it('connects a site that the user allows', async () => {
  const [wallet] = await firefox.windows();
  await firefox.goto(inject('demo'));
  await until('the provider', async () => (await firefox.evaluate(`return 'evm' in window.wrappedJSObject.demo.found`)) === true);
  await firefox.click(hook('evm-connect'));
  await until('the question', async () => (await firefox.windows()).length > 1);
  await firefox.switchTo((await firefox.windows()).find((window) => window !== wallet)!);
  await click('approve');
  await firefox.switchTo(wallet!);
  await until('the answer', async () => (await firefox.text(hook('evm-output'))).includes('0x'));
  expect(JSON.parse(await firefox.text(hook('evm-output')))).toMatchObject({ ok: true, value: [expect.stringMatching(/^0x[0-9a-fA-F]{40}$/)] });
});

async function pointAtLocal(network: string): Promise<void> {
  await firefox.goto(`${root}popup.html#/settings/networks/${network}`);
  await click('endpoints-edit');
  await firefox.evaluate(`document.querySelector('${hook('endpoints')}').select()`);
  await type('endpoints', endpoint(network as 'eip155:1'));
  await click('endpoints-save');
  await until('the endpoint', () => firefox.visible(hook('endpoints-reset')));
}
