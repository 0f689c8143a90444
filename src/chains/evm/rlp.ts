import { decodeRlp as decode, encodeRlp as encode } from 'ethers/utils';

/** An item is 0x hex, or a list of items. */
export type Rlp = string | readonly Rlp[];

export const encodeRlp = (item: Rlp): string => encode(item as Parameters<typeof encode>[0]);

/** Reads the one encoding of an item (Yellow Paper, appendix B). ethers also reads lengths that are longer than they need be. Throws for anything else. */
export function decodeRlp(data: string): Rlp {
  const item = decode(data) as Rlp;
  if (encodeRlp(item) !== data.toLowerCase()) throw new TypeError('not canonical');
  return item;
}
