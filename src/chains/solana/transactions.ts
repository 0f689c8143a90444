import type { TransactionFlow } from '../adapter';
import { toBase64 } from '../../core/bytes';
import { NodeError, WalletError } from '../../core/errors';
import { rejection } from '../rejection';
import { isOnCurve } from './addresses';
import { buildRequest, buildTransfer, readPayload, type Payload } from './build';
import type { SolanaNetwork } from './networks';
import { describe } from './preview';
import { feeOf } from './programs/budget';
import { nodeOptions } from './requests';
import { signWith } from './signature';
import { optionsOf, track, validityOf } from './tracking';
import { idOf, isSigned } from './transaction';

export const transactions: TransactionFlow<SolanaNetwork, Payload> = {
  async build(context, intent, fee) {
    if (intent.type === 'replace' || intent.type === 'undelegate') throw new WalletError('transaction/invalid');
    return intent.type === 'request' ? buildRequest(context, intent) : buildTransfer(context, intent, fee);
  },

  preview(draft, network) {
    const { payload, transaction } = readPayload(draft);
    const preview = describe([transaction], { chain: network.id, owner: draft.from });
    const program = preview.changes.some(({ party }) => party !== undefined && !isOnCurve(party));
    return {
      ...preview,
      warnings: [
        ...preview.warnings,
        ...(payload.newRecipient ? [{ level: 'info', code: 'new-recipient-account' } as const] : []),
        ...(preview.title === 'send' && program ? [{ level: 'info', code: 'recipient-is-contract' } as const] : []),
      ],
    };
  },

  async sign(draft, network, signers) {
    const { payload, transaction } = readPayload(draft);
    const pays = transaction.signers[0] === draft.from;
    if (draft.chain !== network.id || (pays && feeOf(transaction) > draft.fee.max.amount)) throw new WalletError('transaction/invalid');
    const bytes = await signWith(transaction, draft.from, signers());
    // Sent with a signature missing it would be refused, and its id would not be its own yet.
    const others = transaction.signers.every((signer, index) => signer === draft.from || isSigned(transaction.signatures[index]!));
    if (!others) throw new WalletError('transaction/invalid');
    return { id: idOf(bytes), raw: toBase64(bytes), validity: validityOf(transaction, payload) };
  },

  async broadcast({ transport }, signed) {
    try {
      await transport.request('sendTransaction', [signed.raw, nodeOptions(optionsOf(signed))]);
    } catch (cause) {
      if (!(cause instanceof NodeError)) throw cause;
      const error = preflightError(cause);
      if (error === 'AlreadyProcessed') return;
      // Also the answer for one that was included long ago, or from a node that is behind: only tracking can tell.
      if (error === 'BlockhashNotFound') throw new WalletError('network/bad-response', {}, { cause });
      throw refusals.has(cause.code) ? rejection(cause.message, cause) : new WalletError('network/bad-response', {}, { cause });
    }
  },

  track,
};

/** -32002 preflight failed, -32003 wrong signature, -32602 not a transaction. Others are about the node itself. */
const refusals: ReadonlySet<number> = new Set([-32002, -32003, -32602]);

function preflightError({ code, data }: NodeError): unknown {
  return code === -32002 && typeof data === 'object' && data !== null && 'err' in data ? data.err : undefined;
}
