import type { Detail, Preview, Warning } from '../adapter';
import { fromUtf8, toHex } from '../../core/bytes';
import { coinOf } from './assets';
import { computeBudget, computeBudgetProgram, feeOf } from './programs/budget';
import { danger, type Part, type Program, type View } from './programs/program';
import { system, systemProgram } from './programs/system';
import { associatedToken, associatedTokenProgram, createdMints, token, tokenPrograms } from './programs/token';
import { isSigned, type Instruction, type Transaction } from './transaction';

/** More than this for one transaction is a mistake or a robbery: 0.01 SOL. */
const highFee = 10_000_000n;

/** What the transactions do to `view.owner`, from their bytes alone. */
export function describe(transactions: readonly Transaction[], { chain, owner }: Omit<View, 'mints'>, title?: Preview['title']): Preview {
  const parts = transactions.flatMap((transaction) => {
    const view = { chain, owner, mints: createdMints(transaction.instructions) };
    return [...transaction.instructions.map((instruction) => partOf(instruction, view)), around(transaction, view)];
  });
  return {
    title: title ?? titleOf(parts),
    changes: parts.flatMap((part) => part.changes ?? []),
    details: parts.flatMap((part) => part.details ?? []),
    warnings: distinct(parts.flatMap((part) => part.warnings ?? [])),
  };
}

const programs: ReadonlyMap<string, Program> = new Map([
  [systemProgram, system],
  [computeBudgetProgram, computeBudget],
  [associatedTokenProgram, associatedToken],
  ...tokenPrograms.map((id) => [id, token] as const),
  ['Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo', memo],
  ['MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr', memo],
]);

function memo({ data }: Instruction): Part {
  return { details: [{ label: 'memo', value: readable(data) }] };
}

/** Bytes as text where they are text. */
function readable(bytes: Uint8Array): Detail['value'] {
  try {
    return { kind: 'text', text: fromUtf8(bytes) };
  } catch {
    return { kind: 'bytes', hex: toHex(bytes) };
  }
}

function partOf(instruction: Instruction, view: View): Part {
  try {
    const part = programs.get(instruction.program)?.(instruction, view);
    if (part) return part;
  } catch (error) {
    // Data that is too short, or accounts that are not there: what it does is not known.
    if (!(error instanceof RangeError)) throw error;
  }
  return {
    title: 'contract-call',
    warnings: [danger('blind-signing')],
    details: [
      { label: 'program', value: { kind: 'address', address: instruction.program } },
      { label: 'data', value: { kind: 'bytes', hex: toHex(instruction.data) } },
    ],
  };
}

/** What is true of a transaction besides its instructions. */
function around(transaction: Transaction, view: View): Part {
  const [payer] = transaction.signers;
  const fee = feeOf(transaction);
  const missing = transaction.signers.some((signer, index) => signer !== view.owner && !isSigned(transaction.signatures[index]!));
  return {
    details:
      payer === view.owner
        ? [{ label: 'fee', value: { kind: 'amount', asset: coinOf(view.chain), amount: fee } }]
        : [{ label: 'field', name: 'fee payer', value: { kind: 'address', address: payer } }],
    warnings: [
      ...(payer === view.owner && fee >= highFee ? [danger('high-fee')] : []),
      ...(transaction.tables.length > 0 ? [danger('lookup-tables')] : []),
      ...(missing ? [{ level: 'info', code: 'partial-signature' } as const] : []),
    ],
  };
}

function titleOf(parts: readonly Part[]): Preview['title'] {
  const titles = new Set(parts.flatMap((part) => part.title ?? []));
  if (titles.has('approve-token')) return 'approve-token';
  return titles.size === 1 && titles.has('send') ? 'send' : 'contract-call';
}

/** Each code once, at its highest level. */
function distinct(warnings: readonly Warning[]): readonly Warning[] {
  const sorted = [...warnings].sort((a, b) => Number(a.level === 'info') - Number(b.level === 'info'));
  return sorted.filter((warning, index) => sorted.findIndex((other) => other.code === warning.code) === index);
}
