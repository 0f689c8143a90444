import { Transaction } from 'ethers/transaction';
import { WalletError } from '../../core/errors';
import { gasOfAuthorization } from './authorizations';
import { decodeRlp } from './rlp';

/**
 * A signed transaction, read as a node reads it that is to take it into a block: in its one encoding, signed in the one way (EIP-2), in the
 * bounds of the protocol, and with gas for at least what it costs before it runs. What is not so would be refused for ever. Throws
 * `transaction/invalid`.
 */
export function readSigned(raw: string): Transaction {
  try {
    // Behind the type (EIP-2718), one canonical item; ethers forgives lengths that are longer than they need be.
    decodeRlp(raw.replace(/^0x0[1-4]/, '0x'));
    const transaction = Transaction.from(raw);
    if (transaction.serialized === raw.toLowerCase() && transaction.from !== null && isPossible(transaction)) return transaction;
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
  throw new WalletError('transaction/invalid');
}

function isPossible(transaction: Transaction): boolean {
  const { gasLimit, value, nonce, signature, type, to, authorizationList } = transaction;
  const price = transaction.maxFeePerGas ?? transaction.gasPrice ?? 0n;
  return (
    signature !== null &&
    BigInt(signature.s) <= highestS &&
    gasLimit < 2n ** 64n &&
    price < 2n ** 256n &&
    value < 2n ** 256n &&
    gasLimit * price < 2n ** 256n &&
    BigInt(nonce) < 2n ** 64n - 1n &&
    (transaction.maxPriorityFeePerGas ?? 0n) <= price &&
    (type !== 4 || (to !== null && (authorizationList ?? []).length > 0)) &&
    gasLimit >= intrinsicGas(transaction)
  );
}

/** EIP-2: half the order of secp256k1. */
const highestS = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** Yellow Paper, G_transaction and what is added to it; EIP-2028 (data), EIP-2930 (access lists), EIP-3860 (code to create with), EIP-7702. */
export function intrinsicGas({ data, to, accessList, authorizationList }: Pick<Transaction, 'data' | 'to' | 'accessList' | 'authorizationList'>): bigint {
  const bytes = data.slice(2).match(/../g) ?? [];
  const zeros = bytes.filter((byte) => byte === '00').length;
  const creation = to === null ? 32_000 + 2 * Math.ceil(bytes.length / 32) : 0;
  const listed = (accessList ?? []).reduce((sum, { storageKeys }) => sum + 2400 + 1900 * storageKeys.length, 0);
  const plain = BigInt(21_000 + 4 * zeros + 16 * (bytes.length - zeros) + creation + listed);
  return plain + BigInt((authorizationList ?? []).length) * gasOfAuthorization;
}
