import type { PageFailure } from '../chains/family';
import { familyOf, type FamilyId } from '../chains/registry';
import { NodeError, PageError, WalletError, type ErrorCode } from '../core/errors';
import type { Json } from '../core/json';

/** A refusal in the numbers of the family's standard. The words are for developers and hold nothing of the user's. */
export const failure = (family: FamilyId, kind: PageFailure): PageError => new PageError(familyOf(family).pageErrors[kind], words[kind]);

export type Refusal = { readonly code: number; readonly message: string; readonly data?: Json };

/** What a page is told of anything that went wrong. Only a family's own words and a node's cross; of our own errors, a number. */
export function refusalOf(family: FamilyId, error: unknown): Refusal {
  if (error instanceof PageError) return refusal(error.code, error.message, error.data);
  if (error instanceof NodeError) return refusal(nodeCode(family, error.code), error.message, error.data);
  const { code, message } = failure(family, error instanceof WalletError ? (kinds[error.code] ?? 'internal') : 'internal');
  return { code, message };
}

const words: Readonly<Record<PageFailure, string>> = {
  // Adapters of Solana dApps look for this very sentence.
  rejected: 'User rejected the request.',
  unauthorized: 'The requested method or account has not been authorized by the user.',
  unsupported: 'The wallet does not support the requested method.',
  disconnected: 'The wallet was interrupted, or there is none yet. Try again.',
  'chain-disconnected': 'The wallet is disconnected from the requested chain. Try again.',
  'invalid-request': 'The request is not valid.',
  'invalid-params': 'The params of the request are not valid.',
  busy: 'A request of this kind is already waiting for the user.',
  limit: 'Too many requests. Try again later.',
  'unknown-network': 'Unrecognized chain ID. Try adding the chain using wallet_addEthereumChain first.',
  'transaction-rejected': 'The transaction was rejected.',
  internal: 'The wallet could not answer.',
};

const kinds: Readonly<Partial<Record<ErrorCode, PageFailure>>> = {
  'approval/rejected': 'rejected',
  'approval/changed': 'rejected',
  'approval/expired': 'rejected',
  'approval/gone': 'rejected',
  // Locking while a question is open is a way to say no.
  'vault/locked': 'rejected',
  'approval/interrupted': 'disconnected',
  'rpc/disconnected': 'disconnected',
  'vault/absent': 'disconnected',
  'network/unreachable': 'chain-disconnected',
  'network/disabled': 'chain-disconnected',
  'network/wrong-chain': 'chain-disconnected',
  'network/unknown': 'unknown-network',
  'network/too-many': 'limit',
  'dapp/unauthorized': 'unauthorized',
  'account/unknown': 'unauthorized',
  'dapp/unknown-method': 'unsupported',
  'chain/unsupported': 'unsupported',
  'dapp/busy': 'busy',
  'dapp/invalid-params': 'invalid-params',
  'address/invalid': 'invalid-params',
  'address/checksum': 'invalid-params',
  'address/wrong-network': 'invalid-params',
  'address/other-family': 'invalid-params',
  'address/not-payable': 'invalid-params',
  'amount/invalid': 'invalid-params',
  'amount/too-precise': 'invalid-params',
  'amount/zero': 'invalid-params',
  'transaction/invalid': 'invalid-params',
  'amount/dust': 'transaction-rejected',
  'amount/insufficient': 'transaction-rejected',
  'amount/rent': 'transaction-rejected',
  'fee/insufficient': 'transaction-rejected',
  'fee/too-high': 'transaction-rejected',
  'draft/expired': 'transaction-rejected',
  'transaction/rejected': 'transaction-rejected',
  'transaction/would-fail': 'transaction-rejected',
};

/** A node speaks JSON-RPC's numbers, and 3 for a revert (geth). An HTTP status, or what only the wallet can say ("the user said no"), is not its to say. */
function nodeCode(family: FamilyId, code: number): number {
  const { rejected, unauthorized, disconnected, busy, internal, ...own } = familyOf(family).pageErrors;
  const ours = [rejected, unauthorized, disconnected, busy, own['chain-disconnected'], own['unknown-network']].includes(code);
  return Number.isSafeInteger(code) && !ours && (code === 3 || (code < 0 && code >= -32_768)) ? code : internal;
}

const longestMessage = 500;
const longestData = 100_000;

function refusal(code: number, message: string, data: unknown): Refusal {
  // Control and bidirectional characters have no business in an error, and a console shows them.
  const clean = message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, longestMessage);
  const text = data === undefined ? undefined : written(data);
  return { code, message: clean, ...(text !== undefined && text.length <= longestData ? { data: JSON.parse(text) as Json } : {}) };
}

function written(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}
