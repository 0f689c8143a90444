import { hashMessage } from 'ethers/hash';
import { keccak_256 } from '@noble/hashes/sha3.js';
import * as v from 'valibot';
import { fromHex, toHex } from '../../core/bytes';
import type { ChainId } from '../../core/caip';
import type { Json } from '../../core/json';
import type { ChainAdapter, PageContext, PageMethod, Question } from '../adapter';
import { refusals } from '../refusals';
import { recoverKey } from '../recoverable';
import { chainIdText, readChain } from './add-chain';
import { addressOf } from './addresses';
import { calls } from './calls';
import { evm } from './family';
import { filters } from './filters';
import type { EvmNetwork } from './networks';
import { askDecrypt, askEncryptionKey, askEntries, askPersonal, askTransaction, askTyped, askTypedV3, askUnversioned, messageBytes } from './questions';
import { reads } from './reads';
import { dataText } from './request';
import { readAsset } from './watch-asset';

type Context = PageContext<EvmNetwork>;

const { failure, read } = refusals(evm);

/** EIP-1193's methods, as the sites call them. What is not here does not exist: `eth_sign` is one of those. */
export const page: ChainAdapter<EvmNetwork>['page'] = {
  ...reads,
  ...filters,
  ...calls,
  eth_chainId: { access: 'public', handle: ({ network }) => evm.facts.eth_chainId(network) },
  net_version: { access: 'public', handle: ({ network }) => evm.facts.net_version(network) },
  web3_clientVersion: { access: 'public', handle: () => evm.facts.web3_clientVersion() },
  web3_sha3: { access: 'public', handle: (_context, params) => `0x${toHex(keccak_256(fromHex(read(v.strictTuple([hashable]), params)[0])))}` },

  eth_accounts: { access: 'public', handle: addressesOf },
  eth_coinbase: { access: 'public', handle: ({ accounts }) => accounts[0]?.address ?? null },
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
  wallet_watchAsset: { access: 'token', token: readAsset },
  wallet_addEthereumChain: { access: 'add', network: readChain },
  wallet_switchEthereumChain: { access: 'switch', network: (params) => `eip155:${BigInt(read(switchParams, params)[0].chainId)}` satisfies ChainId },

  personal_sign: asking(askPersonal),
  personal_ecRecover: { access: 'public', handle: (_context, params) => recoverPersonal(params) },
  eth_signTypedData: asking(askUnversioned),
  eth_signTypedData_v1: asking(askEntries),
  eth_signTypedData_v3: asking(askTypedV3),
  eth_signTypedData_v4: asking(askTyped),
  eth_getEncryptionPublicKey: asking(askEncryptionKey),
  eth_decrypt: asking(askDecrypt),
  eth_sendTransaction: asking(askTransaction),
};

// EIP-1474 data; larger inputs are nothing a page cannot hash itself.
const hashable = v.pipe(dataText, v.maxLength(200_000));

const signatureText = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{128}(?:00|01|1[bB]|1[cC])$/));
const switchParams = v.strictTuple([v.strictObject({ chainId: chainIdText })]);

/** As EIP-55 spells them, though other wallets answer in lower case: EIP-4361 wants this spelling, and sites put what they were told into a sign-in. */
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

function asking(question: (context: Context, params: Json) => Question): PageMethod<EvmNetwork> {
  return { access: 'approval', ask: async (context, params) => question(context, params) };
}

/** Who signed a message with `personal_sign`: a sum that anybody can do. */
function recoverPersonal(params: Json): Json {
  const [message, signature] = read(v.strictTuple([v.pipe(v.string(), v.maxLength(200_000)), signatureText]), params);
  try {
    return addressOf(recoverKey(fromHex(hashMessage(messageBytes(message))), fromHex(signature))).toLowerCase();
  } catch {
    throw failure('invalid-params', 'Nobody can have made this signature.');
  }
}
