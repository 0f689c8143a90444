import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { encryptKeystoreJsonSync, Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '../../src/core/bytes';
import { readPrivateKey } from '../../src/keyring/private-key';

const key = '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318';
const password = 'a passphrase of somebody';

/** A file as a client would write it, of a cheap kind, with some of it replaced. */
function file({
  privateKey = key,
  secret = password,
  mac: given,
  ...crypto
}: Partial<Record<string, unknown>> & { privateKey?: string; secret?: string } = {}) {
  const [salt, iv] = [Buffer.alloc(32, 7), Buffer.alloc(16, 9)];
  const stretched = pbkdf2Sync(secret, salt, 3, 32, 'sha256');
  const cipher = createCipheriv('aes-128-ctr', stretched.subarray(0, 16), iv);
  const ciphertext = Buffer.concat([cipher.update(Buffer.from(privateKey, 'hex')), cipher.final()]);
  return {
    version: 3,
    id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: iv.toString('hex') },
      ciphertext: ciphertext.toString('hex'),
      kdf: 'pbkdf2',
      kdfparams: { c: 3, dklen: 32, prf: 'hmac-sha256', salt: salt.toString('hex') },
      mac: given ?? toHex(keccak_256(concat(stretched.subarray(16, 32), ciphertext))),
      ...crypto,
    },
  };
}
const open = async (json: unknown, with_ = password) => toHex(await readPrivateKey(typeof json === 'string' ? json : JSON.stringify(json), with_));
const scrypt = { dklen: 32, n: 1024, r: 8, p: 1, salt: '07'.repeat(32) };
const pbkdf2 = { c: 3, dklen: 32, prf: 'hmac-sha256', salt: '07'.repeat(32) };

