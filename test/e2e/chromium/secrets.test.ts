import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HDKey } from '@scure/bip32';
import { generateMnemonic, mnemonicToEntropy, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seat } from '../seat';
import { launch, type Browser } from './browser';
import { heapOf } from './heap';
import { askAndAnswer } from './site';
import { go, importWallet, openWallet, password, unlock } from './wallet';

/** What a browser writes to disk by itself (CVE-2022-32969: the text of a form, for the next session) is not the wallet's to encrypt. */
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const phrase = generateMnemonic(wordlist);
const seed = mnemonicToSeedSync(phrase);
const account = HDKey.fromMasterSeed(seed).derive("m/44'/60'/0'/0/0");

/** As text of one byte or two to a letter, and as it is. */
function shapesOf(name: string, bytes: Uint8Array): readonly (readonly [string, Buffer])[] {
  const raw = Buffer.from(bytes);
  const texts = [raw.toString('hex'), raw.toString('hex').toUpperCase(), raw.toString('base64').replace(/=+$/, ''), [...raw].join(',')];
  return [[name, raw] as const, ...texts.flatMap((text) => bothWidths(name, text))];
}
const bothWidths = (name: string, text: string) => [
  [`${name} as text`, Buffer.from(text)] as const,
  [`${name} as UTF-16`, Buffer.from(text, 'utf16le')] as const,
];
const words = phrase.split(' ');
const secrets = [
  ...[' ', ',', '\n', '","'].flatMap((gap) =>
    words.slice(0, -2).flatMap((_, at) => bothWidths(`words ${at + 1} to ${at + 3}`, words.slice(at, at + 3).join(gap))),
  ),
  ...shapesOf('the entropy', mnemonicToEntropy(phrase, wordlist)),
  ...shapesOf('the seed', seed),
  ...shapesOf('the private key', account.privateKey!),
  ...bothWidths('the password', password),
];

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
const found = (wanted: readonly (readonly [string, Buffer])[]) =>
  filesIn(browser.profile).flatMap((path) => {
    const content = readFileSync(path);
    return wanted.filter(([, bytes]) => content.includes(bytes)).map(([name]) => `${name} in ${path.slice(browser.profile.length)}`);
  });

it('leaves nothing of the words, the keys and the password on disk, whatever was done with them, and nothing in memory once it is locked', async () => {
  await importWallet(browser, phrase);
  const wallet = await openWallet(browser);
  const site = await browser.open(seat.demo);
  expect(await askAndAnswer(browser, site, 'evm', 'connect', 'approve')).toMatchObject({ ok: true });
  expect(await askAndAnswer(browser, site, 'evm', 'sign', 'approve')).toMatchObject({ ok: true });
  await go(wallet, '/settings/phrase');
  await wallet.bringToFront();
  await wallet.getByTestId('reveal-password').fill(password);
  await wallet.getByTestId('reveal').click();
  await wallet.getByTestId('revealed').waitFor();
  // Chromium writes what tabs hold within some seconds, and when it ends.
  await new Promise((done) => setTimeout(done, 12_000));
  expect(found(secrets)).toEqual([]);
  await go(wallet, '/');
  await wallet.getByTestId('lock').click();
  await unlock(wallet);
  await wallet.getByTestId('lock').click();
  await wallet.getByTestId('unlock-password').waitFor();
  const heap = Buffer.from(await heapOf(browser));
  expect(secrets.filter(([, bytes]) => heap.includes(bytes)).map(([name]) => name)).toEqual([]);
  // The strings of its own code are there.
  expect(heap.includes('vault/wrong-password')).toBe(true);
  await browser.context.close();
  expect(found(secrets)).toEqual([]);
  // The search does find what is there: public keys are kept.
  expect(found(shapesOf('the public key', account.publicKey!))).not.toEqual([]);
}, 120_000);
