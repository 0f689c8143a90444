import { Transaction } from 'ethers/transaction';
import { releaseNonce, unsignedRelease } from './authorizations';
import type { EvmNetwork } from './networks';
import { modelOf } from './fee-models';
import { chainIdOf } from './node';
import type { TransactionRequest } from './request';
import type { Terms } from './terms';

/** Whether the transaction names one gas price (types 0 and 1) or two limits (types 2 and 4). */
export const usesGasPrice = (network: EvmNetwork, request: TransactionRequest): boolean =>
  modelOf(network).onePrice === true || request.type === '0x0' || request.type === '0x1';

/** The transaction to be signed. `value` in wei. */
export function transactionOf(network: EvmNetwork, request: TransactionRequest, terms: Omit<Terms, 'dataFee'>, value: bigint, nonce: bigint): Transaction {
  const { to, data, accessList } = request;
  const limits = { maxFeePerGas: terms.maxFeePerGas, maxPriorityFeePerGas: terms.maxPriorityFeePerGas };
  const price =
    request.type === '0x4'
      ? { type: 4, ...limits, authorizationList: [unsignedRelease(chainIdOf(network), releaseNonce({ nonce: Number(nonce) }))] }
      : usesGasPrice(network, request)
        ? { type: accessList ? 1 : 0, gasPrice: terms.maxFeePerGas }
        : { type: 2, ...limits };
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
