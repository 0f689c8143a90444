import { fromHex, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Draft, Signer, TransactionFlow } from '../adapter';
import { addressOf, sameAddress } from './addresses';
import { releaseNonce, signRelease } from './authorizations';
import { dataFeeOf } from './data-fee';
import { readDraft, type Payload } from './draft';
import { gasOf } from './gas';
import { nextNonce, noncesOf, spendableBy, type Nonces, type Own } from './ledger';
import type { EvmNetwork } from './networks';
import { bounds } from './node';
import { outline } from './outline';
import { preview } from './preview';
import { conflicts, leastAbove, replacements } from './replacement';
import { noncesUsedBy, type SettledIntent, type TransactionRequest } from './request';
import { costOf, dataFeeIn, feeOption, takesEverything, termsOf, type Terms } from './terms';
import { broadcast, track } from './tracking';
import { checkTransfer } from './transfers';
import { transactionOf } from './unsigned';
import { wantedOf } from './wanted';

export const transactions: TransactionFlow<EvmNetwork, Payload> = {
  async build(context, wanted, fee) {
    const { network } = context;
    const { intent, request } = await wantedOf(context, wanted);
    const offered = termsOf(fee);
    const asked = offered.nonce ?? (request.nonce === undefined ? undefined : BigInt(request.nonce));
    const [spendable, nonces] = await Promise.all([spendableBy(context, intent.from, asked), noncesOf(context, intent.from)]);
    if (wanted.type === 'replace' && asked !== undefined && asked < nonces.mined) throw new WalletError('transaction/settled');
    const nonce = asked === undefined ? nextNonce(nonces, noncesUsedBy(request)) : checkedNonce(asked, nonces);
    const old = nonces.own.findLast((own) => own.nonce === nonce);
    const data = await dataFeeOf(context, transactionOf(network, request, offered, BigInt(request.value) || spendable, nonce));
    const terms = { ...offered, dataFee: data.max };
    const { value, tip, everything } = split(intent, request, terms, spendable);
    const spent = { ...terms, maxPriorityFeePerGas: tip, everything };
    if (old && !isAbove(old, spent)) throw new WalletError('fee/too-low');
    // The chain may have moved since the quote: what would fail now is not offered for signing.
    if ((await gasOf(context, request, value)) > terms.gas) throw new WalletError('transaction/would-fail', { why: 'gas limit' });
    await checkTransfer(context, intent, request);
    const transaction = transactionOf(network, request, spent, value, nonce);
    const likely = tip === terms.maxPriorityFeePerGas && fee.likely ? fee.likely.amount : terms.gas * terms.maxFeePerGas + data.likely;
    const { custom, price } = fee;
    return {
      chain: network.id,
      from: intent.from,
      fee: { ...feeOption(network, fee.speed, spent, likely), ...(custom && { custom }), ...(price && { price }) },
      payload: transaction.unsignedSerialized,
      ...(old && { replaces: old.id }),
    };
  },
  outline,
  preview,
  sign,
  broadcast,
  track,
  replacements,
  conflicts,
};

async function sign(draft: Draft<Payload>, network: EvmNetwork, signers: () => Signer) {
  const transaction = readDraft(draft, network);
  const signer = signers();
  if (!sameAddress(addressOf(signer.publicKey), draft.from)) throw new WalletError('transaction/invalid');
  if (transaction.type === 4) transaction.authorizationList = [await signRelease(transaction.chainId, releaseNonce(transaction), signer)];
  const signature = await signer.ecdsa(fromHex(transaction.unsignedHash));
  transaction.signature = { r: `0x${toHex(signature.slice(0, 32))}`, s: `0x${toHex(signature.slice(32, 64))}`, yParity: signature[64] === 1 ? 1 : 0 };
  // What was signed must be recovered as the account that was shown: a wrong recovery bit would pay from somebody else's.
  if (transaction.hash === null || transaction.from === null || !sameAddress(transaction.from, draft.from)) throw new WalletError('transaction/invalid');
  const dataFee = dataFeeIn(draft.fee);
  const validity = { ...(dataFee > 0n && { dataFee: `${dataFee}` }), ...(takesEverything(draft.fee) && { everything: true }) };
  return { id: transaction.hash, raw: transaction.serialized, ...(Object.keys(validity).length > 0 && { validity }) };
}

type Split = { readonly value: bigint; readonly tip: bigint; readonly everything: boolean };

/** How much goes to the recipient, and the tip. Throws when there is not enough for both, at the highest fee. */
function split(intent: SettledIntent, request: TransactionRequest, terms: Terms, spendable: bigint): Split {
  const cost = costOf(terms);
  const value = BigInt(request.value);
  if (intent.type === 'transfer' && intent.amount === 'max') {
    if (spendable <= cost) throw new WalletError(spendable === 0n ? 'amount/insufficient' : 'fee/insufficient');
    // In the place of another that sent everything: never more than that one did, whatever came in between.
    if (value > 0n && spendable - cost >= value) return { value, tip: terms.maxPriorityFeePerGas, everything: false };
    // Whatever the base fee will be, the whole cap is spent (EIP-1559: tip = min(tip, cap − base fee)), and nothing is left over.
    return { value: spendable - cost, tip: terms.maxFeePerGas, everything: true };
  }
  if (intent.type === 'transfer' && intent.amount === 0n) throw new WalletError('amount/zero');
  if (value > spendable) throw new WalletError('amount/insufficient');
  if (value + cost > spendable) throw new WalletError('fee/insufficient');
  return { value, tip: terms.maxPriorityFeePerGas, everything: false };
}

function checkedNonce(asked: bigint, { mined }: Nonces): bigint {
  if (asked < mined || asked - mined > bounds.pendingNonces) throw new WalletError('transaction/invalid', { why: 'nonce' });
  return asked;
}

function isAbove(old: Own, { maxFeePerGas, maxPriorityFeePerGas }: Terms): boolean {
  const least = leastAbove(old);
  return maxFeePerGas >= least.maxFeePerGas && maxPriorityFeePerGas >= least.maxPriorityFeePerGas;
}
