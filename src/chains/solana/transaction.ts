import { base58 } from '@scure/base';
import { VersionedTransaction } from '@solana/web3.js';
import type { Address } from '../adapter';
import { concat, equal, fromBase64, toBase64 } from '../../core/bytes';
import { WalletError } from '../../core/errors';

/** An account that a lookup table holds is written `table[index]`: its address is not in the bytes. */
export type Instruction = { readonly program: Address; readonly accounts: readonly string[]; readonly data: Uint8Array };

export type Transaction = {
  readonly bytes: Uint8Array;
  /** The part that is signed. */
  readonly message: Uint8Array;
  readonly version: 'legacy' | 0;
  /** Who must sign, the fee payer first. */
  readonly signers: readonly [Address, ...Address[]];
  /** One for each signer; all zeros where it is still missing. */
  readonly signatures: readonly Uint8Array[];
  readonly blockhash: string;
  readonly instructions: readonly Instruction[];
  readonly tables: readonly Address[];
};

/** IPv6's minimum MTU less the headers. */
const maxBytes = 1232;

/**
 * Reads a transaction in wire format, and only in the one form that the library would write itself: what is decoded here is all there
 * is in the bytes. Throws `transaction/invalid`.
 */
function decodeTransaction(bytes: Uint8Array): Transaction {
  const { version, message, signatures } = parse(bytes);
  const { header } = message;
  const statics = message.staticAccountKeys.map((key) => key.toBase58());
  const lookups = message.addressTableLookups;
  const looked = (part: 'writableIndexes' | 'readonlyIndexes') =>
    lookups.flatMap((lookup) => lookup[part].map((index) => `${lookup.accountKey.toBase58()}[${index}]`));
  const accounts = [...statics, ...looked('writableIndexes'), ...looked('readonlyIndexes')];
  const [payer, ...others] = statics.slice(0, header.numRequiredSignatures);

  // What a validator's `sanitize` refuses, and a fee payer that could not pay.
  const sound =
    payer !== undefined &&
    header.numRequiredSignatures <= statics.length &&
    header.numReadonlySignedAccounts < header.numRequiredSignatures &&
    header.numReadonlyUnsignedAccounts <= statics.length - header.numRequiredSignatures &&
    new Set(statics).size === statics.length &&
    accounts.length <= 256 &&
    message.compiledInstructions.every(
      ({ programIdIndex, accountKeyIndexes }) =>
        programIdIndex > 0 && programIdIndex < statics.length && accountKeyIndexes.every((index) => index < accounts.length),
    );
  if (!sound) throw new WalletError('transaction/invalid');

  return {
    bytes,
    version,
    signatures,
    message: bytes.subarray(1 + 64 * signatures.length),
    signers: [payer, ...others],
    blockhash: message.recentBlockhash,
    instructions: message.compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) => ({
      program: statics[programIdIndex]!,
      accounts: accountKeyIndexes.map((index) => accounts[index]!),
      data: Uint8Array.from(data),
    })),
    tables: lookups.map((lookup) => lookup.accountKey.toBase58()),
  };
}

/** Throws `transaction/invalid`. */
export function decodeBase64(text: string): Transaction {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(text);
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
  if (toBase64(bytes) !== text) throw new WalletError('transaction/invalid');
  return decodeTransaction(bytes);
}

export const isSigned = (signature: Uint8Array): boolean => signature.some((byte) => byte !== 0);

/** Puts one signature into its place and touches no other byte. Throws `transaction/invalid` when `signer` has no place. */
export function withSignature(transaction: Transaction, signer: Address, signature: Uint8Array): Uint8Array {
  const index = transaction.signers.indexOf(signer);
  if (index < 0) throw new WalletError('transaction/invalid');
  // One byte of count: a transaction of 1232 bytes has room for fewer than 128 signatures.
  const offset = 1 + 64 * index;
  return concat(transaction.bytes.subarray(0, offset), signature, transaction.bytes.subarray(offset + 64));
}

/** The transaction's id: its first signature, the fee payer's. */
export const idOf = (bytes: Uint8Array): string => base58.encode(bytes.subarray(1, 65));

/** The library's reading, if it would write the same bytes again: no trailing byte, no padded length. */
function parse(bytes: Uint8Array): { version: 'legacy' | 0; message: VersionedTransaction['message']; signatures: readonly Uint8Array[] } {
  try {
    if (bytes.length > maxBytes) throw new RangeError('size');
    const { version, message, signatures } = VersionedTransaction.deserialize(bytes);
    if (version !== 'legacy' && version !== 0) throw new RangeError('version');
    if (!equal(new VersionedTransaction(message, signatures).serialize(), bytes)) throw new RangeError('encoding');
    return { version, message, signatures };
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
}
