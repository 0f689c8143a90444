import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Transaction } from '@scure/btc-signer';
import type { Page } from 'playwright-core';
import { createPublicKey, verify } from 'node:crypto';
import { TronWeb } from 'tronweb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recoverMessageAddress, recoverTypedDataAddress, type Hex } from 'viem';
import { base58 } from '@scure/base';
import { startDemo, type Demo } from '../../demo/server';
import { chains, fund, mine } from '../chains';
import { balanceOf } from '../nodes';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { answer, ask, askAndAnswer, closeQuestions, question } from './site';
import { addressOn, createWallet, go, openWallet, pointAtLocal, unlock } from './wallet';

const words = 'Holdall demo: I was here.';
let browser: Browser;
let wallet: Page;
let site: Page;
const demos: Demo[] = [];
const own: Record<string, string> = {};

beforeAll(async () => {
  browser = await launch();
  await createWallet(browser);
  wallet = await openWallet(browser);
  for (const [name, network] of Object.entries(chains)) {
    await pointAtLocal(wallet, network);
    own[name] = await addressOn(wallet, network);
  }
  await fund(chains.bitcoin, own['bitcoin']!, 10_000_000n);
  await fund(chains.ethereum, own['ethereum']!, 10n ** 18n);
  await fund(chains.tron, own['tron']!, 100_000_000n);
  await fund(chains.solana, own['solana']!, 1_000_000_000n);
  await go(wallet, '/');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await Promise.all(demos.map((demo) => demo.stop()));
});
afterEach(() => closeQuestions(browser));

/** A site of another origin: the wallet grants, and loses patience, by origin. */
async function visit(): Promise<Page> {
  const demo = await startDemo(seat.devnet);
  demos.push(demo);
  return browser.open(demo.url);
}
const newSite = () => {
  beforeAll(async () => {
    site = await visit();
  });
  afterAll(() => site.close());
};

const run = (family: string, action: string, ...buttons: readonly ('approve' | 'reject')[]) => askAndAnswer(browser, site, family, action, ...buttons);
const noQuestion = () => browser.context.pages().every((page) => !page.url().includes('/approval.html'));

