import { Transaction } from 'ethers/transaction';
import { WalletError } from '../../core/errors';
import type { Draft } from '../adapter';
import { coinOf } from './assets';
import { isUnsignedRelease } from './authorizations';
import { modelOf } from './fee-models';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { dataFeeIn } from './terms';

/** The unsigned transaction (EIP-155 or EIP-2718), 0x hex. */
export type Payload = string;

/**
 * The transaction in a draft, read from the bytes that would be signed. Throws `transaction/invalid` when they are not the one
 * encoding of a transaction of this network, or cost at most something else than the draft says.
 */
export function readDraft({ chain, from, fee, payload }: Draft<Payload>, network: EvmNetwork): Transaction {
  const transaction = parse(payload);
  const dataFee = dataFeeIn(fee);
  const price = transaction.maxFeePerGas ?? transaction.gasPrice;
  const valid =
    chain === network.id &&
    transaction.chainId === chainIdOf(network) &&
    transaction.signature === null &&
    // Of those that say who acts for an account, the one that says nobody does.
    (transaction.type === 0 || transaction.type === 1 || transaction.type === 2 || (transaction.type === 4 && isUnsignedRelease(transaction, from))) &&
    // RLP has one encoding of everything; what decodes from another is not what would be hashed.
    transaction.unsignedSerialized === payload &&
    (dataFee === 0n || modelOf(network).oracle !== undefined) &&
    fee.max.asset === coinOf(network) &&
    fee.max.amount === transaction.gasLimit * (price ?? 0n) + dataFee;
  if (!valid) throw new WalletError('transaction/invalid');
  return transaction;
}

function parse(payload: Payload): Transaction {
  try {
    return Transaction.from(payload);
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
}
