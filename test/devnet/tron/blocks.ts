import { sha256 } from '@noble/hashes/sha2.js';
import { encode } from './schema';

export type Block = {
  readonly blockID: string;
  readonly block_header: {
    readonly raw_data: {
      readonly number?: number;
      readonly txTrieRoot: string;
      readonly witness_address: string;
      readonly parentHash: string;
      readonly version: number;
      readonly timestamp: number;
    };
    readonly witness_signature: string;
  };
  readonly transactions?: readonly unknown[];
};

export type Blocks = ReturnType<typeof createBlocks>;

const witness = `41${'5e'.repeat(20)}`;
const interval = 3000;

/** A chain of blocks without forks. `genesisTail` are the last four bytes of the genesis block's id, which nodes take their chain id from. */
export function createBlocks(genesisTail: string) {
  const blocks: Block[] = [];

  const append = (transactions: readonly unknown[], now: number): Block => {
    const parent = blocks.at(-1);
    const number = blocks.length;
    // Mined by hand, blocks come faster than the slots of the protocol; their clock then runs ahead of the wall's.
    const timestamp = parent ? Math.max(now, timeOf(parent) + (now > timeOf(parent) ? 1 : interval)) : now;
    const raw = { timestamp, txTrieRoot: '00'.repeat(32), parentHash: parent?.blockID ?? '00'.repeat(32), number, witness_address: witness, version: 32 };
    const bytes = {
      txTrieRoot: Buffer.from(raw.txTrieRoot, 'hex'),
      parentHash: Buffer.from(raw.parentHash, 'hex'),
      witness_address: Buffer.from(witness, 'hex'),
    };
    const id = Buffer.from(sha256(encode('HeaderRaw', { ...raw, ...bytes })));
    id.writeBigUInt64BE(BigInt(number));
    if (!parent) id.write(genesisTail, 28, 'hex');
    // Like every field at its default, the number 0 is left out of the JSON.
    const { number: _, ...unnumbered } = raw;
    const block: Block = {
      blockID: id.toString('hex'),
      block_header: { raw_data: number === 0 ? unnumbered : raw, witness_signature: '00'.repeat(65) },
      ...(transactions.length > 0 && { transactions }),
    };
    blocks.push(block);
    return block;
  };

  return {
    append,
    at: (number: number): Block | undefined => blocks[number],
    byId: (id: string): Block | undefined => blocks.find((block) => block.blockID === id),
    head: (): Block => blocks.at(-1)!,
    /** The newest block that `depth` others follow; the genesis block while there are fewer. */
    solid: (depth: number): Block => blocks[Math.max(0, blocks.length - 1 - depth)]!,
    /** TAPOS: whether one of the last 65,536 blocks has these two bytes of its number and these eight of its id. */
    refers(refBlockBytes: Buffer, refBlockHash: string): boolean {
      if (refBlockBytes.length !== 2) return false;
      const head = blocks.length - 1;
      const low = refBlockBytes.readUInt16BE();
      const number = head - ((head - low) & 0xffff);
      return blocks[number]?.blockID.slice(16, 32) === refBlockHash;
    },
  };
}

export const numberOf = (block: Block): number => block.block_header.raw_data.number ?? 0;
export const timeOf = (block: Block): number => block.block_header.raw_data.timestamp;