describe('an EVM site', () => {
  newSite();

  it('sees nothing before it is let in', async () => {
    expect(await ask(site, 'evm', 'accounts')).toEqual({ ok: true, value: [] });
    expect(await ask(site, 'evm', 'chain')).toEqual({ ok: true, value: '0x1' });
    expect(noQuestion()).toBe(true);
  });
  it('is told 4001 when the user refuses', async () => {
    expect(await run('evm', 'connect', 'reject')).toMatchObject({ ok: false, code: 4001, isError: true });
  });
  it('sees the account that the user chose', async () => {
    expect(await run('evm', 'connect', 'approve')).toEqual({ ok: true, value: [own['ethereum']] });
    expect(await ask(site, 'evm', 'accounts')).toEqual({ ok: true, value: [own['ethereum']] });
    expect(await ask(site, 'evm', 'balance')).toEqual({ ok: true, value: '0xde0b6b3a7640000' });
  });
  it('gets a message signed', async () => {
    const { value } = await run('evm', 'sign', 'approve');
    expect(await recoverMessageAddress({ message: words, signature: value as Hex })).toBe(own['ethereum']);
  });
  it('may ask again the moment it was answered', async () => {
    const both = site.evaluate(async () => {
      const { demo } = globalThis as unknown as { readonly demo: { run(family: string, action: string): Promise<{ readonly ok: boolean }> } };
      return [await demo.run('evm', 'sign'), await demo.run('evm', 'typed')].map(({ ok }) => ok);
    });
    await answer(browser, 'approve');
    await answer(browser, 'approve');
    expect(await both).toEqual([true, true]);
  });
  it('gets typed data signed', async () => {
    const { value } = await run('evm', 'typed', 'approve');
    const signer = await recoverTypedDataAddress({
      domain: { name: 'Holdall demo', version: '1', chainId: 1, verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC' },
      types: {
        Mail: [
          { name: 'to', type: 'address' },
          { name: 'contents', type: 'string' },
        ],
      },
      primaryType: 'Mail',
      message: { to: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB', contents: words },
      signature: value as Hex,
    });
    expect(signer).toBe(own['ethereum']);
  });
  it('gets a transaction sent', async () => {
    const dead = '0x000000000000000000000000000000000000dEaD';
    const before = await balanceOf(chains.ethereum, dead);
    expect((await run('evm', 'send', 'approve')).value).toMatch(/^0x[0-9a-f]{64}$/);
    expect((await balanceOf(chains.ethereum, dead)) - before).toBe(10n ** 15n);
  });
  it('moves to another network when the user agrees', async () => {
    expect(await run('evm', 'switch', 'approve')).toEqual({ ok: true, value: null });
    expect(await ask(site, 'evm', 'chain')).toEqual({ ok: true, value: '0x38' });
    expect(await run('evm', 'switchBack', 'reject')).toMatchObject({ ok: false, code: 4001 });
    expect(await ask(site, 'evm', 'chain')).toEqual({ ok: true, value: '0x38' });
  });
  it('has to wait after it was refused twice', async () => {
    expect(await ask(site, 'evm', 'sign')).toMatchObject({ ok: false, isError: true });
    expect(noQuestion()).toBe(true);
  });
});

describe('a Solana site', () => {
  newSite();

  it('is let in silently only where it was let in before', async () => {
    expect(await ask(site, 'solana', 'silent')).toEqual({ ok: true, value: [] });
    expect(await run('solana', 'connect', 'reject')).toMatchObject({ ok: false, code: 4001 });
    expect(await run('solana', 'connect', 'approve')).toEqual({ ok: true, value: [own['solana']] });
    expect(await ask(site, 'solana', 'silent')).toEqual({ ok: true, value: [own['solana']] });
  });
  it('gets a message signed', async () => {
    const { value } = await run('solana', 'sign', 'approve');
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), base58.decode(own['solana']!)]),
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, Buffer.from(words), key, Buffer.from(value as string, 'base64'))).toBe(true);
  });
  it('gets a transaction signed, and another sent', async () => {
    const signed = await run('solana', 'signTransaction', 'approve', 'approve');
    expect(signed).toMatchObject({ ok: true });
    const target = 'So11111111111111111111111111111111111111112';
    const before = await balanceOf(chains.solana, target);
    expect(await run('solana', 'send', 'approve')).toMatchObject({ ok: true });
    await expect.poll(() => balanceOf(chains.solana, target)).toBe(before + 10_000_000n);
  });
});

describe('a TRON site', () => {
  newSite();

  it('is let in by the user', async () => {
    expect(await ask(site, 'tron', 'accounts')).toEqual({ ok: true, value: [] });
    expect(await run('tron', 'connect', 'reject')).toMatchObject({ ok: false, code: 4001 });
    expect(await run('tron', 'connect', 'approve')).toEqual({ ok: true, value: [own['tron']] });
    expect(await run('tron', 'switch', 'approve')).toMatchObject({ ok: true });
    expect(await ask(site, 'tron', 'chain')).toEqual({ ok: true, value: `0x${(1414681165).toString(16)}` });
  });
  it('gets a message signed', async () => {
    const { value } = await run('tron', 'sign', 'approve');
    expect(await new TronWeb({ fullHost: 'http://127.0.0.1' }).trx.verifyMessageV2(words, value as string)).toBe(own['tron']);
  });
  it('gets a transaction signed, which it sends', async () => {
    const target = 'T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb';
    const before = await balanceOf(chains.tron, target);
    expect(await run('tron', 'send', 'approve')).toMatchObject({ ok: true, value: { result: true } });
    await expect.poll(() => balanceOf(chains.tron, target)).toBe(before + 1_000_000n);
  });
});

