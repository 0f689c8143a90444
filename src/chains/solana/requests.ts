import * as v from 'valibot';
import type { Intent } from '../adapter';
import { WalletError } from '../../core/errors';
import { decodeBase64, type Transaction } from './transaction';

/** The one method whose transaction the wallet sends itself. */
export const sendMethod = 'solana:signAndSendTransaction';

const commitment = v.picklist(['processed', 'confirmed', 'finalized']);
const count = (largest: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(largest));

/** SolanaSignAndSendTransactionOptions of the Wallet Standard. What else a page writes there is not read. */
export const sendOptions = v.object({
  commitment: v.exactOptional(commitment),
  preflightCommitment: v.exactOptional(commitment),
  skipPreflight: v.exactOptional(v.boolean()),
  maxRetries: v.exactOptional(count(1_000)),
  minContextSlot: v.exactOptional(count(Number.MAX_SAFE_INTEGER)),
});
export type SendOptions = v.InferOutput<typeof sendOptions>;

/** What the node is told of them with `sendTransaction`. A preflight looks at the newest block where the page does not say another. */
export const nodeOptions = ({ skipPreflight, preflightCommitment = 'processed', maxRetries, minContextSlot }: SendOptions) => ({
  encoding: 'base64' as const,
  preflightCommitment,
  ...(skipPreflight !== undefined && { skipPreflight }),
  ...(maxRetries !== undefined && { maxRetries }),
  ...(minContextSlot !== undefined && { minContextSlot }),
});

/** The transaction that a page wants sent. Throws `transaction/invalid` for any other request, or when it is not the account's to sign. */
export function requestedTransaction(intent: Extract<Intent, { type: 'request' }>): Transaction & { readonly options: SendOptions } {
  const params = v.safeParse(v.strictObject({ transaction: v.string(), options: v.exactOptional(sendOptions) }), intent.params);
  if (intent.method !== sendMethod || !params.success) throw new WalletError('transaction/invalid');
  const transaction = decodeBase64(params.output.transaction);
  if (!transaction.signers.includes(intent.from)) throw new WalletError('transaction/invalid');
  return { ...transaction, options: params.output.options ?? {} };
}
