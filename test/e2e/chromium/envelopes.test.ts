import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTopicFile } from '../../vectors/tally';
import type { Case } from '../../vectors/topic';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { answer, ask, question } from './site';
import { createWallet } from './wallet';

/** Those cases of the vectors that only a browser can show: floods of windows, forged messages, what a page reaches of an extension. They are not copied here. */
const file = resolve(process.env['HOLDALL_VECTORS'] ?? '../shared/vectors', 'hostile-envelopes.json');
const cases: readonly Case[] = existsSync(file) ? parseTopicFile(readFileSync(file, 'utf8')).cases : [];
const of = (group: string) => cases.filter((each) => each.group === group).map((each) => [String(each['reason']), String(each['js'])] as const);
const floods = cases.filter((each) => /^one window/.test(String(each['expect']))).map((each) => [String(each['reason']), String(each['js'])] as const);

type Announced = {
  readonly info: { readonly name: string; readonly rdns: string };
  readonly provider: { request(args: { method: string }): Promise<unknown> };
};
type Heard = { readonly heard: unknown[] };
type Shared = {
  readonly window: Window & { readonly ethereum: Announced['provider'] & { on(event: string, listener: (...args: unknown[]) => void): void } };
} & Heard;

let browser: Browser;
let site: Page;

/** As a script of the page itself, whatever it is; how it ended, where it is no promise that never ends. */
const run = async (js: string): Promise<{ readonly value?: unknown; readonly error?: string }> =>
  Promise.race([site.evaluate<unknown>(js), new Promise((done) => setTimeout(done, 2_000))]).then(
    (value) => ({ value }),
    (error: unknown) => ({ error: String(error) }),
  );
const ours = (js: string, announced: Announced['info']) =>
  js.replaceAll('<EXT_ID>', browser.id).replaceAll('<OUR NAME>', announced.name).replaceAll('<OUR RDNS>', announced.rdns);
const windows = () => browser.context.pages().filter((page) => page.url().includes('/approval.html')).length;
const accounts = () => site.evaluate(() => (globalThis as unknown as Shared).window.ethereum.request({ method: 'eth_accounts' }));

/** Who announces itself now. The page may have listened before. */
const announced = () =>
  site.evaluate(async () => {
    const found: Announced['info'][] = [];
    const listen = (event: Event) => void found.push((event as CustomEvent<Announced>).detail.info);
    addEventListener('eip6963:announceProvider', listen);
    dispatchEvent(new Event('eip6963:requestProvider'));
    await new Promise((done) => setTimeout(done, 100));
    removeEventListener('eip6963:announceProvider', listen);
    return found.map(({ name, rdns }) => ({ name, rdns }));
  });

describe.skipIf(cases.length === 0)('a page that does not keep to the rules', () => {
  let info: Announced['info'];

  beforeAll(async () => {
    browser = await launch();
    await createWallet(browser);
    site = await browser.open(seat.demo);
    [info] = (await announced()) as [Announced['info']];
  });
  afterAll(() => browser.close());

  it.each(floods)('opens one window with a %s', async (_, js) => {
    await site.evaluate(() => Object.assign(globalThis, { provider: (globalThis as unknown as Shared).window.ethereum }));
    const answers = site.evaluate<readonly PromiseSettledResult<readonly string[]>[]>(
      `(${js}).then((all) => all.map((one) => ({ ...one, reason: { code: one.reason?.code } })))`,
    );
    await question(browser);
    expect(windows()).toBe(1);
    await answer(browser, 'approve');
    const [account] = (await accounts()) as readonly string[];
    const kinds = new Set((await answers).map((one) => (one.status === 'fulfilled' ? one.value.join() : (one.reason as { readonly code: number }).code)));
    expect(kinds.has(account!)).toBe(true);
    expect([...kinds].every((kind) => kind === account || kind === -32002)).toBe(true);
    expect(windows()).toBe(0);
  });

  describe('and forges a message', () => {
    let before: unknown;
    let waiting: ReturnType<typeof ask>;

    beforeAll(async () => {
      before = await accounts();
      await site.evaluate(() => {
        const heard: unknown[] = [];
        Object.assign(globalThis, { heard });
        const { ethereum } = (globalThis as unknown as Shared).window;
        for (const event of ['accountsChanged', 'chainChanged', 'connect', 'disconnect', 'message'])
          ethereum.on(event, (...args) => heard.push(event, ...args));
      });
      waiting = ask(site, 'evm', 'sign');
      await question(browser);
    });

    it.each([...of('postMessage'), ...of('postMessage-frame')])('changes nothing and decides nothing: %s (%s)', async (_, js) => {
      await run(ours(js, info));
      await new Promise((done) => setTimeout(done, 100));
      expect(await accounts()).toEqual(before);
      expect(await site.evaluate(() => (globalThis as unknown as Heard).heard)).toEqual([]);
      expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits');
      expect(windows()).toBe(1);
    });

    it('has the answer that the person gives', async () => {
      await answer(browser, 'reject');
      expect(await waiting).toMatchObject({ ok: false, code: 4001 });
    });
  });

  it.each(of('extension-surface'))('reaches nothing of the extension: %s', async (_, js) => {
    const { value, error } = await run(ours(js, info));
    if (js.includes('fetch')) expect(error).toContain('Failed to fetch');
    else if (!js.includes('iframe')) expect([value, error === undefined || /undefined|not available|not exist/.test(error)]).toEqual([undefined, true]);
    const frames = site.frames().filter((frame) => frame !== site.mainFrame());
    for (const frame of frames) expect(await frame.locator('#root, [data-testid]').count()).toBe(0);
  });

  it.each(of('eip6963'))('is not taken for the wallet: %s', async (_, js) => {
    await run(ours(js, info));
    expect(await announced()).toContainEqual(info);
    expect(await accounts()).not.toContain('0xdead');
  });
});
