import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Draft, Signed, TransactionFlow } from '../adapter';
import { encodeSigned, encodeTransfer } from './encode';
import { rejection } from '../rejection';
import { transferOf } from './fees';
import type { TronNetwork } from './networks';
import { account, broadcast, headBlock } from './node';
import { previewOf } from './preview';
import { decodeRaw, type RawTransaction } from './raw';
import { signHash } from './signature';
import { track } from './tracking';

/** `raw_data` in hex: the bytes that are shown and signed. */
export type Payload = { readonly raw: string };

/** How long a transaction may wait for a block, by the chain's clock, and how much of it is left for the way there. */
const lifetime = 300_000;
const margin = 30_000;
/** A head block this far ahead of us would make a transaction that lives on after the wallet gave it up; one this far back, a transaction that is over. */
const clockSkew = 3_600_000;

export const transactions: TransactionFlow<TronNetwork, Payload> = {
  async build(context, intent, fee) {
    const { from, to, amount: wanted } = transferOf(intent);
    if (to === from) throw new WalletError('address/not-payable');
    const [owner, recipient, head] = await Promise.all([account(context, from), account(context, to), headBlock(context)]);
    // The protocol refuses plain transfers to contracts.
    if (recipient.isContract) throw new WalletError('address/not-payable');
    const now = context.now();
    if (Math.abs(head.timestamp - now) > clockSkew) throw new WalletError('network/bad-response');
    const amount = amountOf(wanted, owner.balance, fee.max.amount);
    const times = { timestamp: head.timestamp, expiration: head.timestamp + lifetime };
    const raw = await encodeTransfer({ from, to, amount }, head, times);
    return { chain: context.network.id, from, fee, payload: { raw: toHex(raw) }, expiresAt: now + lifetime - margin };
  },

  preview(draft, network) {
    const shown = previewOf(read(draft, network).transaction, network);
    const { opensAccount } = draft.fee.terms as { readonly opensAccount?: boolean };
    return opensAccount === true ? { ...shown, warnings: [...shown.warnings, { level: 'info', code: 'new-recipient-account' }] } : shown;
  },

  async sign(draft, network, signers) {
    const { raw, transaction } = read(draft, network);
    const signature = await signHash(sha256(raw), transaction.owner, signers());
    return { id: transaction.id, raw: encodeSigned(raw, signature), validity: { expiration: transaction.expiration } };
  },

  async broadcast(context, { raw }: Signed) {
    const { code, message } = await broadcast(context, raw);
    if (code === undefined || code === 'DUP_TRANSACTION_ERROR') return;
    throw refusals.has(code) ? rejection(message === '' ? code : `${code}: ${message}`) : new WalletError('network/bad-response', { code, message });
  },

  track,
};

/**
 * The refusals that stay. A reference block that one node does not know (TAPOS_ERROR) may only be too new for it, and the rest are
 * about the node: the transaction may still arrive.
 */
const refusals = new Set([
  'SIGERROR',
  'CONTRACT_VALIDATE_ERROR',
  'CONTRACT_EXE_ERROR',
  'BANDWITH_ERROR',
  'TOO_BIG_TRANSACTION_ERROR',
  'TRANSACTION_EXPIRATION_ERROR',
]);

function amountOf(wanted: bigint | 'max', balance: bigint, fee: bigint): bigint {
  if (wanted === 'max') {
    if (balance <= fee) throw new WalletError(balance === 0n ? 'amount/insufficient' : 'fee/insufficient');
    return balance - fee;
  }
  if (wanted <= 0n) throw new WalletError('amount/zero');
  if (wanted > balance) throw new WalletError('amount/insufficient');
  if (wanted + fee > balance) throw new WalletError('fee/insufficient');
  return wanted;
}

/** Throws `transaction/invalid` for a draft that is not of this network and sender. */
function read({ chain, from, payload }: Draft<Payload>, network: TronNetwork): { readonly raw: Uint8Array; readonly transaction: RawTransaction } {
  const raw = bytesOf(payload.raw);
  const transaction = decodeRaw(raw);
  if (chain !== network.id || transaction.owner !== from) throw new WalletError('transaction/invalid');
  return { raw, transaction };
}

function bytesOf(hex: string): Uint8Array {
  try {
    return fromHex(hex);
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
}
