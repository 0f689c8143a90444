import type { TransactionFlow } from '../adapter';
import { pricesFor } from './custom-fees';
import type { Payload } from './draft';
import { asked } from './fees';
import { nextNonce, noncesOf } from './ledger';
import type { EvmNetwork } from './networks';
import { intrinsicGas } from './signed';
import { feeOption, type Terms } from './terms';
import { transactionOf } from './unsigned';
import { wantedOf } from './wanted';

/** Gas beyond what a transaction costs before it runs, where neither the site nor the node says how much it takes. */
const someGas = 500_000n;

/** The transaction as it would be if the chain took it: nothing is estimated, and nobody is asked whether it can be paid. */
export const outline: NonNullable<TransactionFlow<EvmNetwork, Payload>['outline']> = async (context, wanted) => {
  const { network } = context;
  const { request, old } = await wantedOf(context, wanted);
  const [prices, nonces] = await Promise.all([pricesFor(context, request, old), noncesOf(context, request.from)]);
  const nonce = request.nonce === undefined ? nextNonce(nonces) : BigInt(request.nonce);
  const { likely, ...price } = asked(request, prices.normal);
  const draft = (gas: bigint) => {
    const terms: Terms = { gas, dataFee: 0n, ...price };
    return { terms, transaction: transactionOf(network, request, terms, BigInt(request.value), nonce) };
  };
  const least = intrinsicGas(draft(0n).transaction);
  const { terms, transaction } = draft(request.gas === undefined ? least + (request.data === '0x' ? 0n : someGas) : BigInt(request.gas));
  return {
    chain: network.id,
    from: request.from,
    fee: feeOption(network, 'normal', terms, terms.gas * likely),
    payload: transaction.unsignedSerialized,
    ...(old && { replaces: old.id }),
  };
};
