import { base58 } from '@scure/base';
import * as v from 'valibot';
import type { ChainContext, Signed, TransactionFlow, TxStatus } from '../adapter';
import { fromBase64 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { SolanaNetwork } from './networks';
import { systemProgram } from './programs/system';
import { ask, confirmed, height, inContext, readAccount, transactionError, u64 } from './node';
import { sendOptions, type SendOptions } from './requests';
import type { Transaction } from './transaction';

/** What makes the transaction impossible later: a height, or a durable nonce that has another value. And how a page wants it sent. */
export function validityOf(
  { instructions: [first], blockhash }: Transaction,
  { lastValidBlockHeight, options }: { readonly lastValidBlockHeight: number; readonly options?: SendOptions },
): Validity {
  const nonce = first?.program === systemProgram && first.data[0] === 4 ? first.accounts[0] : undefined;
  return { ...(nonce === undefined ? { lastValidBlockHeight } : { nonce, value: blockhash }), ...(options && { options }) };
}

export const optionsOf = (signed: Signed): SendOptions => v.parse(validity, signed.validity).options ?? {};

/**
 * Waits until the transaction is in a block with this commitment, as a page asked for, but not for ever: a minute is what a blockhash lives for.
 * How it ended is not said here; the page has the signature and can look.
 */
export async function reached(context: ChainContext, id: string, commitment: Commitment): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    if (turn > 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
    const answer = await ask(context, statuses, 'getSignatureStatuses', [id]).catch(() => undefined);
    const status = answer?.value[0];
    if (status && levels.indexOf(status.confirmationStatus ?? 'processed') >= levels.indexOf(commitment)) return;
  }
}

export const track: TransactionFlow<SolanaNetwork, never>['track'] = async (context, signed) => {
  const found = await statusOf(context, signed.id);
  if (found) return found;
  if (!(await isOver(context, signed))) return { state: 'pending' };
  // It may have been included between the two questions.
  return (await statusOf(context, signed.id)) ?? { state: 'dropped' };
};

type Validity = v.InferOutput<typeof validity>;
const options = v.exactOptional(sendOptions);
const validity = v.union([v.object({ lastValidBlockHeight: height, options }), v.object({ nonce: v.string(), value: v.string(), options })]);

const levels = ['processed', 'confirmed', 'finalized'] as const;
type Commitment = (typeof levels)[number];

const statuses = inContext(
  v.strictTuple([
    v.nullable(
      v.object({
        slot: height,
        confirmations: v.nullable(height),
        err: transactionError,
        confirmationStatus: v.nullish(v.picklist(levels)),
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
