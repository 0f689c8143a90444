import { WalletError } from '../../core/errors';
import type { Address, Intent } from '../adapter';
import { coinOf } from './assets';
import { controlOf } from './control';
import { ownOf, type Own } from './ledger';
import type { Context } from './node';
import { inPlaceOf } from './replacement';
import { requestOf, type SettledIntent, type TransactionRequest } from './request';
import { settled } from './transfers';

/** What an intent comes to. `old`: the wallet's own transaction that has the nonce which is asked for. */
export type Wanted = { readonly intent: SettledIntent; readonly request: TransactionRequest; readonly old?: Own };

/** Throws `transaction/settled`, `transaction/invalid`, `delegation/absent`, and what a transfer's amount and recipient can be refused for. */
export async function wantedOf(context: Context, intent: Intent): Promise<Wanted> {
  const plain = intent.type === 'replace' ? inPlaceOf(context, intent) : await settled(context, intent);
  // Whoever has nothing to take off would pay for nothing.
  if (intent.type === 'undelegate') await requireDelegate(context, intent.from);
  const request = requestOf(plain);
  const nonce = request.nonce === undefined ? undefined : BigInt(request.nonce);
  const old = nonce === undefined ? undefined : ownOf(context, request.from).findLast((own) => own.nonce === nonce);
  // The same payment at a higher fee is more than there is: the recipient gets what the fee leaves.
  if (intent.type === 'replace' && intent.how === 'speed-up' && old?.everything && request.to !== undefined && request.data === '0x') {
    return { intent: { type: 'transfer', from: request.from, to: request.to, asset: coinOf(context.network), amount: 'max' }, request, old };
  }
  return { intent: plain, request, ...(old && { old }) };
}

async function requireDelegate(context: Context, owner: Address): Promise<void> {
  const control = await controlOf(context, owner);
  if (!control) throw new WalletError('network/bad-response', { why: 'code' });
  if (control.kind !== 'delegate') throw new WalletError('delegation/absent');
}
