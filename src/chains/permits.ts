import type { Json } from '../core/json';
import type { Warning } from './adapter';
import { leavesOf, type Dialect, type Leaf, type TypedData } from './typed-data';
import { allowanceWarnings, danger, info, isUnlimited } from './warnings';

/**
 * What signing typed data lets others do. Contracts compare the hash of the type, so a drainer cannot rename what it wants to be accepted:
 * the name of the primary type decides, and everything else errs towards a warning.
 */
export function permitWarnings(data: TypedData, dialect: Dialect): readonly Warning[] {
  const leaves = leavesOf(data, dialect);
  if (Object.hasOwn(known, data.primaryType)) return known[data.primaryType]!(leaves);
  return isOpaque(leaves) ? [danger('blind-signing')] : [];
}

/** Judges by the values that are signed: a message may hold others, which mean nothing. */
type Judge = (leaves: readonly Leaf[]) => readonly Warning[];

/** Moves, or lets somebody move, whatever it names: once, without another question. */
const moves: Judge = () => [danger('token-allowance')];

const known: Readonly<Record<string, Judge>> = {
  EIP712Domain: () => [danger('blind-signing')],
  // EIP-2612, and DAI's older one: a bool for all or nothing.
  Permit: (leaves) => {
    const allowed = signed(leaves, 'allowed');
    if (allowed === undefined) return allowanceWarnings(amount(signed(leaves, 'value')));
    return allowed === false ? [] : [danger('unlimited-approval')];
  },
  PermitForAll: () => [danger('approval-for-all')],
  // Permit2: one approval of its contract stands for all tokens, so a batch or a transfer is never small.
  PermitSingle: (leaves) => [
    leaves.some(({ path, value }) => path === 'details.amount' && !isUnlimited(amount(value))) ? info('token-allowance') : danger('unlimited-approval'),
  ],
  PermitBatch: (leaves) => [
    danger(leaves.some(({ path, value }) => path.endsWith('.amount') && isUnlimited(amount(value))) ? 'unlimited-approval' : 'token-allowance'),
  ],
  PermitTransferFrom: moves,
  PermitBatchTransferFrom: moves,
  PermitWitnessTransferFrom: moves,
  PermitBatchWitnessTransferFrom: moves,
  // ERC-3009.
  TransferWithAuthorization: moves,
  ReceiveWithAuthorization: moves,
  // Marketplaces: what is offered can be taken for what is asked, and prices are not in the data.
  OrderComponents: moves,
  BulkOrder: moves,
  Order: moves,
  MetaTransaction: () => [danger('blind-signing')],
  // ERC-4337 and Safe: a whole transaction in a signature. A delegatecall (1) gives the contract away.
  UserOperation: () => [danger('blind-signing')],
  PackedUserOperation: () => [danger('blind-signing')],
  SafeTx: (leaves) => [danger(amount(signed(leaves, 'operation')) === 0n ? 'blind-signing' : 'permission-change')],
};

const signed = (leaves: readonly Leaf[], name: string): Json | undefined => leaves.find(({ path }) => path === name)?.value;

// The values were encoded as integers before anyone asks; what is not one is the most there can be.
function amount(value: Json | undefined): bigint {
  try {
    return BigInt(value as string | number);
  } catch {
    return 2n ** 256n - 1n;
  }
}

/** Nothing but hashes: what is agreed to is somewhere else (bulk orders under a Merkle root). */
const isOpaque = (leaves: readonly Leaf[]): boolean => leaves.length > 0 && leaves.every(({ type }) => type === 'bytes32' || type === 'bytes');
