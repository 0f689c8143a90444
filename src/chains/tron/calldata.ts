import { fromHex } from '../../core/bytes';
import type { Detail, DetailLabel, Preview, Warning } from '../adapter';
import { allowanceWarnings, danger, info } from '../warnings';
import { addressFrom } from './addresses';

/** What a contract call says it does, or undefined where the wallet has no words for it. */
export type Call = { readonly title: Preview['title']; readonly method: string; readonly details: readonly Detail[]; readonly warnings: readonly Warning[] };

/** `data` in hex. Amounts are in the token's smallest unit: what a unit is worth is not in the bytes. */
export function decodeCall(data: string): Call | undefined {
  const known = Object.hasOwn(methods, data.slice(0, 8)) ? methods[data.slice(0, 8)] : undefined;
  const words = data.slice(8).match(/.{64}/g) ?? [];
  if (!known || words.length < known.inputs.length) return undefined;
  const values = known.inputs.map(([, type], i) => value(type, words[i]!));
  // A contract ignores what is too much, so the call is still what it says; but a person should know that there is more.
  const exact = data.length === 8 + 64 * words.length && words.length === known.inputs.length && values.every(({ exact }) => exact);
  return {
    title: known.warn ? 'approve-token' : 'contract-call',
    method: `${known.name}(${known.inputs.map(([, type]) => type).join(',')})`,
    details: known.inputs.map(([name], i) => {
      const label = labels[name];
      return label ? { label, value: values[i]!.shown } : { label: 'field', name, value: values[i]!.shown };
    }),
    warnings: [...(known.warn?.(values.map(({ number }) => number)) ?? known.warnings ?? []), ...(exact ? [] : [info('not-decoded')])],
  };
}

type Type = 'address' | 'uint256' | 'bool';
type Input = readonly [name: string, type: Type];
type Method = {
  readonly name: string;
  readonly inputs: readonly Input[];
  readonly warnings?: readonly Warning[];
  warn?(values: readonly bigint[]): readonly Warning[];
};

const allowance = ([, amount = 0n]: readonly bigint[]) => allowanceWarnings(amount);
const grant: readonly Input[] = [
  ['spender', 'address'],
  ['amount', 'uint256'],
];

/** By selector: TRC-20 and TRC-721, the two spellings of a raised allowance, and a change of owner. */
const methods: Readonly<Record<string, Method>> = {
  a9059cbb: {
    name: 'transfer',
    inputs: [
      ['to', 'address'],
      ['amount', 'uint256'],
    ],
  },
  '23b872dd': {
    name: 'transferFrom',
    inputs: [
      ['from', 'address'],
      ['to', 'address'],
      ['amount', 'uint256'],
    ],
  },
  '095ea7b3': { name: 'approve', inputs: grant, warn: allowance },
  d73dd623: { name: 'increaseApproval', inputs: grant, warn: allowance },
  '66188463': { name: 'decreaseApproval', inputs: grant, warn: () => [] },
  '39509351': { name: 'increaseAllowance', inputs: grant, warn: allowance },
  a457c2d7: { name: 'decreaseAllowance', inputs: grant, warn: () => [] },
  a22cb465: {
    name: 'setApprovalForAll',
    inputs: [
      ['spender', 'address'],
      ['approved', 'bool'],
    ],
    warn: ([, approved]) => (approved === 0n ? [] : [danger('approval-for-all')]),
  },
  f2fde38b: { name: 'transferOwnership', inputs: [['owner', 'address']], warnings: [danger('ownership-change')] },
};

const labels: Readonly<Record<string, DetailLabel>> = { to: 'to', from: 'from', spender: 'spender' };

function value(type: Type, word: string): { readonly number: bigint; readonly shown: Detail['value']; readonly exact: boolean } {
  const number = BigInt(`0x${word}`);
  if (type === 'bool') return { number, shown: { kind: 'text', text: String(number !== 0n) }, exact: number < 2n };
  if (type === 'uint256') return { number, shown: { kind: 'text', text: String(number) }, exact: true };
  // Some encoders leave TRON's 41 before the 20 bytes that the contract reads.
  return { number, shown: { kind: 'address', address: addressFrom(fromHex(word.slice(24))) }, exact: /^0{22}(00|41)/.test(word) };
}
