import * as v from 'valibot';
import type { Intent } from '../adapter';
import { WalletError } from '../../core/errors';
import { decodeBase64, type Transaction } from './transaction';

/** The one method whose transaction the wallet sends itself. */
export const sendMethod = 'solana:signAndSendTransaction';

/** The transaction that a page wants sent. Throws `transaction/invalid` for any other request, or when it is not the account's to sign. */
export function requestedTransaction(intent: Extract<Intent, { type: 'request' }>): Transaction {
  const params = v.safeParse(v.strictObject({ transaction: v.string() }), intent.params);
  if (intent.method !== sendMethod || !params.success) throw new WalletError('transaction/invalid');
  const transaction = decodeBase64(params.output.transaction);
  if (!transaction.signers.includes(intent.from)) throw new WalletError('transaction/invalid');
  return transaction;
}