describe('a Bitcoin site', () => {
  newSite();

  it('is let in by the user', async () => {
    expect(await run('bitcoin', 'connect', 'reject')).toMatchObject({ ok: false, code: -32000 });
    expect(await run('bitcoin', 'connect', 'approve')).toMatchObject({ ok: true, value: [expect.stringMatching(/^bc1q/)] });
    expect(await run('bitcoin', 'switch', 'approve')).toMatchObject({ ok: true });
    expect(await ask(site, 'bitcoin', 'addresses')).toMatchObject({ ok: true, value: { addresses: [{ address: own['bitcoin'], purpose: 'payment' }] } });
  });
  it('gets a message signed', async () => {
    const addresses = (await ask(site, 'bitcoin', 'addresses')).value as { readonly addresses: readonly { readonly publicKey: string }[] };
    const { signature } = (await run('bitcoin', 'sign', 'approve')).value as { readonly signature: string };
    const bytes = Buffer.from(signature, 'base64');
    const text = Buffer.concat([Buffer.from('\x18Bitcoin Signed Message:\n'), Buffer.of(words.length), Buffer.from(words)]);
    const recovered = secp256k1.Signature.fromBytes(Uint8Array.from([(bytes[0]! - 39) & 3, ...bytes.subarray(1)]), 'recovered').recoverPublicKey(
      sha256(sha256(text)),
    );
    expect(recovered.toHex(true)).toBe(addresses.addresses[0]!.publicKey);
  });
  it('gets a PSBT signed and sent', async () => {
    const { value } = await run('bitcoin', 'psbt', 'approve');
    const { psbt, txid } = value as { readonly psbt: string; readonly txid: string };
    expect(Transaction.fromPSBT(Buffer.from(psbt, 'base64')).id).toBe(txid);
    await mine(chains.bitcoin);
    expect(await balanceOf(chains.bitcoin, own['bitcoin']!)).toBe(10_000_000n - 500n);
  });
  it('gets a transfer sent', async () => {
    expect(await run('bitcoin', 'send', 'approve')).toMatchObject({ ok: true, value: { txid: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    await mine(chains.bitcoin);
  });
});

describe.each([
  { family: 'evm', rejected: 4001 },
  { family: 'solana', rejected: 4001 },
  { family: 'tron', rejected: 4001 },
  { family: 'bitcoin', rejected: -32000 },
])('a question of a $family site', ({ family, rejected }) => {
  beforeAll(async () => {
    site = await visit();
    expect(await run(family, 'connect', 'approve')).toMatchObject({ ok: true });
  });
  afterAll(() => site.close());

  it('is refused when its window is closed', async () => {
    const outcome = ask(site, family, 'sign');
    const window = await question(browser);
    // One that closes before anybody can have read the question refuses nothing: it opens again.
    await new Promise((done) => setTimeout(done, 1_200));
    await window.close();
    expect(await outcome).toMatchObject({ ok: false, code: rejected });
  });

  it('is still there, and answered, when the worker dies', async () => {
    const outcome = ask(site, family, 'sign');
    await question(browser);
    await browser.killWorker();
    await answer(browser, 'approve');
    expect(await outcome).toMatchObject({ ok: true });
  });

  it('waits for the password of a locked wallet', async () => {
    await wallet.getByTestId('lock').click();
    await wallet.getByTestId('unlock-password').waitFor();
    const outcome = ask(site, family, 'connect');
    const window = await question(browser);
    expect(await window.getByTestId('askers').textContent()).toContain('localhost');
    await unlock(window);
    // It was let in before: the password is all that was missing.
    expect(await outcome).toMatchObject({ ok: true, value: [expect.any(String)] });
    await wallet.getByTestId('lock').waitFor();
  });

  it('ends when the wallet locks', async () => {
    const outcome = ask(site, family, 'sign');
    await question(browser);
    await wallet.getByTestId('lock').click();
    expect(await outcome).toMatchObject({ ok: false, code: rejected });
    await wallet.bringToFront();
    await unlock(wallet);
    await wallet.getByTestId('lock').waitFor();
  });

  it('goes away with its page', async () => {
    const outcome = ask(site, family, 'sign').catch(() => 'navigated');
    await question(browser);
    await site.reload();
    expect(await outcome).toBe('navigated');
    await expect.poll(noQuestion).toBe(true);
  });
});
