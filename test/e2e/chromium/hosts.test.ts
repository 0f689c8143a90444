import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChainId } from '../../../src/core/caip';
import { bundledNetworks } from '../../../src/chains/registry';
import { startRecorder, type Recorder } from '../recorder';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { ask, askAndAnswer, closeQuestions } from './site';
import { createWallet, go, openWallet } from './wallet';

/** A proxy sees what the whole browser asks. The demo site's host is known, and so are the browser's own errands: no network of ours is at Google. */
let recorder: Recorder;
let browser: Browser;
let wallet: Page;
let site: Page;

beforeAll(async () => {
  recorder = await startRecorder();
  browser = await launch({ proxy: recorder.url });
});
afterAll(async () => {
  await browser.close();
  await recorder.stop();
});

const siteHost = new URL(seat.demo).host;
const errand = /(^|\.)(google|googleapis)\.com:\d+$/;
const asked = () =>
  recorder
    .asked()
    .filter((host) => host !== siteHost && !errand.test(host))
    .sort();
const hostsOf = (...ids: readonly ChainId[]) =>
  bundledNetworks
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ rpc }) => rpc.map((url) => `${new URL(url).hostname}:${new URL(url).port || '443'}`))
    .sort();
const on = bundledNetworks.filter(({ testnet, optional }) => !testnet && !optional).map(({ id }) => id);
const others = on.filter((id) => id !== 'eip155:1');

/** Ends when everything that this starts has been answered or given up. */
async function refresh(): Promise<void> {
  await go(wallet, '/');
  await wallet.locator('[data-testid="refresh"]:enabled').click();
  await wallet.locator('[data-testid="refresh"]:enabled').waitFor();
}
const pause = () => new Promise((done) => setTimeout(done, 1_000));

async function setNetwork(id: ChainId, on: boolean): Promise<void> {
  await go(wallet, '/settings/networks');
  await wallet.getByTestId(`network-switch-${id}`).click();
  await wallet.locator(`[data-testid="network-switch-${id}"]${on ? ':checked' : ':not(:checked)'}`).waitFor();
}

/** All that the demo site can ask without a click of the user. */
async function askEverything(): Promise<void> {
  for (const [family, actions] of Object.entries({
    evm: ['accounts', 'chain', 'balance', 'sign', 'send'],
    solana: ['silent'],
    tron: ['accounts', 'chain'],
    bitcoin: ['addresses'],
  })) {
    for (const action of actions) await ask(site, family, action);
  }
}

describe('before there is a wallet', () => {
  it('no host is asked for anything, whatever is opened and whatever a site asks', async () => {
    await browser.open(browser.url('welcome.html'));
    const popup = await openWallet(browser);
    await popup.getByTestId('set-up').waitFor();
    site = await browser.open(seat.demo);
    await askEverything();
    await browser.killWorker();
    await popup.reload();
    await popup.getByTestId('set-up').waitFor();
    await askEverything();
    await pause();
    // The proxy does see what is asked.
    expect(recorder.asked()).toContain(siteHost);
    expect(asked()).toEqual([]);
  });
});

describe('with a wallet', () => {
  beforeAll(async () => {
    await createWallet(browser);
    wallet = await openWallet(browser);
  });
  beforeEach(() => recorder.forget());

  it('the networks that are switched on are asked, and nobody else', async () => {
    await refresh();
    expect(asked()).toEqual(hostsOf(...on));
  });

  it('a network that is switched off is not asked: not by a refresh, by a new worker, or by a site', async () => {
    expect(await askAndAnswer(browser, site, 'evm', 'connect', 'approve')).toMatchObject({ ok: true });
    await setNetwork('eip155:1', false);
    await pause();
    recorder.forget();
    await refresh();
    await browser.killWorker();
    await wallet.reload();
    await refresh();
    expect(await ask(site, 'evm', 'balance')).toMatchObject({ ok: false });
    const sending = ask(site, 'evm', 'send');
    await pause();
    await closeQuestions(browser);
    expect(await sending).toMatchObject({ ok: false });
    await go(wallet, '/send/eip155:1');
    await go(wallet, '/activity');
    await pause();
    expect(asked()).toEqual(hostsOf(...others));
  });

  it('nobody is asked when every network is switched off', async () => {
    for (const id of others) await setNetwork(id, false);
    await pause();
    recorder.forget();
    await browser.killWorker();
    await wallet.reload();
    await go(wallet, '/');
    await site.reload();
    await ask(site, 'evm', 'balance');
    await pause();
    expect(asked()).toEqual([]);
  });

  it('one that is switched on again is asked again', async () => {
    await setNetwork('eip155:1', true);
    await refresh();
    expect(asked()).toEqual(hostsOf('eip155:1'));
  });
});
