import assert from 'node:assert/strict';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import type { Signer } from '../../src/chains/adapter';
import { networks, type BitcoinNetwork } from '../../src/chains/bitcoin/networks';
import { fromHex } from '../../src/core/bytes';
import { lend } from '../../src/keyring/signer';

/** What the Bitcoin topics share: how their sources write networks, scripts and keys. */

export const [mainnet, testnet, regtest] = networks as readonly [BitcoinNetwork, BitcoinNetwork, BitcoinNetwork];
export const networkOf = (name: unknown): BitcoinNetwork | undefined => ({ main: mainnet, bitcoin: mainnet, test: testnet, testnet, regtest })[String(name)];

const words: Readonly<Record<string, number>> = {
  OP_RETURN: 0x6a,
  OP_DUP: 0x76,
  OP_EQUAL: 0x87,
  OP_EQUALVERIFY: 0x88,
  OP_HASH160: 0xa9,
  OP_CHECKSIG: 0xac,
  OP_CHECKMULTISIG: 0xae,
  OP_0: 0,
  OP_TRUE: 0x51,
};

/** The bytes of a script written as words and pushes. */
export const script = (text: string): Uint8Array =>
  Uint8Array.from(
    text.split(' ').flatMap((word) => {
      const number = /^OP_(\d+)$/.exec(word)?.[1];
      if (number !== undefined && number !== '0') return [0x50 + Number(number)];
      if (word.startsWith('OP_')) return [words[word] ?? assert.fail(`unknown ${word}`)];
      const bytes = fromHex(word);
      return [bytes.length, ...bytes];
    }),
  );

/** A signer for a raw private key, or one in wallet import format. */
export function signerOf(key: Uint8Array | string): Signer {
  const bytes = typeof key === 'string' ? createBase58check(sha256).decode(key).slice(1, 33) : key;
  return lend('secp256k1', bytes, secp256k1.getPublicKey(bytes, true)).signer;
}
