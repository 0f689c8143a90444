import { fromHex, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Draft, Intent, Signer, TransactionFlow } from '../adapter';
import { addressOf, sameAddress } from './addresses';
import { dataFeeOf } from './data-fee';
import { readDraft, type Payload } from './draft';
import { callOf } from './fees';
import type { EvmNetwork } from './networks';
import { bounds, estimateGas, minedNonce, nextNonce, spendableBy, type Context } from './node';
import { preview } from './preview';
import { requestOf, type TransactionRequest } from './request';
import { costOf, feeOption, termsOf, type Terms } from './terms';
import { broadcast, track } from './tracking';
import { checkTransfer, settled } from './transfers';
import { transactionOf } from './unsigned';

export const transactions: TransactionFlow<EvmNetwork, Payload> = {
  async build(context, wanted, fee) {
    const { network } = context;
    const intent = await settled(context, wanted);
    const request = requestOf(intent);
    const offered = termsOf(fee);
    const [spendable, nonce] = await Promise.all([spendableBy(context, intent.from), nonceFor(context, request)]);
    const data = await dataFeeOf(context, transactionOf(network, request, offered, BigInt(request.value) || spendable, nonce));
    const terms = { ...offered, dataFee: data.max };
    const { value, tip } = split(intent, request, terms, spendable);
    // The chain may have moved since the quote: what would fail now is not offered for signing.
    if ((await estimateGas(context, callOf(request, value))) > terms.gas) throw new WalletError('transaction/would-fail', { why: 'gas limit' });
    await checkTransfer(context, intent, request);
    const spent = { ...terms, maxPriorityFeePerGas: tip };
    const transaction = transactionOf(network, request, spent, value, nonce);
    return {
      chain: network.id,
      from: intent.from,
      fee: feeOption(
        network,
        fee.speed,
        spent,
        tip === terms.maxPriorityFeePerGas && fee.likely ? fee.likely.amount : terms.gas * terms.maxFeePerGas + data.likely,
      ),
      payload: transaction.unsignedSerialized,
    };
  },
  preview,
  sign,
  broadcast,
  track,
};

async function sign(draft: Draft<Payload>, network: EvmNetwork, signers: () => Signer) {
  const transaction = readDraft(draft, network);
  const signer = signers();
  if (!sameAddress(addressOf(signer.publicKey), draft.from)) throw new WalletError('transaction/invalid');
  const signature = await signer.ecdsa(fromHex(transaction.unsignedHash));
  transaction.signature = { r: `0x${toHex(signature.slice(0, 32))}`, s: `0x${toHex(signature.slice(32, 64))}`, yParity: signature[64] === 1 ? 1 : 0 };
  // What was signed must be recovered as the account that was shown: a wrong recovery bit would pay from somebody else's.
  if (transaction.hash === null || transaction.from === null || !sameAddress(transaction.from, draft.from)) throw new WalletError('transaction/invalid');
  return { id: transaction.hash, raw: transaction.serialized };
}

/** How much goes to the recipient, and the tip. Throws when there is not enough for both, at the highest fee. */
function split(intent: Intent, request: TransactionRequest, terms: Terms, spendable: bigint): { readonly value: bigint; readonly tip: bigint } {
  const cost = costOf(terms);
  if (intent.type === 'transfer' && intent.amount === 'max') {
    if (spendable <= cost) throw new WalletError(spendable === 0n ? 'amount/insufficient' : 'fee/insufficient');
    // Whatever the base fee will be, the whole cap is spent (EIP-1559: tip = min(tip, cap − base fee)), and nothing is left over.
    return { value: spendable - cost, tip: terms.maxFeePerGas };
  }
  const value = BigInt(request.value);
  if (intent.type === 'transfer' && intent.amount === 0n) throw new WalletError('amount/zero');
  if (value > spendable) throw new WalletError('amount/insufficient');
  if (value + cost > spendable) throw new WalletError('fee/insufficient');
  return { value, tip: terms.maxPriorityFeePerGas };
}

async function nonceFor(context: Context, { from, nonce }: TransactionRequest): Promise<bigint> {
  if (nonce === undefined) return nextNonce(context, from);
  const mined = await minedNonce(context, from, 'latest');
  const asked = BigInt(nonce);
  if (asked < mined || asked - mined > bounds.pendingNonces) throw new WalletError('transaction/invalid', { why: 'nonce' });
  return asked;
}
