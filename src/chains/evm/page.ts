import { keccak_256 } from '@noble/hashes/sha3.js';
import * as v from 'valibot';
import { fromHex, toHex, utf8 } from '../../core/bytes';
import type { ChainId } from '../../core/caip';
import type { Json } from '../../core/json';
import type { Address, ChainAdapter, PageContext, Question } from '../adapter';
import { refusals } from '../refusals';
import { readTypedData, type TypedData } from '../typed-data';
import { chainIdText, readChain } from './add-chain';
import { checksummed } from './addresses';
import { evm } from './family';
import type { Subject } from './messages';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { reads } from './reads';
import { addressText, dataText, readRequest } from './request';
import { eip712, isForAnotherChain } from './typed-data';

type Context = PageContext<EvmNetwork>;

const { failure, read } = refusals(evm);

/** EIP-1193's methods, as the sites call them. What is not here does not exist: `eth_sign` is one of those. */
export const page: ChainAdapter<EvmNetwork>['page'] = {
  ...reads,
  eth_chainId: { access: 'public', handle: ({ network }) => evm.facts.eth_chainId(network) },
  net_version: { access: 'public', handle: ({ network }) => evm.facts.net_version(network) },
  web3_clientVersion: { access: 'public', handle: () => evm.facts.web3_clientVersion() },
  web3_sha3: { access: 'public', handle: (_context, params) => `0x${toHex(keccak_256(fromHex(read(v.strictTuple([hashable]), params)[0])))}` },

  eth_accounts: { access: 'public', handle: addressesOf },
  eth_requestAccounts: { access: 'connect', answer: addressesOf },
  wallet_getPermissions: { access: 'public', handle: permissionsOf },
  wallet_requestPermissions: { access: 'connect', check: checkPermissions, answer: permissionsOf },
  wallet_revokePermissions: {
    access: 'disconnect',
    answer(_context, params) {
      checkPermissions(params);
      return null;
    },
  },
  wallet_addEthereumChain: { access: 'add', network: readChain },
  wallet_switchEthereumChain: { access: 'switch', network: (params) => `eip155:${BigInt(read(switchParams, params)[0].chainId)}` satisfies ChainId },

  personal_sign: { access: 'approval', ask: async (context, params) => askPersonal(context, params) },
  eth_signTypedData_v4: { access: 'approval', ask: async (context, params) => askTyped(context, params) },
  eth_sendTransaction: { access: 'approval', ask: async (context, params) => askTransaction(context, params) },
};

// EIP-1474 data; larger inputs are nothing a page cannot hash itself.
const hashable = v.pipe(dataText, v.maxLength(200_000));

const switchParams = v.strictTuple([v.strictObject({ chainId: chainIdText })]);

function addressesOf({ accounts }: Context): Json {
  return accounts.map(({ address }) => address);
}

/** EIP-2255. */
function permissionsOf({ origin, accounts }: Context): Json {
  if (accounts.length === 0) return [];
  const caveats = [{ type: 'restrictReturnedAccounts', value: accounts.map(({ address }) => address) }];
  return [{ invoker: origin, parentCapability: 'eth_accounts', caveats }];
}

function checkPermissions(params: Json): void {
  read(v.strictTuple([v.strictObject({ eth_accounts: v.looseObject({}) })]), params);
}

function askTransaction(context: Context, params: Json): Question {
  const [asked] = read(v.strictTuple([v.unknown()]), params);
  const request = readRequest(asked, chainIdOf(context.network));
  if (!request) throw failure('invalid-params', 'Invalid transaction.');
  const from = permitted(context, request.from);
  return { type: 'transaction', intent: { type: 'request', from, method: 'eth_sendTransaction', params: request as Json } };
}

function askPersonal(context: Context, params: Json): Question {
  const [first, second] = read(v.tuple([v.pipe(v.string(), v.maxLength(200_000)), v.pipe(v.string(), v.maxLength(200_000))]), params);
  // The order of `eth_sign` is what some sites send; where both are addresses, the first is the message.
  const swapped = !looksLikeAddress(second) && looksLikeAddress(first);
  const [message, account] = swapped ? [second, first] : [first, second];
  const address = permitted(context, read(addressText, account));
  return sign(context, address, { kind: 'personal', message: toHex(messageBytes(message)) });
}

function askTyped(context: Context, params: Json): Question {
  const [account, payload] = read(v.strictTuple([addressText, v.union([v.string(), v.looseObject({})])]), params);
  const data = typedDataFrom(payload as Json);
  if (isForAnotherChain(data, context.network))
    throw failure('invalid-params', `The chainId of the domain must be the active one, ${chainIdOf(context.network)}.`);
  return sign(context, permitted(context, account), { kind: 'typed', data });
}

type Message = { readonly kind: 'personal'; readonly message: string } | { readonly kind: 'typed'; readonly data: TypedData };

function sign({ origin, now }: Context, address: Address, message: Message): Question {
  const subject: Subject = { origin, address, at: now(), ...message };
  return { type: 'sign', from: address, subject };
}

function typedDataFrom(payload: Json): TypedData {
  try {
    return readTypedData(payload, eip712);
  } catch {
    throw failure('invalid-params', 'Invalid typed data.');
  }
}

/** Whole bytes in hex are those bytes; everything else, `0xzz` and `0x123` too, is text. */
const messageBytes = (message: string): Uint8Array => (/^0x(?:[0-9a-fA-F]{2})*$/.test(message) ? fromHex(message) : utf8(message));

const looksLikeAddress = (text: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(text);

/** The account, if this origin may use it. Throws 4100. */
function permitted({ accounts }: Context, address: Address): Address {
  const wanted = checksummed(address);
  if (!accounts.some((account) => account.address === wanted)) throw failure('unauthorized', 'The account is not authorised for this site.');
  return wanted;
}
