import { afterAll, beforeAll, expect, it } from 'vitest';
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
