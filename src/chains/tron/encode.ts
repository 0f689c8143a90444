import { fromHex, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address } from '../adapter';
import { addressBytes, addressFrom } from './addresses';
import type { Block } from './node';
import { decodeRaw } from './raw';

export type Transfer = { readonly from: Address; readonly to: Address; /** sun */ readonly amount: bigint };
export type Times = { readonly expiration: number; readonly timestamp: number };

/**
 * The bytes of `raw_data` for a transfer. tronweb writes them and our own decoder reads them back: both must agree on every field.
 * Throws `transaction/invalid` when they do not (an amount beyond 2⁵³ sun, which tronweb rounds).
 */
export async function encodeTransfer({ from, to, amount }: Transfer, block: Pick<Block, 'id'>, { expiration, timestamp }: Times): Promise<Uint8Array> {
  // Loaded on first use: this one import is most of the family's code.
  const { utils } = await import('tronweb');
  const data = transferJson({ from, to, amount }, block, { expiration, timestamp });
  const message = utils.transaction.txJsonToPb({ visible: false, raw_data: data });
  const raw = fromHex(utils.transaction.txPbToRawDataHex(message));
  const read = decodeRaw(raw);
  const agrees =
    read.type === 'TransferContract' &&
    read.owner === from &&
    addressFrom(fromHex(String(read.fields['to_address']))) === to &&
    (read.fields['amount'] ?? 0n) === amount &&
    read.refBlock.bytes === data.ref_block_bytes &&
    read.refBlock.hash === data.ref_block_hash &&
    read.expiration === expiration &&
    read.timestamp === timestamp &&
    read.memo === '' &&
    read.permission === 0 &&
    read.feeLimit === 0n;
  if (!agrees) throw new WalletError('transaction/invalid');
  return raw;
}

/** `raw_data` as nodes and sites write it. */
export function transferJson({ from, to, amount }: Transfer, { id }: Pick<Block, 'id'>, { expiration, timestamp }: Times) {
  const value = { owner_address: toHex(addressBytes(from)), to_address: toHex(addressBytes(to)), amount: Number(amount) };
  return {
    contract: [{ parameter: { value, type_url: 'type.googleapis.com/protocol.TransferContract' }, type: 'TransferContract' }],
    ref_block_bytes: id.slice(12, 16),
    ref_block_hash: id.slice(16, 32),
    expiration,
    timestamp,
  };
}

/** `Transaction { raw_data = 1; repeated signature = 2 }` as hex, which is what nodes take. */
export function encodeSigned(raw: Uint8Array, signature: Uint8Array): string {
  const field = (tag: number, bytes: Uint8Array) => toHex(Uint8Array.of(tag, ...varint(bytes.length))) + toHex(bytes);
  return field(0x0a, raw) + field(0x12, signature);
}

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
