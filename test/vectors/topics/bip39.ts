import { base58check } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2.js';
import assert from 'node:assert/strict';
import { toHex, fromHex } from '../../../src/core/bytes';
import { derive } from '../../../src/keyring/derive';
import { check, normalise, toPhrase, toSeed } from '../../../src/keyring/mnemonic';
import { wordlists, type Language } from '../../../src/keyring/wordlists';
import type { Case, Topic } from '../topic';

type Sentence = Case & {
  readonly language: string;
  readonly entropy: string;
  readonly mnemonic: string;
  readonly passphrase: string;
  readonly seed: string;
  readonly xprv?: string;
};

async function sentence(vector: Case): Promise<void> {
  const { language, entropy, mnemonic, passphrase, seed, xprv } = vector as Sentence;
  const derived = await toSeed(mnemonic, passphrase);
  assert.equal(toHex(derived), seed);
  if (xprv !== undefined) assert.equal(toHex(derive(derived, 'm', 'secp256k1').privateKey), toHex(base58check(sha256).decode(xprv).subarray(46)));
  // Some sources have lists that BIP-39 does not: their sentences have seeds, but are no phrases to this wallet.
  if (!Object.hasOwn(wordlists, language)) return;
  assert.equal((await toPhrase(fromHex(entropy), language as Language)).normalize('NFKD'), mnemonic.normalize('NFKD'));
  assert.deepEqual(await check(mnemonic), { ok: true });
}

export const topic: Topic = {
  groups: {
    'trezor/': sentence,
    'bip32JP/': sentence,
    'ethers/': sentence,
    invalid: async ({ mnemonic }) => assert.equal((await check(mnemonic as string)).ok, false),
    'ui-normalise': ({ input, normalised }) => assert.equal(normalise(input as string), normalised),
  },
};
