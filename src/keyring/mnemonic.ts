import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedWebcrypto } from '@scure/bip39';
import { WalletError } from '../core/errors';
import type { PhraseCheck } from '../wallet/views/account';
import { wordlists, type Language } from './wordlists';

const lengths = [12, 15, 18, 21, 24];

/** A new phrase, in English: the one list that every wallet reads. */
export const generate = (words: 12 | 24): Promise<string> => toPhrase(crypto.getRandomValues(new Uint8Array((words / 3) * 4)), 'english');

/** BIP-39's sentence for 16 to 32 bytes of entropy. Wipes them. */
export async function toPhrase(entropy: Uint8Array, language: Language): Promise<string> {
  const { wordlist } = await wordlists[language]();
  try {
    return entropyToMnemonic(entropy, wordlist);
  } finally {
    entropy.fill(0);
  }
}

/**
 * How a typed phrase is read: NFKD (BIP-39, which also makes U+3000 a space), any case, any white space between the words and around them,
 * and none of the invisible characters that come with copying from a web page.
 */
export const normalise = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
    .replace(/\s+/g, ' ');

/** Looks in every list of BIP-39, and blames the words that are unknown in the list that knows most of them. */
export async function check(text: string): Promise<PhraseCheck> {
  const words = text.length > 1000 ? [] : normalise(text).split(' ').filter(Boolean);
  let unknown = words.map((_, position) => position);
  let checksum = false;
  for (const load of Object.values(wordlists)) {
    const { wordlist } = await load();
    const missing = unknownIn(wordlist, words);
    if (missing.length < unknown.length) unknown = missing;
    if (missing.length === 0 && passes(words.join(' '), wordlist)) checksum = true;
    if (checksum) break;
  }
  if (!lengths.includes(words.length)) return { ok: false, code: 'phrase/word-count', positions: unknown };
  if (unknown.length > 0) return { ok: false, code: 'phrase/unknown-word', positions: unknown };
  return checksum ? { ok: true } : { ok: false, code: 'phrase/checksum', positions: [] };
}

/** What the wallet keeps of a phrase. Throws `phrase/word-count`, `phrase/unknown-word`, `phrase/checksum`. */
export async function checked(text: string): Promise<string> {
  const outcome = await check(text);
  if (!outcome.ok) throw new WalletError(outcome.code);
  return normalise(text);
}

/** 64 bytes. Any sentence has a seed; {@link checked} says whether it is a phrase. */
export const toSeed = (phrase: string, passphrase = ''): Promise<Uint8Array> => mnemonicToSeedWebcrypto(phrase, passphrase);

function unknownIn(wordlist: readonly string[], words: readonly string[]): number[] {
  const known = new Set(wordlist);
  return words.flatMap((word, position) => (known.has(word) ? [] : [position]));
}

function passes(phrase: string, wordlist: string[]): boolean {
  try {
    mnemonicToEntropy(phrase, wordlist).fill(0);
    return true;
  } catch {
    return false;
  }
}