describe('a private key in hex', () => {
  it.each([key, `0x${key}`, `0X${key.toUpperCase()}`, `\n\t ${key}\u00a0\r\n`])('is read from %j', async (text) => {
    expect(await open(text, '')).toBe(key);
  });

  it.each([
    ['', 'key/length'],
    ['0x', 'key/length'],
    [key.slice(1), 'key/length'],
    [`${key}00`, 'key/length'],
    [`0x0x${key}`, 'key/characters'],
    [`${key.slice(1)}g`, 'key/characters'],
    [`${key.slice(0, 32)} ${key.slice(32)}`, 'key/characters'],
    [key.replace('4', '４'), 'key/characters'],
    ['legal winner thank year wave sausage worth useful legal winner thank yellow', 'key/characters'],
    ['5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ', 'key/characters'],
    ['0'.repeat(64), 'key/range'],
    ['fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'key/range'],
    ['f'.repeat(64), 'key/range'],
  ])('is refused as %j', async (text, code) => {
    await expect(open(text)).rejects.toMatchObject({ code });
  });

  it('may be the first and the last there is', async () => {
    for (const edge of [`${'0'.repeat(63)}1`, 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140']) expect(await open(edge)).toBe(edge);
  });
});

describe('a keystore file', () => {
  it('opens with its password alone', async () => {
    expect(await open(file())).toBe(key);
    expect(await open(`\n${JSON.stringify(file(), null, 2)}\n`)).toBe(key);
    for (const wrong of ['', ` ${password}`, password.toUpperCase()])
      await expect(open(file(), wrong)).rejects.toMatchObject({ code: 'keystore/wrong-password' });
  });

  it('of another maker opens', async () => {
    expect(await open(encryptKeystoreJsonSync(new Wallet(key), password, { scrypt: { N: 1024 } }))).toBe(key);
  });

  it('opens with a password in another spelling of the same letters', async () => {
    expect(await open(file({ secret: 'Å' }), 'A\u030a')).toBe(key);
    expect(await open(file({ secret: 'A\u030a' }), 'A\u030a')).toBe(key);
  });

  it('is held against the address that it names', async () => {
    const { address } = new Wallet(key);
    for (const named of [address, address.slice(2).toLowerCase(), '', null]) expect(await open({ ...file(), address: named })).toBe(key);
    for (const named of [`${address.slice(0, -1)}0`, 'x', address.slice(0, -2)])
      await expect(open({ ...file(), address: named })).rejects.toMatchObject({ code: 'keystore/address' });
  });

  it('that lost the leading zeros of its key gives it whole', async () => {
    const short = '7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35';
    expect(await open(file({ privateKey: short }))).toBe(`0000${short}`);
  });

  it('with a value that is no key is refused', async () => {
    for (const privateKey of ['00'.repeat(32), 'ff'.repeat(32)]) await expect(open(file({ privateKey }))).rejects.toMatchObject({ code: 'keystore/invalid' });
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', '{}'],
    ['an array in it', { version: 3, crypto: [] }],
    ['another text', { hello: 'there' }],
    ['no MAC', file({ mac: undefined, cipherparams: {} })],
    ['a short MAC', file({ mac: '00' })],
    ['an IV that is none', file({ cipherparams: { iv: '00'.repeat(15) } })],
    ['a key of 33 bytes', file({ ciphertext: '00'.repeat(33) })],
    ['no ciphertext', file({ ciphertext: '' })],
    ['odd hex', file({ ciphertext: '0XAB' })],
    ['a salt of a kilobyte and more', file({ kdfparams: { ...pbkdf2, salt: '00'.repeat(1025) } })],
    ['half a derived key', file({ kdfparams: { ...pbkdf2, dklen: 16 } })],
    ['rounds in words', file({ kdfparams: { ...pbkdf2, c: '3' } })],
    ['no rounds', file({ kdfparams: { ...pbkdf2, c: 0 } })],
    ['parameters from its prototype', file({ kdfparams: JSON.parse('{"__proto__":{"c":3,"dklen":32,"prf":"hmac-sha256","salt":"00"}}') as unknown })],
    ['n that is no power of 2', file({ kdf: 'scrypt', kdfparams: { ...scrypt, n: 1000 } })],
    ['n of 1', file({ kdf: 'scrypt', kdfparams: { ...scrypt, n: 1 } })],
    ['a negative r', file({ kdf: 'scrypt', kdfparams: { ...scrypt, r: -8 } })],
    ['more than any has', { ...file(), padding: 'x'.repeat(100_000) }],
  ])('with %s is refused as none', async (_name, json) => {
    await expect(open(json)).rejects.toMatchObject({ code: 'keystore/invalid' });
  });

  it.each([
    ['version 1', { ...file(), version: 1 }],
    ['version 4', { ...file(), version: 4 }],
    ['another cipher', file({ cipher: 'aes-128-cbc' })],
    ['another KDF', file({ kdf: 'argon2id' })],
    ['another hash', file({ kdfparams: { ...pbkdf2, prf: 'hmac-sha512' } })],
  ])('of %s is refused as one that is not read', async (_name, json) => {
    await expect(open(json)).rejects.toMatchObject({ code: 'keystore/unsupported' });
  });

  it.each([
    ['4 GiB', { kdf: 'scrypt', kdfparams: { ...scrypt, n: 2 ** 22 } }],
    ['512 MiB', { kdf: 'scrypt', kdfparams: { ...scrypt, n: 2 ** 19 } }],
    ['wide blocks', { kdf: 'scrypt', kdfparams: { ...scrypt, n: 2, r: 2 ** 30 } }],
    ['many lanes', { kdf: 'scrypt', kdfparams: { ...scrypt, n: 1024, p: 2 ** 20 } }],
    ['a number beyond counting', { kdf: 'scrypt', kdfparams: { ...scrypt, n: 2 ** 52, r: 2 ** 40 } }],
    ['a day of rounds', { kdf: 'pbkdf2', kdfparams: { ...pbkdf2, c: 2 ** 40 } }],
  ])('that asks for %s is refused before it gets any', async (_name, parts) => {
    const started = performance.now();
    await expect(open(file(parts))).rejects.toMatchObject({ code: 'keystore/too-costly' });
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('says nothing of itself in what goes wrong', async () => {
    const faults = ['{"crypto":"canary', JSON.stringify(file({ kdf: 'canary' })), JSON.stringify({ ...file(), address: 'canary' })];
    for (const text of faults) {
      const error = await open(text).catch((caught: unknown) => caught as Error);
      expect(`${JSON.stringify(error)} ${String(error)} ${JSON.stringify((error as Error).cause)}`).not.toContain('canary');
    }
  });
});
