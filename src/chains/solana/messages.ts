import { VersionedMessage } from '@solana/web3.js';
import * as v from 'valibot';
import type { Detail, MessageFlow, Preview, Warning } from '../adapter';
import { danger, hasHiddenCharacters, info } from '../warnings';
import { fromBase64, fromUtf8, toBase64, toHex, utf8 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { SolanaNetwork } from './networks';
import { describe } from './preview';
import { claimedDomain, isHostOf, signInFields, signInText, signInWarnings, type SignInFields } from './sign-in';
import { signBytes, signWith } from './signature';
import { decodeBase64 } from './transaction';

const asked = { address: v.string(), origin: v.string() };

/** What a site wants signed without the wallet sending anything. Bytes are base64. */
export type Subject = v.InferOutput<typeof subjectSchema>;
const subjectSchema = v.variant('type', [
  v.strictObject({ type: v.literal('message'), ...asked, message: v.string() }),
  v.strictObject({ type: v.literal('transactions'), ...asked, transactions: v.array(v.string()) }),
  v.strictObject({ type: v.literal('sign-in'), ...asked, input: signInFields }),
]);

export const messages: MessageFlow<SolanaNetwork> = {
  preview(json, network) {
    const subject = read(json);
    switch (subject.type) {
      case 'message':
        return previewMessage(fromBase64(subject.message), subject.origin);
      case 'transactions':
        return describe(subject.transactions.map(decodeBase64), { chain: network.id, owner: subject.address }, 'sign-transaction');
      case 'sign-in':
        return previewSignIn(subject.input, subject.origin, network);
    }
  },

  async sign(json, _network, signers) {
    const subject = read(json);
    const signer = signers();
    if (subject.type === 'transactions') {
      const signed: string[] = [];
      for (const transaction of subject.transactions) signed.push(toBase64(await signWith(decodeBase64(transaction), subject.address, signer)));
      return signed;
    }
    const bytes = subject.type === 'message' ? fromBase64(subject.message) : utf8(signInText(subject.input));
    if (isTransactionLike(bytes)) throw new WalletError('transaction/invalid');
    return { account: subject.address, signedMessage: toBase64(bytes), signature: toBase64(await signBytes(bytes, subject.address, signer)) };
  },
};

/**
 * Whether the bytes could be taken for something else that is signed with the same key: the message of a transaction, of any version
 * the library knows, or an off-chain message, whose first byte is 0xff so that it is neither.
 */
export function isTransactionLike(bytes: Uint8Array): boolean {
  if (offchain.every((byte, index) => bytes[index] === byte)) return true;
  if (bytes.length > largestMessage) return false;
  try {
    VersionedMessage.deserialize(bytes);
    return true;
  } catch {
    return false;
  }
}

const offchain = Uint8Array.of(0xff, ...utf8('solana offchain'));
/** Of version 1; the others are limited to 1232. */
const largestMessage = 4_096;

/** Throws `transaction/invalid`. */
function read(json: unknown): Subject {
  const subject = v.safeParse(subjectSchema, json);
  if (!subject.success) throw new WalletError('transaction/invalid');
  return subject.output;
}

function previewMessage(bytes: Uint8Array, origin: string): Preview {
  const details: Detail[] = [];
  const warnings: Warning[] = [];
  try {
    const text = fromUtf8(bytes);
    details.push({ label: 'message', value: { kind: 'text', text } });
    const domain = claimedDomain(text);
    if (domain !== undefined && !isHostOf(domain, origin)) warnings.push(danger('domain-mismatch'));
    if (hasHiddenCharacters(text)) {
      warnings.push(info('control-characters'));
      details.push({ label: 'message-hex', value: { kind: 'bytes', hex: toHex(bytes) } });
    }
  } catch {
    details.push({ label: 'message-hex', value: { kind: 'bytes', hex: toHex(bytes) } });
    warnings.push(danger(bytes.length === 32 ? 'hash-like-message' : 'blind-signing'));
  }
  return { title: 'sign-message', changes: [], details, warnings };
}

function previewSignIn(input: SignInFields, origin: string, network: SolanaNetwork): Preview {
  const row = (label: Detail['label'], text: string | undefined): readonly Detail[] => (text ? [{ label, value: { kind: 'text', text } }] : []);
  return {
    title: 'sign-in',
    changes: [],
    warnings: signInWarnings(input, origin, network),
    details: [
      ...row('domain', input.domain),
      { label: 'from', value: { kind: 'address', address: input.address } },
      ...row('statement', input.statement),
      ...row('uri', input.uri),
      ...row('chain', input.chainId),
      ...row('nonce', input.nonce),
      ...row('issued-at', input.issuedAt),
      ...row('expires-at', input.expirationTime),
      ...row('message', signInText(input)),
    ],
  };
}
