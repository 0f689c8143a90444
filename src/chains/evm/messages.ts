import { hashMessage } from 'ethers/hash';
import * as v from 'valibot';
import { fromHex, fromUtf8, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Detail, MessageFlow, Preview, Signer, Signers } from '../adapter';
import { signRecoverable } from '../recoverable';
import { digestOf, readTypedData, type TypedData } from '../typed-data';
import { danger, hasHiddenCharacters, info } from '../warnings';
import { addressOf, sameAddress } from './addresses';
import { encryptionKeyOf, keyPreview, open, openPreview, sealed, type Sealed } from './encryption';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { readSignIn, signInDetails, signInWarnings } from './siwe';
import { eip712, isForAnotherChain, previewTypedData } from './typed-data';
import { digestOfEntries, previewEntries, readEntries, type Entry } from './typed-data-v1';

type Asked = { readonly origin: string; readonly address: Address; /** Unix ms. */ readonly at: number };

/** All that is signed and shown, kept while a person reads it. `message` is hex without 0x. */
export type Subject = Asked &
  (
    | { readonly kind: 'personal'; readonly message: string }
    | { readonly kind: 'typed'; readonly data: TypedData }
    | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
    | { readonly kind: 'encryption-key' }
    | { readonly kind: 'decrypt'; readonly sealed: Sealed }
  );

export const messages: MessageFlow<EvmNetwork> = {
  preview(subject, network) {
    const asked = subjectFrom(subject);
    switch (asked.kind) {
      case 'personal':
        return personalPreview(asked, asked.message, network);
      case 'typed':
        return previewTypedData(typedFor(asked.data, network), asked.address, network);
      case 'entries':
        return previewEntries(readEntries(asked.entries), asked.address);
      case 'encryption-key':
        return keyPreview(asked.address);
      case 'decrypt':
        return openPreview(asked.sealed, asked.address);
    }
  },
  async sign(subject, network, signers) {
    const asked = subjectFrom(subject);
    const signer = signerOf(asked, signers);
    if (asked.kind === 'encryption-key') return encryptionKeyOf(signer);
    if (asked.kind === 'decrypt') return open(asked.sealed, signer);
    return `0x${toHex(await signRecoverable(hashOf(asked, network), signer))}`;
  },
  async reveal(subject, _network, signers) {
    const asked = subjectFrom(subject);
    if (asked.kind !== 'decrypt') throw new WalletError('chain/unsupported');
    return open(asked.sealed, signerOf(asked, signers));
  },
};

function signerOf({ address }: Pick<Asked, 'address'>, signers: Signers): Signer {
  const signer = signers();
  if (!sameAddress(addressOf(signer.publicKey), address)) throw new WalletError('account/unknown');
  return signer;
}

const asked = { origin: v.string(), address: v.string(), at: v.number() };
const schema = v.variant('kind', [
  v.object({ kind: v.literal('personal'), ...asked, message: v.string() }),
  v.object({ kind: v.literal('typed'), ...asked, data: v.custom<Json>((data) => typeof data === 'object' && data !== null) }),
  v.object({ kind: v.literal('encryption-key'), ...asked }),
  v.object({ kind: v.literal('decrypt'), ...asked, sealed }),
  v.object({ kind: v.literal('entries'), ...asked, entries: v.custom<Json>(Array.isArray) }),
]);

function subjectFrom(subject: Json) {
  const read = v.safeParse(schema, subject);
  if (!read.success) throw new WalletError('dapp/invalid-params');
  return read.output;
}

function hashOf(asked: Exclude<ReturnType<typeof subjectFrom>, { kind: 'encryption-key' | 'decrypt' }>, network: EvmNetwork): Uint8Array {
  switch (asked.kind) {
    case 'personal':
      return fromHex(hashMessage(fromHex(asked.message)));
    case 'typed':
      return digestOf(typedFor(asked.data, network), eip712);
    case 'entries':
      return digestOfEntries(readEntries(asked.entries));
  }
}

// The network may have changed since the page asked.
function typedFor(data: Json, network: EvmNetwork): TypedData {
  const typed = readTypedData(data, eip712);
  if (isForAnotherChain(typed, network)) throw new WalletError('dapp/invalid-params');
  return typed;
}

function personalPreview({ origin, address, at }: Asked, message: string, network: EvmNetwork): Preview {
  const bytes = fromHex(message);
  const text = textOf(bytes);
  const signer: Detail = { label: 'signer', value: { kind: 'address', address } };
  const hex: Detail = { label: 'message-hex', value: { kind: 'bytes', hex: message } };
  if (text === undefined) {
    return { title: 'sign-message', changes: [], details: [signer, hex], warnings: [bytes.length === 32 ? danger('hash-like-message') : info('not-decoded')] };
  }
  const shown: Detail = { label: 'message', value: { kind: 'text', text } };
  const warnings = hasHiddenCharacters(text) ? [info('control-characters')] : [];
  const signIn = readSignIn(text);
  if (signIn === undefined || signIn === 'malformed') {
    // What pretends to be a sign-in and cannot be checked as one may be meant for another site.
    const near = signIn === 'malformed' || /sign in with your ethereum account/i.test(text);
    return { title: 'sign-message', changes: [], details: [signer, shown, hex], warnings: near ? [...warnings, danger('domain-mismatch')] : warnings };
  }
  return {
    title: 'sign-in',
    changes: [],
    details: [...signInDetails(signIn, network), shown, hex],
    warnings: [...warnings, ...signInWarnings(signIn, { origin, signer: address, chainId: chainIdOf(network), at })],
  };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = fromUtf8(bytes);
    // Random bytes are rarely UTF-8; when they are, they hold controls.
    return bytes.length === 32 && hasHiddenCharacters(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
