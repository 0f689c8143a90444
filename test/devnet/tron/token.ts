import { keccak_256 } from '@noble/hashes/sha3.js';

/**
 * A TRC-20 token without a compiler: one owner of the whole supply, `balanceOf`, `transfer`, `approve`, `decimals`, and the Transfer
 * event. Balances lie at the storage slot of the holder's address.
 */
export function tokenInitCode(supply: bigint, decimals: number): Uint8Array {
  const runtime = assemble(program(decimals));
  // The constructor: balance[caller] = supply, then return the runtime code, which follows it.
  const constructor = (length: number) =>
    assemble([push(supply, 32), CALLER, SSTORE, push(runtime.length, 2), push(length, 2), push(0), CODECOPY, push(runtime.length, 2), push(0), RETURN]);
  return Buffer.concat([constructor(constructor(0).length), runtime]);
}

const [ADD, SUB, LT, EQ, SHR, CALLER, CALLDATALOAD, CODECOPY, MSTORE, SLOAD, SSTORE, JUMPI, JUMPDEST, DUP1, DUP3, LOG3, RETURN, REVERT] = [
  '01',
  '03',
  '10',
  '14',
  '1c',
  '33',
  '35',
  '39',
  '52',
  '54',
  '55',
  '57',
  '5b',
  '80',
  '82',
  'a3',
  'f3',
  'fd',
] as const;

type Part = string | { readonly label: string } | { readonly jump: string };

function push(value: bigint | number, width = 1): string {
  return (0x5f + width).toString(16) + value.toString(16).padStart(width * 2, '0');
}

const hash = (text: string): string => Buffer.from(keccak_256(Buffer.from(text))).toString('hex');
const argument = (index: number): readonly Part[] => [push(4 + 32 * index), CALLDATALOAD];
const answer: readonly Part[] = [push(0), MSTORE, push(32), push(0), RETURN];
const to = (label: string): Part => ({ jump: label });
const at = (label: string): readonly Part[] => [{ label }, JUMPDEST];
const methods = { balanceOf: 'balanceOf(address)', transfer: 'transfer(address,uint256)', approve: 'approve(address,uint256)', decimals: 'decimals()' };

const program = (decimals: number): readonly Part[] => [
  push(0),
  CALLDATALOAD,
  push(0xe0),
  SHR,
  ...Object.entries(methods).flatMap(([label, signature]) => [DUP1, `63${hash(signature).slice(0, 8)}`, EQ, to(label), JUMPI]),
  ...at('fail'),
  push(0),
  push(0),
  REVERT,
  ...at('balanceOf'),
  ...argument(0),
  SLOAD,
  ...answer,
  ...at('decimals'),
  push(decimals),
  ...answer,
  ...at('approve'),
  push(1),
  ...answer,
  // Stack: amount, own balance. Too little: fail.
  ...at('transfer'),
  CALLER,
  SLOAD,
  ...argument(1),
  DUP1,
  DUP3,
  LT,
  to('fail'),
  JUMPI,
  // own balance -= amount
  DUP1,
  DUP3,
  SUB,
  CALLER,
  SSTORE,
  // balance[recipient] += amount
  DUP1,
  ...argument(0),
  SLOAD,
  ADD,
  ...argument(0),
  SSTORE,
  // Transfer(caller, recipient, amount)
  push(0),
  MSTORE,
  ...argument(0),
  CALLER,
  `7f${hash('Transfer(address,address,uint256)')}`,
  push(32),
  push(0),
  LOG3,
  push(1),
  ...answer,
];

function assemble(parts: readonly Part[]): Uint8Array {
  const width = (part: Part) => (typeof part === 'string' ? part.length / 2 : 'label' in part ? 0 : 3);
  const labels = new Map<string, number>();
  let offset = 0;
  for (const part of parts) {
    if (typeof part !== 'string' && 'label' in part) labels.set(part.label, offset);
    offset += width(part);
  }
  const text = parts.map((part) => (typeof part === 'string' ? part : 'jump' in part ? push(labels.get(part.jump)!, 2) : '')).join('');
  return Buffer.from(text, 'hex');
}
