import type { Curve } from '../chains/family';
import { concat, fromUtf8, utf8 } from '../core/bytes';
import { WalletError } from '../core/errors';

/** A key that came from elsewhere. `index` is the number of its account; `family` whose addresses it makes. 32 bytes, on either curve. */
export type ImportedKey = { readonly index: number; readonly curve: Curve; readonly family: string; readonly privateKey: Uint8Array };

/**
 * What the vault seals: the phrase, and its BIP-39 seed beside it, so that signing never turns the phrase into a string, which could not be wiped.
 * The first byte names the form. 1: the seed (64 bytes), then the phrase in UTF-8. 2: the seed, the phrase's length (2 bytes), the phrase, and
 * for each imported key its index (4 bytes), curve (1), the length of its family's name (1), that name, and the key (32). Big-endian.
 * Without imported keys it is form 1: what the first release wrote, and reads.
 */
export function pack(seed: Uint8Array, phrase: Uint8Array, imported: readonly ImportedKey[] = []): Uint8Array {
  if (imported.length === 0) return concat(Uint8Array.of(plain), seed, phrase);
  return concat(Uint8Array.of(withKeys), seed, bigEndian(2, phrase.length), phrase, ...imported.flatMap(entry));
}

/** A view into `secrets`: wiped with them. Throws `storage/corrupt`. */
export const seedIn = (secrets: Uint8Array): Uint8Array => partsOf(secrets).seed;

/** For the eye: composed letters. Reads back to the same seed. */
export const phraseIn = (secrets: Uint8Array): string => fromUtf8(partsOf(secrets).phrase).normalize('NFC');

/** Views into `secrets`. */
export const importedIn = (secrets: Uint8Array): readonly ImportedKey[] => partsOf(secrets).imported;

/** The same with other imported keys, in bytes of its own. */
export function withImported(secrets: Uint8Array, change: (imported: readonly ImportedKey[]) => readonly ImportedKey[]): Uint8Array {
  const { seed, phrase, imported } = partsOf(secrets);
  return pack(seed, phrase, change(imported));
}

const plain = 1;
const withKeys = 2;
const seedLength = 64;
const keyLength = 32;
const curves: readonly Curve[] = ['secp256k1', 'ed25519'];

type Parts = { readonly seed: Uint8Array; readonly phrase: Uint8Array; readonly imported: readonly ImportedKey[] };

function partsOf(secrets: Uint8Array): Parts {
  const take = reader(secrets);
  const [form] = take(1);
  if (form !== plain && form !== withKeys) throw corrupt();
  const seed = take(seedLength);
  const phrase = take(form === plain ? secrets.length - 1 - seedLength : number(take(2)));
  if (phrase.length === 0) throw corrupt();
  const imported: ImportedKey[] = [];
  while (take.left() > 0) {
    const index = number(take(4));
    const curve = curves[number(take(1))];
    if (!curve) throw corrupt();
    imported.push({ index, curve, family: fromUtf8(take(number(take(1)))), privateKey: take(keyLength) });
  }
  return { seed, phrase, imported };
}

function entry({ index, curve, family, privateKey }: ImportedKey): Uint8Array[] {
  if (privateKey.length !== keyLength) throw new TypeError('not a 32-byte key');
  const name = utf8(family);
  return [bigEndian(4, index), bigEndian(1, curves.indexOf(curve)), bigEndian(1, name.length), name, privateKey];
}

function reader(bytes: Uint8Array) {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) throw corrupt();
    return bytes.subarray(at, (at += length));
  };
  return Object.assign(take, { left: () => bytes.length - at });
}

const number = (bytes: Uint8Array) => bytes.reduce((value, byte) => value * 256 + byte, 0);
const bigEndian = (length: number, value: number) => Uint8Array.from({ length }, (_, at) => Math.floor(value / 256 ** (length - 1 - at)) % 256);
const corrupt = () => new WalletError('storage/corrupt', { slot: 'vault' });
