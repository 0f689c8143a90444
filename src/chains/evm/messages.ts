import { hashMessage } from 'ethers/hash';
import * as v from 'valibot';

import { fromHex, fromUtf8, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Detail, MessageFlow, Preview, Warning } from '../adapter';
import { addressOf, sameAddress } from './addresses';
import { danger, info } from './calldata';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { typedDataWarnings } from './permits';
import { readSignIn, signInDetails, signInWarnings } from './siwe';
import { digestOf, leavesOf, readTypedData, type Leaf, type TypedData } from './typed-data';

type Asked = { readonly origin: string; readonly address: Address; /** Unix ms. */ readonly at: number };

/** All that is signed and shown, kept while a person reads it. `message` is hex without 0x. */
export type Subject = Asked & ({ readonly kind: 'personal'; readonly message: string } | { readonly kind: 'typed'; readonly data: TypedData });

export const messages: MessageFlow<EvmNetwork> = {
  preview(subject, network) {
    const asked = subjectFrom(subject);
    return asked.kind === 'personal' ? personalPreview(asked, asked.message, network) : typedPreview(asked, typedFor(asked.data, network));
  },
  async sign(subject, network, signers) {
    const asked = subjectFrom(subject);
    const hash = asked.kind === 'personal' ? fromHex(hashMessage(fromHex(asked.message))) : digestOf(typedFor(asked.data, network));
    const signer = signers();
    if (!sameAddress(addressOf(signer.publicKey), asked.address)) throw new WalletError('account/unknown');
    const signature = await signer.ecdsa(hash);
    return `0x${toHex(signature.slice(0, 64))}${signature[64] === 1 ? '1c' : '1b'}`;
  },
};

/** Whether typed data names the chain it is for, and names another. */
export const isForAnotherChain = ({ types, domain }: TypedData, network: EvmNetwork): boolean =>
  types['EIP712Domain']!.some(({ name }) => name === 'chainId') && BigInt(domain['chainId'] as string | number) !== chainIdOf(network);

const asked = { origin: v.string(), address: v.string(), at: v.number() };
const schema = v.variant('kind', [
  v.object({ kind: v.literal('personal'), ...asked, message: v.string() }),
  v.object({ kind: v.literal('typed'), ...asked, data: v.custom<Json>((data) => typeof data === 'object' && data !== null) }),
]);

function subjectFrom(subject: Json) {
  const read = v.safeParse(schema, subject);
  if (!read.success) throw new WalletError('dapp/invalid-params');
  return read.output;
}

// The network may have changed since the page asked.
function typedFor(data: Json, network: EvmNetwork): TypedData {
  const typed = readTypedData(data);
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
  const warnings = hidden.test(text) ? [info('control-characters')] : [];
  const signIn = readSignIn(text);
  if (signIn === undefined || signIn === 'malformed') {
    // What pretends to be a sign-in and cannot be checked as one may be meant for another site.
    const near = signIn === 'malformed' || /sign in with your ethereum account/i.test(text);
    return { title: 'sign-message', changes: [], details: [signer, shown, hex], warnings: near ? [...warnings, danger('domain-mismatch')] : warnings };
  }
  return {
    title: 'sign-in',
    changes: [],
    details: [...signInDetails(signIn), shown, hex],
    warnings: [...warnings, ...signInWarnings(signIn, { origin, signer: address, chainId: chainIdOf(network), at })],
  };
}

function typedPreview({ address }: Asked, data: TypedData): Preview {
  const leaves = leavesOf(data);
  const rows = leaves.slice(0, rowLimit).map(fieldOf);
  const rest = leaves.slice(rowLimit);
  const warnings: Warning[] = [...typedDataWarnings(data, address)];
  const values = [...data.types['EIP712Domain']!.map(({ name }) => data.domain[name]!), ...leaves.map(({ value }) => value)];
  if (rest.length > 0 || values.some((value) => typeof value === 'string' && value.length > textLimit)) warnings.push(info('not-decoded'));
  if (values.some((value) => typeof value === 'string' && hidden.test(value))) warnings.push(info('control-characters'));
  return {
    title: 'sign-typed-data',
    changes: [],
    details: [
      { label: 'signer', value: { kind: 'address', address } },
      ...data.types['EIP712Domain']!.map(({ name, type }): Detail => ({ ...fieldOf({ path: name, type, value: data.domain[name]! }), label: domainLabels[name] ?? 'field' })),
      { label: 'primary-type', value: { kind: 'text', text: data.primaryType } },
      ...rows,
      ...(rest.length === 0 ? [] : [{ label: 'field', name: rest[0]!.path, value: { kind: 'text', text: rest.map(({ value }) => String(value)).join(', ') } }] as const),
    ],
    warnings,
  };
}

/** More rows than anybody reads; the rest is one folded text. */
const rowLimit = 300;
/** The UI folds a text of this length: part of what is signed is not on the screen. */
const textLimit = 10_000;

const domainLabels: Readonly<Record<string, Detail['label']>> = { name: 'domain', chainId: 'chain', verifyingContract: 'contract' };

function fieldOf({ path, type, value }: Leaf): Detail {
  const named = { label: 'field', name: path } as const;
  if (type === 'address') return { ...named, value: { kind: 'address', address: String(value) } };
  if (type.startsWith('bytes')) return { ...named, value: { kind: 'bytes', hex: String(value).slice(2) } };
  // Integers may come as hex; people read decimals.
  return { ...named, value: { kind: 'text', text: /int\d+$/.test(type) ? BigInt(value as string | number).toString() : String(value) } };
}

/** Controls, marks that reorder text, and characters of no width: what makes a message read as another. */
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = fromUtf8(bytes);
    // Random bytes are rarely UTF-8; when they are, they hold controls.
    return bytes.length === 32 && hidden.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
