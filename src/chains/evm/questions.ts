import * as v from 'valibot';
import { fromHex, fromUtf8, toHex, utf8 } from '../../core/bytes';
import type { Json } from '../../core/json';
import type { Address, PageContext, Question } from '../adapter';
import { refusals } from '../refusals';
import { hasArrays, readTypedData, type TypedData } from '../typed-data';
import { checksummed } from './addresses';
import { sealed, type Sealed } from './encryption';
import { evm } from './family';
import type { Subject } from './messages';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { addressText, readRequest } from './request';
import { eip712, isForAnotherChain } from './typed-data';
import { readEntries, type Entry } from './typed-data-v1';

type Context = PageContext<EvmNetwork>;

const { failure, read } = refusals(evm);

export function askTransaction(context: Context, params: Json): Question {
  const [asked] = read(v.strictTuple([v.unknown()]), params);
  const request = readRequest(asked, chainIdOf(context.network));
  if (!request) throw failure('invalid-params', 'Invalid transaction.');
  const from = permitted(context, request.from);
  return { type: 'transaction', intent: { type: 'request', from, method: 'eth_sendTransaction', params: request as Json } };
}

export function askPersonal(context: Context, params: Json): Question {
  const [first, second] = read(v.tuple([v.pipe(v.string(), v.maxLength(200_000)), v.pipe(v.string(), v.maxLength(200_000))]), params);
  // The order of `eth_sign` is what some sites send; where both are addresses, the first is the message.
  const swapped = !looksLikeAddress(second) && looksLikeAddress(first);
  const [message, account] = swapped ? [second, first] : [first, second];
  const address = permitted(context, read(addressText, account));
  return sign(context, address, { kind: 'personal', message: toHex(messageBytes(message)) });
}

/** EIP-712, as v4 writes it. */
export function askTyped(context: Context, params: Json): Question {
  const [account, payload] = read(v.strictTuple([addressText, v.union([v.string(), v.looseObject({})])]), params);
  const data = readable(() => readTypedData(payload as Json, eip712));
  if (isForAnotherChain(data, context.network))
    throw failure('invalid-params', `The chainId of the domain must be the active one, ${chainIdOf(context.network)}.`);
  return sign(context, permitted(context, account), { kind: 'typed', data });
}

/** v3 is v4 without arrays; where it has a hash, it is the same. */
export function askTypedV3(context: Context, params: Json): Question {
  const question = askTyped(context, params);
  if (question.type === 'sign' && hasArrays((question.subject as unknown as { readonly data: TypedData }).data))
    throw failure('invalid-params', 'Version 3 has no arrays.');
  return question;
}

/** v1: a list of values, without a domain. */
export function askEntries(context: Context, params: Json): Question {
  const [list, account] = read(v.strictTuple([v.array(v.unknown()), addressText]), params);
  return sign(context, permitted(context, account), { kind: 'entries', entries: readable(() => readEntries(list as Json)) });
}

/** The name without a version: v1 to MetaMask, v4 to EIP-712 itself. What it is given tells which is meant. */
export function askUnversioned(context: Context, params: Json): Question {
  return Array.isArray(params) && Array.isArray(params[0]) ? askEntries(context, params) : askTyped(context, params);
}

/** A key of the account's that others can seal messages with. It is public, and tells the account. */
export function askEncryptionKey(context: Context, params: Json): Question {
  // Most wallets have it no more: what is not just the right call is answered as they do.
  const asked = v.safeParse(v.strictTuple([addressText]), params);
  if (!asked.success) throw failure('unsupported', 'Expected one account.');
  return sign(context, permitted(context, asked.output[0]), { kind: 'encryption-key' });
}

/** The sealed message is JSON, in hex or as it is. */
export function askDecrypt(context: Context, params: Json): Question {
  const [message, account] = read(v.strictTuple([v.pipe(v.string(), v.maxLength(900_000)), addressText]), params);
  const data = readable(() => JSON.parse(fromUtf8(messageBytes(message))) as Json);
  return sign(context, permitted(context, account), { kind: 'decrypt', sealed: read(sealed, data) });
}

/** The account, if this origin may use it. Throws 4100. */
export function permitted({ accounts }: Context, address: Address): Address {
  const wanted = checksummed(address);
  if (!accounts.some((account) => account.address === wanted)) throw failure('unauthorized', 'The account is not authorised for this site.');
  return wanted;
}

/** Whole bytes in hex are those bytes; everything else, `0xzz` and `0x123` too, is text. */
export const messageBytes = (message: string): Uint8Array => (/^0x(?:[0-9a-fA-F]{2})*$/.test(message) ? fromHex(message) : utf8(message));

type Message =
  | { readonly kind: 'personal'; readonly message: string }
  | { readonly kind: 'typed'; readonly data: TypedData }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'encryption-key' }
  | { readonly kind: 'decrypt'; readonly sealed: Sealed };

function sign({ origin, now }: Context, address: Address, message: Message): Question {
  const subject: Subject = { origin, address, at: now(), ...message };
  return { type: 'sign', from: address, subject };
}

function readable<T>(attempt: () => T): T {
  try {
    return attempt();
  } catch {
    throw failure('invalid-params', 'Invalid typed data.');
  }
}

const looksLikeAddress = (text: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(text);
