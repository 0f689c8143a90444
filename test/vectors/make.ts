// npm run vectors:make: writes the vectors the project makes itself. Every value comes from an implementation that src/ does not use:
// BIP-39, BIP-32 and SLIP-10 by Node's own crypto, the addresses by viem, @scure/btc-signer and @solana/kit. A bug must be made twice to pass.
import { getAddressFromPublicKey } from '@solana/kit';
import { p2wpkh } from '@scure/btc-signer';
import { createBase58check } from '@scure/base';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { createECDH, createHash, createHmac, createPrivateKey, createPublicKey, ECDH, pbkdf2Sync, webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keccak256 } from 'viem';
import { publicKeyToAddress } from 'viem/utils';

type Kind = { readonly group: string; readonly network: string; path(index: number): string; address(publicKey: Buffer): Promise<string> | string };

const bitcoin = (hrp: string) => (publicKey: Buffer) => p2wpkh(publicKey, { bech32: hrp, pubKeyHash: 0, scriptHash: 0, wif: 0 }).address!;
const evm = (publicKey: Buffer) => publicKeyToAddress(`0x${uncompressed(publicKey).toString('hex')}`);

const kinds: readonly Kind[] = [
  { group: 'bitcoin', network: 'bip122:000000000019d6689c085ae165831e93', path: (i) => `m/84'/0'/${i}'/0/0`, address: bitcoin('bc') },
  { group: 'bitcoin', network: 'bip122:00000000da84f2bafbbc53dee25a72ae', path: (i) => `m/84'/1'/${i}'/0/0`, address: bitcoin('tb') },
  { group: 'bitcoin', network: 'bip122:0f9188f13cb7b2c71f2a335e3a4fc328', path: (i) => `m/84'/1'/${i}'/0/0`, address: bitcoin('bcrt') },
  { group: 'evm', network: 'eip155:1', path: (i) => `m/44'/60'/0'/0/${i}`, address: evm },
  { group: 'evm', network: 'eip155:56', path: (i) => `m/44'/60'/0'/0/${i}`, address: evm },
  { group: 'tron', network: 'tron:728126428', path: (i) => `m/44'/195'/0'/0/${i}`, address: tronAddress },
  { group: 'solana', network: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', path: (i) => `m/44'/501'/${i}'/0'`, address: solanaAddress },
];

const cases = [];
for (const [which, bytes] of [16, 20, 24, 28, 32].entries()) {
  const mnemonic = mnemonicOf(sha256(Buffer.from(`holdall vector ${which}`)).subarray(0, bytes));
  const seed = pbkdf2Sync(mnemonic, 'mnemonic', 2048, 64, 'sha512');
  for (const index of [0, 1, 7, 2 ** 31 - 1]) {
    for (const { group, network, path, address } of kinds) {
      const publicKey = group === 'solana' ? ed25519(seed, path(index)) : secp256k1(seed, path(index));
      const id = `${bytes * 0.75}-words/${index}/${network}`;
      cases.push({ id, group, mnemonic, index, network, path: path(index), publicKey: publicKey.toString('hex'), address: await address(publicKey) });
    }
  }
}

const file = {
  topic: 'accounts',
  description: 'The address and public key of an account of a recovery phrase (no passphrase) on a network. Public test data: never use one for funds.',
  fields: {
    mnemonic: 'BIP-39, English',
    index: 'account index',
    network: 'CAIP-2',
    path: 'where the key must come from',
    publicKey: 'hex: 33 bytes of secp256k1, 32 of ed25519',
    address: 'as the chain writes it',
  },
  sources: 'test/vectors/make.ts',
};
const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
writeFileSync(join(import.meta.dirname, 'accounts.json'), `${JSON.stringify(file, null, 2).slice(0, -2)},\n  "cases": [\n${lines}\n  ]\n}\n`);

function mnemonicOf(entropy: Buffer): string {
  const bits = [...entropy, sha256(entropy)[0]!]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, (entropy.length * 33) / 4);
  return bits
    .match(/.{11}/g)!
    .map((word) => wordlist[Number.parseInt(word, 2)])
    .join(' ');
}

function steps(path: string): readonly number[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => Number.parseInt(step, 10) + (step.endsWith("'") ? 2 ** 31 : 0));
}

/** BIP-32. */
function secp256k1(seed: Buffer, path: string): Buffer {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  let [key, chain] = halves(hmac('Bitcoin seed', seed));
  for (const step of steps(path)) {
    const data = step >= 2 ** 31 ? Buffer.concat([Buffer.of(0), key, uint32(step)]) : Buffer.concat([pointOf(key), uint32(step)]);
    const [left, right] = halves(hmac(chain, data));
    const sum = (BigInt(`0x${left.toString('hex')}`) + BigInt(`0x${key.toString('hex')}`)) % order;
    [key, chain] = [Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'), right];
  }
  return pointOf(key);
}

/** SLIP-10. */
function ed25519(seed: Buffer, path: string): Buffer {
  let [key, chain] = halves(hmac('ed25519 seed', seed));
  for (const step of steps(path)) [key, chain] = halves(hmac(chain, Buffer.concat([Buffer.of(0), key, uint32(step)])));
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), key]);
  const spki = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' });
  return spki.subarray(-32);
}

function pointOf(key: Buffer): Buffer {
  const curve = createECDH('secp256k1');
  curve.setPrivateKey(key);
  return curve.getPublicKey(null, 'compressed');
}

function uncompressed(publicKey: Buffer): Buffer {
  return ECDH.convertKey(publicKey, 'secp256k1', undefined, undefined, 'uncompressed') as Buffer;
}

function tronAddress(publicKey: Buffer): string {
  const hash = keccak256(uncompressed(publicKey).subarray(1), 'bytes');
  return createBase58check((data: Uint8Array) => sha256(Buffer.from(data))).encode(Buffer.concat([Buffer.of(0x41), hash.subarray(-20)]));
}

async function solanaAddress(publicKey: Buffer): Promise<string> {
  const key = await webcrypto.subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify']);
  return getAddressFromPublicKey(key as CryptoKey);
}

function hmac(key: string | Buffer, data: Buffer): Buffer {
  return createHmac('sha512', key).update(data).digest();
}

function halves(bytes: Buffer): readonly [Buffer, Buffer] {
  return [bytes.subarray(0, 32), bytes.subarray(32)];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
