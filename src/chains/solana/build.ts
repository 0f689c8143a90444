import { ComputeBudgetProgram, PublicKey, SystemProgram, TransactionMessage, VersionedTransaction } from '@solana/web3.js';
import * as v from 'valibot';
import type { ChainContext, Draft, FeeOption, Intent } from '../adapter';
import { toBase64 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import { addresses } from './addresses';
import { coinOf } from './assets';
import { priceOf, requestFee, transferUnits } from './fees';
import type { SolanaNetwork } from './networks';
import { systemProgram } from './programs/system';
import { checkRecipient, checkRemainder, readEnds } from './rent';
import { requestedTransaction, sendOptions, type SendOptions } from './requests';
import { ask, confirmed, height, inContext, transactionError, type Account } from './node';
import { decodeBase64 } from './transaction';

/**
 * `transaction` is base64 of the bytes with room for the signature. `newRecipient` is what the node said, for a hint and nothing else. `options` are how a page wants it sent.
 */
export type Payload = { readonly transaction: string; readonly lastValidBlockHeight: number; readonly newRecipient?: true; readonly options?: SendOptions };

/** A blockhash lives for 150 blocks of about 400 ms. */
const lifetime = 60_000;

/** A transfer of lamports, checked and simulated. Throws as {@link import('../adapter').TransactionFlow} says. */
export async function buildTransfer(
  context: ChainContext<SolanaNetwork>,
  intent: Extract<Intent, { type: 'transfer' }>,
  fee: FeeOption,
): Promise<Draft<Payload>> {
  const chain = context.network.id;
  if (intent.asset !== coinOf(chain)) throw new WalletError('chain/unsupported');
  if (intent.amount !== 'max' && intent.amount <= 0n) throw new WalletError('amount/zero');
  const from = addresses.parse(intent.from, context.network);
  const to = addresses.parse(intent.to, context.network);
  const startedAt = context.now();
  const [ends, latest] = await Promise.all([readEnds(context, from, to), latestBlockhash(context)]);
  const lamports = amountToSend(intent.amount, fee.max.amount, ends.sender);
  checkRecipient(ends, lamports);
  checkRemainder(ends, lamports, [fee.max.amount]);

  const transaction = toBase64(transferBytes({ from, to, lamports, blockhash: latest.blockhash, price: priceOf(fee) }));
  // The node that simulates may be a slot behind the one that gave the blockhash.
  await simulate(context, transaction, { replaceRecentBlockhash: true });
  return {
    chain,
    from,
    fee,
    expiresAt: startedAt + lifetime,
    payload: { transaction, lastValidBlockHeight: latest.lastValidBlockHeight, ...(ends.recipient === null && { newRecipient: true }) },
  };
}

/** A page's own transaction, unchanged to the last byte. Throws `draft/expired` when its blockhash is gone already. */
export async function buildRequest(context: ChainContext<SolanaNetwork>, intent: Extract<Intent, { type: 'request' }>): Promise<Draft<Payload>> {
  const { bytes, options } = requestedTransaction(intent);
  const { skipPreflight, preflightCommitment, minContextSlot } = options;
  const transaction = toBase64(bytes);
  const latest = await latestBlockhash(context);
  // A simulation only spares the person a question about what cannot succeed; a page that knows better may go without.
  if (!skipPreflight)
    await simulate(context, transaction, {
      replaceRecentBlockhash: false,
      ...(preflightCommitment && { commitment: preflightCommitment }),
      ...(minContextSlot !== undefined && { minContextSlot }),
    });
  // Its blockhash is not newer than the latest, so it cannot live longer either.
  return {
    chain: context.network.id,
    from: intent.from,
    fee: requestFee(context.network.id, intent),
    payload: { transaction, lastValidBlockHeight: latest.lastValidBlockHeight, ...(Object.keys(options).length > 0 && { options }) },
  };
}

async function latestBlockhash(context: ChainContext): Promise<{ readonly blockhash: string; readonly lastValidBlockHeight: number }> {
  const schema = v.object({ blockhash: v.pipe(v.string(), v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/)), lastValidBlockHeight: height });
  return (await ask(context, inContext(schema), 'getLatestBlockhash', confirmed)).value;
}

function amountToSend(amount: bigint | 'max', fee: bigint, sender: Account): bigint {
  const balance = sender?.lamports ?? 0n;
  // Only the System program moves lamports on a signature: an account that was assigned elsewhere cannot pay.
  if (sender && sender.owner !== systemProgram) throw new WalletError('transaction/would-fail');
  if (balance <= fee) throw new WalletError('fee/insufficient');
  if (amount === 'max') return balance - fee;
  if (amount + fee > balance) throw new WalletError('amount/insufficient');
  return amount;
}

function transferBytes(transfer: {
  readonly from: string;
  readonly to: string;
  readonly lamports: bigint;
  readonly blockhash: string;
  readonly price: bigint;
}): Uint8Array {
  const payerKey = new PublicKey(transfer.from);
  const message = new TransactionMessage({
    payerKey,
    recentBlockhash: transfer.blockhash,
    instructions: [
      ComputeBudgetProgram.setComputeUnitLimit({ units: transferUnits }),
      ComputeBudgetProgram.setComputeUnitPrice({ microLamports: transfer.price }),
      SystemProgram.transfer({ fromPubkey: payerKey, toPubkey: new PublicKey(transfer.to), lamports: transfer.lamports }),
    ],
  });
  return new VersionedTransaction(message.compileToLegacyMessage()).serialize();
}

/** Throws `transaction/would-fail`. That it would succeed is only what one node says: nothing that is shown comes from here. */
async function simulate(
  context: ChainContext,
  transaction: string,
  options: { readonly replaceRecentBlockhash: boolean; readonly commitment?: string; readonly minContextSlot?: number },
): Promise<void> {
  const schema = inContext(v.object({ err: transactionError }));
  const {
    value: { err },
  } = await ask(context, schema, 'simulateTransaction', transaction, { commitment: 'processed', ...options, encoding: 'base64', sigVerify: false });
  if (err === 'BlockhashNotFound') throw new WalletError('draft/expired');
  if (err !== null) throw new WalletError('transaction/would-fail', { reason: JSON.stringify(err).slice(0, 200) });
}

/** A payload is storage's word until it is read again. Throws `transaction/invalid`. */
export function readPayload(draft: Draft): { readonly payload: Payload; readonly transaction: ReturnType<typeof decodeBase64> } {
  const payload = v.safeParse(
    v.strictObject({
      transaction: v.string(),
      lastValidBlockHeight: height,
      newRecipient: v.exactOptional(v.literal(true)),
      options: v.exactOptional(sendOptions),
    }),
    draft.payload,
  );
  if (!payload.success) throw new WalletError('transaction/invalid');
  return { payload: payload.output, transaction: decodeBase64(payload.output.transaction) };
}
