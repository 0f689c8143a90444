import { concat, fromUtf8, utf8 } from '../core/bytes';
import { WalletError } from '../core/errors';

/**
 * What the vault seals: the phrase, and its BIP-39 seed beside it, so that signing never turns the phrase into a string, which could not be wiped.
 * One byte names the form, 64 are the seed, the rest is the phrase in UTF-8.
 */
const form = 1;
const seedLength = 64;

export const pack = (seed: Uint8Array, phrase: string): Uint8Array => concat(Uint8Array.of(form), seed, utf8(phrase));

/** A view into `secrets`: wiped with them. Throws `storage/corrupt`. */
export function seedIn(secrets: Uint8Array): Uint8Array {
  if (secrets[0] !== form || secrets.length <= 1 + seedLength) throw new WalletError('storage/corrupt', { slot: 'vault' });
  return secrets.subarray(1, 1 + seedLength);
}

/** For the eye: composed letters. Reads back to the same seed. */
export function phraseIn(secrets: Uint8Array): string {
  seedIn(secrets);
  return fromUtf8(secrets.subarray(1 + seedLength)).normalize('NFC');
}
