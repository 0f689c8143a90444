import { base58 } from '@scure/base';
import * as v from 'valibot';
import type { ChainContext, Signed, TransactionFlow, TxStatus } from '../adapter';
import { fromBase64 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { SolanaNetwork } from './networks';
import { systemProgram } from './programs/system';
import { ask, confirmed, height, inContext, readAccount, transactionError, u64 } from './node';
import type { Transaction } from './transaction';

/** What makes the transaction impossible later: a height, or a durable nonce that has another value. */
export function validityOf({ instructions: [first], blockhash }: Transaction, lastValidBlockHeight: number): Validity {
  const nonce = first?.program === systemProgram && first.data[0] === 4 ? first.accounts[0] : undefined;
  return nonce === undefined ? { lastValidBlockHeight } : { nonce, value: blockhash };
}

export const track: TransactionFlow<SolanaNetwork, never>['track'] = async (context, signed) => {
  const found = await statusOf(context, signed.id);
  if (found) return found;
  if (!(await isOver(context, signed))) return { state: 'pending' };
  // It may have been included between the two questions.
  return (await statusOf(context, signed.id)) ?? { state: 'dropped' };
};

type Validity = v.InferOutput<typeof validity>;
const validity = v.union([v.object({ lastValidBlockHeight: height }), v.object({ nonce: v.string(), value: v.string() })]);

const statuses = inContext(
  v.strictTuple([
    v.nullable(
      v.object({
        slot: height,
        confirmations: v.nullable(height),
        err: transactionError,
        confirmationStatus: v.nullish(v.picklist(['processed', 'confirmed', 'finalized'])),
      }),
    ),
  ]),
);

/** Where a cluster roots a block, it is 31 blocks under the newest. */
const finalDepth = 32;

async function statusOf(context: ChainContext, id: string): Promise<TxStatus | undefined> {
  const {
    value: [status],
  } = await ask(context, statuses, 'getSignatureStatuses', [id], { searchTransactionHistory: true });
  if (!status) return undefined;
  // One block has it, and no vote yet: a fork may still lose it.
  if (status.confirmationStatus === 'processed') return { state: 'pending' };
  const final = status.confirmationStatus === 'finalized' || status.confirmations === null;
  const fee = await feePaid(context, id);
  return {
    state: status.err === null ? 'confirmed' : 'failed',
    block: status.slot,
    final,
    confirmations: final ? finalDepth : (status.confirmations ?? 1),
    ...(fee !== undefined && { fee }),
  };
}

/** A node may know the status and have lost the rest. */
async function feePaid(context: ChainContext, id: string): Promise<bigint | undefined> {
  const schema = v.nullable(v.object({ meta: v.nullable(v.object({ fee: u64 })) }));
  try {
    const landed = await ask(context, schema, 'getTransaction', id, { ...confirmed, encoding: 'base64', maxSupportedTransactionVersion: 0 });
    return landed?.meta?.fee;
  } catch (error) {
    if (error instanceof WalletError) return undefined;
    throw error;
  }
}

/** Judged by what is final, so that no fork can bring the transaction back. */
async function isOver(context: ChainContext, signed: Signed): Promise<boolean> {
  const until = v.parse(validity, signed.validity);
  if ('lastValidBlockHeight' in until) return (await ask(context, height, 'getBlockHeight', { commitment: 'finalized' })) > until.lastValidBlockHeight;
  // solana-nonce: version and state (8 bytes), authority (32), then the value.
  const account = await readAccount(context, until.nonce, { offset: 40, length: 32 });
  return account === null || base58.encode(fromBase64(account.data[0])) !== until.value;
}
