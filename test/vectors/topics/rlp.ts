import { deepEqual, equal, throws } from 'node:assert/strict';
import { decodeRlp, encodeRlp, type Rlp } from '../../../src/chains/evm/rlp';
import type { Case, Topic } from '../topic';

const hexOf = (number: bigint): string => (number === 0n ? '0x' : `0x${number.toString(16).padStart(2 * Math.ceil(number.toString(16).length / 2), '0')}`);

/** How ethereum/tests write items: text, numbers, `#` before large ones, and lists. */
function item(value: unknown): Rlp {
  if (Array.isArray(value)) return value.map(item);
  if (typeof value === 'number') return hexOf(BigInt(value));
  const text = String(value);
  return text.startsWith('#') ? hexOf(BigInt(text.slice(1))) : `0x${Buffer.from(text, 'latin1').toString('hex')}`;
}

function check(decoded: Rlp, encoded: string): void {
  equal(encodeRlp(decoded), encoded);
  deepEqual(decodeRlp(encoded), decoded);
  // What is behind the end belongs to nothing.
  throws(() => decodeRlp(`${encoded}00`));
}

const out = (vector: Case): string => `0x${String(vector['out'] ?? vector['encoded']).replace(/^0x/, '')}`;

export const topic: Topic = {
  groups: {
    valid: (vector) => check(item(vector['in']), out(vector)),
    ethers: (vector) => check(vector['decoded'] as Rlp, out(vector)),
    invalid: (vector) => {
      throws(() => decodeRlp(out(vector)));
    },
  },
};
