import { keccak_256 } from '@noble/hashes/sha3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { concat, fromHex, toHex, utf8 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, MessageFlow, Preview } from '../adapter';
import { digestOf, readTypedData, type TypedData } from '../typed-data';
import { danger, hasHiddenCharacters, info, looksLikeHash } from '../warnings';
import type { TronNetwork } from './networks';
import { previewOf } from './preview';
import { changesControl, decodeRaw } from './raw';
import { signHash } from './signature';
import { readable, textOf } from './text';
import { previewTypedData, tip712 } from './typed-data';

/** What a site asks to have signed, checked by the page methods that make it. Bytes are hex. */
export type Subject =
  | { readonly type: 'message'; readonly address: Address; readonly version: 1 | 2; readonly message: string }
  | { readonly type: 'transaction'; readonly address: Address; readonly raw: string }
  | { readonly type: 'typed-data'; readonly address: Address; readonly data: Json };

export const messages: MessageFlow<TronNetwork> = {
  preview(json, network) {
    const subject = subjectFrom(json);
    switch (subject.type) {
      case 'message':
        return previewMessage(subject);
      case 'typed-data':
        return previewTypedData(typedFrom(subject.data), subject.address, network);
      case 'transaction': {
        const transaction = decodeRaw(fromHex(subject.raw));
        if (transaction.owner !== subject.address || changesControl(transaction)) throw new WalletError('transaction/invalid');
        return previewOf(transaction, network);
      }
    }
  },

  /** 65 bytes as hex: with `0x` for messages and typed data, without for a transaction's `signature` list. */
  async sign(json, network, signers): Promise<Json> {
    const subject = subjectFrom(json);
    // Nothing is signed that cannot be shown.
    messages.preview(json, network);
    const signature = toHex(await signHash(hashOf(subject), subject.address, signers()));
    return subject.type === 'transaction' ? signature : `0x${signature}`;
  },
};

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/));
const schema = v.variant('type', [
  v.strictObject({ type: v.literal('message'), address: v.string(), version: v.picklist([1, 2]), message: hex }),
  v.strictObject({ type: v.literal('transaction'), address: v.string(), raw: hex }),
  v.strictObject({ type: v.literal('typed-data'), address: v.string(), data: v.custom<Json>((data) => typeof data === 'object' && data !== null) }),
]);

/** A subject comes out of storage. Throws `transaction/invalid`. */
function subjectFrom(json: Json): Subject {
  const read = v.safeParse(schema, json);
  if (!read.success) throw new WalletError('transaction/invalid');
  return read.output;
}

function typedFrom(data: Json): TypedData {
  try {
    return readTypedData(data, tip712);
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
}

function hashOf(subject: Subject): Uint8Array {
  switch (subject.type) {
    case 'message':
      return messageHash(fromHex(subject.message), subject.version);
    case 'typed-data':
      return digestOf(typedFrom(subject.data), tip712);
    case 'transaction':
      return sha256(fromHex(subject.raw));
  }
}

/**
 * Version 2 is TIP-191. Version 1 (`trx.sign` of hex) writes 32 whatever the length is; since that makes one signature stand for two
 * messages, it is only for 32 bytes, where both versions are the same.
 */
export function messageHash(message: Uint8Array, version: 1 | 2): Uint8Array {
  if (version === 1 && message.length !== 32) throw new WalletError('transaction/invalid');
  return keccak_256(concat(utf8(`\x19TRON Signed Message:\n${message.length}`), message));
}

function previewMessage({ message, address }: Extract<Subject, { type: 'message' }>): Preview {
  const bytes = fromHex(message);
  const text = textOf(bytes);
  return {
    title: 'sign-message',
    changes: [],
    details: [
      { label: 'signer', value: { kind: 'address', address } },
      { label: text === undefined ? 'message-hex' : 'message', value: readable(bytes) },
    ],
    warnings: [
      ...(text === undefined || looksLikeHash(text) ? [danger(bytes.length === 32 || text ? 'hash-like-message' : 'blind-signing')] : []),
      ...(text !== undefined && hasHiddenCharacters(text) ? [info('control-characters')] : []),
    ],
  };
}
