import { Transaction } from 'ethers/transaction';
import type { EvmNetwork } from './networks';
import { modelOf } from './fee-models';
import { chainIdOf } from './node';
import type { TransactionRequest } from './request';
import type { Terms } from './terms';

/** Whether the transaction names one gas price (types 0 and 1) or two limits (type 2). */
export const usesGasPrice = (network: EvmNetwork, request: TransactionRequest): boolean =>
  modelOf(network).onePrice === true || request.type === '0x0' || request.type === '0x1';

/** The transaction to be signed. `value` in wei. */
export function transactionOf(network: EvmNetwork, request: TransactionRequest, terms: Omit<Terms, 'dataFee'>, value: bigint, nonce: bigint): Transaction {
  const { to, data, accessList } = request;
  const price = usesGasPrice(network, request)
    ? { type: accessList ? 1 : 0, gasPrice: terms.maxFeePerGas }
    : { type: 2, maxFeePerGas: terms.maxFeePerGas, maxPriorityFeePerGas: terms.maxPriorityFeePerGas };
  return Transaction.from({
    chainId: chainIdOf(network),
    nonce: Number(nonce),
    to: to ?? null,
    value,
    data,
    gasLimit: terms.gas,
    ...price,
    ...(accessList && { accessList: accessList.map(({ address, storageKeys }) => ({ address, storageKeys: [...storageKeys] })) }),
  });
}
