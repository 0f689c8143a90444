import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { scrypt } from 'hash-wasm';
import * as v from 'valibot';
import { concat, equal, fromHex, toHex, utf8 } from '../core/bytes';
import { WalletError } from '../core/errors';
import { openPresale, presale } from './presale';

/**
 * The private key in a Web3 Secret Storage file (version 3), or in the wallet file of Ethereum's crowdsale. 32 bytes, to be wiped. The file is anybody's: what
 * opening it may cost is bounded. Throws `keystore/invalid`, `keystore/unsupported`, `keystore/too-costly`, `keystore/wrong-password`, and
 * `keystore/address` where the key is not of the address that the file names.
 */
export async function openKeystore(text: string, password: string): Promise<Uint8Array> {
  const file = parsed(text);
  const sold = v.safeParse(presale, file);
  if (sold.success) return ofAddress(sold.output.ethaddr, await openPresale(sold.output, password));
  const { version, address, crypto } = read(outline, file);
  if (Number(version) !== 3) throw new WalletError('keystore/unsupported');
  const stretch = stretching(crypto);
  const { cipher, cipherparams, ciphertext, mac } = read(sealed, crypto);
  if (cipher !== 'aes-128-ctr') throw new WalletError('keystore/unsupported');
  const opened = await unseal({ iv: cipherparams.iv, ciphertext, mac }, password, stretch);
  return address === undefined || address === '' ? opened : ofAddress(address, opened);
}

type Stretch = (password: Uint8Array) => Promise<Uint8Array>;
type Sealed = { readonly iv: Uint8Array; readonly ciphertext: Uint8Array; readonly mac: Uint8Array };

async function unseal({ iv, ciphertext, mac }: Sealed, password: string, stretch: Stretch): Promise<Uint8Array> {
  // Most clients take the bytes as they were typed, some their NFKC.
  for (const spelling of new Set([password, password.normalize('NFKC')])) {
    const bytes = utf8(spelling);
    const stretched = await stretch(bytes).finally(() => bytes.fill(0));
    try {
      if (!equal(keccak_256(concat(stretched.subarray(16, 32), ciphertext)), mac)) continue;
      return await decrypt(stretched.subarray(0, 16), iv, ciphertext);
    } finally {
      stretched.fill(0);
    }
  }
  throw new WalletError('keystore/wrong-password');
}

async function decrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const aes = await crypto.subtle.importKey('raw', key as BufferSource, 'AES-CTR', false, ['decrypt']);
  const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CTR', counter: iv as BufferSource, length: 128 }, aes, ciphertext as BufferSource));
  // Old clients left out the key's leading zeros.
  const privateKey = new Uint8Array(32);
  privateKey.set(plain, 32 - plain.length);
  plain.fill(0);
  if (secp256k1.utils.isValidSecretKey(privateKey)) return privateKey;
  privateKey.fill(0);
  throw new WalletError('keystore/invalid');
}

/** The key, where it is the address's. Else it is wiped. */
function ofAddress(address: string, privateKey: Uint8Array): Uint8Array {
  const own = secp256k1.utils.isValidSecretKey(privateKey) && toHex(keccak_256(secp256k1.getPublicKey(privateKey, false).subarray(1)).subarray(12));
  if (own === address.replace(/^0x/i, '').toLowerCase()) return privateKey;
  privateKey.fill(0);
  throw new WalletError('keystore/address');
}

function stretching({ kdf, kdfparams }: v.InferOutput<typeof outline>['crypto']): Stretch {
  if (kdf === 'scrypt') {
    const { n, r, p, salt } = read(scryptParameters, kdfparams);
    if (128 * r * (n + p) > mostMemory || n * r * p > mostBlocks) throw new WalletError('keystore/too-costly');
    return (password) => scrypt({ password, salt, costFactor: n, blockSize: r, parallelism: p, hashLength: used, outputType: 'binary' });
  }
  if (kdf !== 'pbkdf2') throw new WalletError('keystore/unsupported');
  const { c, prf, salt } = read(pbkdf2Parameters, kdfparams);
  if (prf !== 'hmac-sha256') throw new WalletError('keystore/unsupported');
  if (c > mostRounds) throw new WalletError('keystore/too-costly');
  return async (password) => {
    const key = await crypto.subtle.importKey('raw', password as BufferSource, 'PBKDF2', false, ['deriveBits']);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: salt as BufferSource, iterations: c }, key, used * 8));
  };
}

/** Bytes of what is stretched: 16 for the cipher, 16 for the MAC. Longer outputs begin with the same. */
const used = 32;
/** What geth's standard needs (n 262144, r 8), in bytes, and four times its work: seconds. */
const mostMemory = 258 * 2 ** 20;
const mostBlocks = 2 ** 23;
const mostRounds = 10_000_000;
const longestFile = 100_000;

function parsed(text: string): unknown {
  if (text.length > longestFile) throw new WalletError('keystore/invalid');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the file.
    throw new WalletError('keystore/invalid');
  }
}

function read<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const { success, output } = v.safeParse(schema, value);
  if (!success) throw new WalletError('keystore/invalid');
  return output;
}

const bytes = (shortest: number, longest: number) =>
  v.pipe(
    v.string(),
    v.regex(/^(0x)?([0-9a-fA-F]{2})*$/),
    v.transform(fromHex),
    v.check(({ length }) => length >= shortest && length <= longest),
  );
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const word = v.pipe(v.string(), v.toLowerCase());

// Some clients write `Crypto`.
const section = v.looseObject({ kdf: word, kdfparams: v.unknown() });
const outline = v.pipe(
  v.object({ version: v.union([v.number(), v.string()]), address: v.nullish(v.string()), crypto: v.optional(section), Crypto: v.optional(section) }),
  v.transform(({ version, address, crypto, Crypto }) => ({ version, address: address ?? undefined, crypto: crypto ?? Crypto })),
  v.object({ version: v.union([v.number(), v.string()]), address: v.optional(v.string()), crypto: section }),
);
const sealed = v.object({ cipher: word, cipherparams: v.object({ iv: bytes(16, 16) }), ciphertext: bytes(1, 32), mac: bytes(32, 32) });
const salt = bytes(0, 1024);
const length = v.pipe(whole, v.minValue(used));
const scryptParameters = v.object({
  n: v.pipe(
    whole,
    v.check((n) => n > 1 && Number.isInteger(Math.log2(n))),
  ),
  r: whole,
  p: whole,
  dklen: length,
  salt,
});
const pbkdf2Parameters = v.object({ c: whole, prf: word, dklen: length, salt });
