import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, TxId } from '../adapter';
import { addressFrom } from './addresses';
import { decode, type Message, type Schema } from './protobuf';
import { contractTypes, rawSchema } from './schema';

/** What the bytes of `raw_data` say. `fields` are the contract's own, addresses in hex. */
export type RawTransaction = {
  readonly id: TxId;
  readonly type: string;
  readonly owner: Address;
  readonly fields: Message;
  readonly schema: Schema;
  /** 0 is the owner permission. */
  readonly permission: number;
  readonly refBlock: { readonly bytes: string; readonly hash: string };
  /** Unix ms. */
  readonly expiration: number;
  readonly timestamp?: number;
  /** The most a contract call may burn, in sun. */
  readonly feeLimit: bigint;
  /** Hex. */
  readonly memo: string;
};

/** The id of a transaction is the SHA-256 of its `raw_data`. */
export const idOf = (raw: Uint8Array): TxId => toHex(sha256(raw));

/** Hands the account to other keys. No site needs it, and with it a thief needs nothing more: it is signed for none. */
export const changesControl = ({ type }: RawTransaction): boolean => type === 'AccountPermissionUpdateContract';

/** Throws `transaction/invalid` for bytes that are not one canonical transaction with one contract of a known type. */
export function decodeRaw(raw: Uint8Array): RawTransaction {
  try {
    return read(raw);
  } catch (cause) {
    throw new WalletError('transaction/invalid', {}, { cause });
  }
}

function read(bytes: Uint8Array): RawTransaction {
  const raw = decode(rawSchema, bytes);
  const contracts = (raw['contract'] ?? []) as readonly Message[];
  const [contract] = contracts;
  if (!contract || contracts.length !== 1) throw new SyntaxError('not one contract');
  const number = Number(contract['type'] ?? 0n);
  const known = Object.hasOwn(contractTypes, number) ? contractTypes[number]! : refuse('contract type');
  const parameter = contract['parameter'] as Message | undefined;
  if (parameter?.['type_url'] !== `type.googleapis.com/protocol.${known.name}`) throw new SyntaxError('type url');
  const fields = decode(known.schema, fromHex(String(parameter['value'] ?? '')));
  const refBlock = { bytes: String(raw['ref_block_bytes'] ?? ''), hash: String(raw['ref_block_hash'] ?? '') };
  if (refBlock.bytes.length !== 4 || refBlock.hash.length !== 16) throw new SyntaxError('reference block');
  return {
    id: idOf(bytes),
    type: known.name,
    owner: addressFrom(fromHex(String(fields['owner_address'] ?? refuse('owner')))),
    fields,
    schema: known.schema,
    permission: Number(contract['Permission_id'] ?? 0n),
    refBlock,
    expiration: millisecond(raw['expiration']),
    ...(raw['timestamp'] !== undefined && { timestamp: millisecond(raw['timestamp']) }),
    feeLimit: (raw['fee_limit'] ?? 0n) as bigint,
    memo: String(raw['data'] ?? ''),
  };
}

/** The latest time a Date can name. */
const lastMillisecond = 8_640_000_000_000_000n;

function millisecond(value: unknown): number {
  return typeof value === 'bigint' && value <= lastMillisecond ? Number(value) : refuse('time');
}

function refuse(why: string): never {
  throw new SyntaxError(why);
}
