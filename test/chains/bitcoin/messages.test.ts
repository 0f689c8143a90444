import { secp256k1 } from '@noble/curves/secp256k1.js';
import { expect, test } from 'vitest';
import { messages } from '../../../src/chains/bitcoin/messages';
import { legacyHash } from '../../../src/chains/bitcoin/signed-message';
import { fromBase64, toHex, utf8 } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import { person, regtest } from './world';

const owner = person(1);
const address = owner.address(regtest);
const subject = (message: string, protocol = 'ECDSA'): Json => ({ type: 'message', address, message, protocol });
const codes = (message: string) => messages.preview(subject(message), regtest).warnings.map(({ level, code }) => `${level} ${code}`);

test.each(['', 'Hello World', '測試 😀', 'x'.repeat(252), 'x'.repeat(253), 'x'.repeat(70_000)])(
  'an ECDSA signature names its key and its kind of address (BIP-137): %#',
  async (message) => {
    const answer = (await messages.sign(subject(message), regtest, owner.signers)) as { readonly signature: string; readonly messageHash: string };
    const [header = 0, ...rest] = fromBase64(answer.signature);
    expect(rest).toHaveLength(64);
    expect(header).toBeGreaterThanOrEqual(39);
    expect(header).toBeLessThanOrEqual(42);
    const hash = legacyHash(utf8(message));
    expect(answer.messageHash).toBe(toHex(hash));
    const recovered = secp256k1.Signature.fromBytes(Uint8Array.from([header - 39, ...rest]), 'recovered')
      .recoverPublicKey(hash)
      .toBytes(true);
    expect(toHex(recovered)).toBe(toHex(owner.signer.publicKey));
  },
);

test('shows the text itself and warns of what cannot be read', () => {
  expect(messages.preview(subject('Sign in to example.org'), regtest)).toMatchObject({
    title: 'sign-message',
    changes: [],
    warnings: [],
    details: [
      { label: 'message', value: { text: 'Sign in to example.org' } },
      { label: 'signer', value: { address } },
      { label: 'type', value: { text: 'ECDSA' } },
    ],
  });
  expect(codes('one\ntwo\tthree')).toEqual([]);
  expect(codes('pay \u202Eecila')).toEqual(['info control-characters']);
  expect(codes('\u0000')).toEqual(['info control-characters']);
  expect(codes('ab'.repeat(32))).toEqual(['danger hash-like-message']);
});

test('refuses a text that is shown as one thing and signed as another, one without an end, and another signer', async () => {
  for (const message of ['\uD800', 'x'.repeat(100_001)]) expect(() => messages.preview(subject(message), regtest)).toThrow('transaction/invalid');
  await expect(messages.sign(subject('\uDC00'), regtest, owner.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
  await expect(messages.sign(subject('hello'), regtest, person(2).signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
  for (const odd of [null, [], {}, { type: 'message' }, { type: 'toString' }, { ...(subject('x') as object), protocol: 'constructor' }]) {
    expect(() => messages.preview(odd as Json, regtest)).toThrow('transaction/invalid');
  }
});
