import { base58 } from '@scure/base';
import type { Address, Detail, Preview, Warning, WarningCode } from '../../adapter';
import type { ChainId } from '../../../core/caip';
import type { Instruction } from '../transaction';

/** Who looks: only what happens to `owner` is a change of theirs. `mints`: of the token accounts that the transaction itself makes. */
export type View = { readonly chain: ChainId; readonly owner: Address; readonly mints: ReadonlyMap<string, string> };

/** What one instruction adds to a preview. Without a title it goes along with others and means nothing alone. */
export type Part = {
  readonly title?: Preview['title'];
  readonly changes?: Preview['changes'];
  readonly details?: readonly Detail[];
  readonly warnings?: readonly Warning[];
};

/** Undefined for an instruction it does not know. May throw a RangeError on data that is too short. */
export type Program = (instruction: Instruction, view: View) => Part | undefined;

export const u32 = (data: Uint8Array, offset: number): number => viewOf(data).getUint32(offset, true);
export const u64 = (data: Uint8Array, offset: number): bigint => viewOf(data).getBigUint64(offset, true);

export function key(data: Uint8Array, offset: number): Address {
  const bytes = data.subarray(offset, offset + 32);
  if (bytes.length !== 32) throw new RangeError('short data');
  return base58.encode(bytes);
}

/** The account at a place of the instruction. Throws a RangeError where there is none. */
export function accountAt({ accounts }: Instruction, index: number): string {
  const account = accounts[index];
  if (account === undefined) throw new RangeError('too few accounts');
  return account;
}

/** Accounts of lookup tables are text: nobody may copy them as an address. */
export const party = (label: 'to' | 'from' | 'spender' | 'contract' | 'signer', account: string): Detail => ({
  label,
  value: isLookedUp(account) ? { kind: 'text', text: account } : { kind: 'address', address: account },
});

export const isLookedUp = (account: string): boolean => account.includes('[');

export const text = (label: Detail['label'], value: string, name?: string): Detail => ({
  label,
  value: { kind: 'text', text: value },
  ...(name !== undefined && { name }),
});

export const danger = (code: WarningCode): Warning => ({ level: 'danger', code });

const viewOf = (data: Uint8Array) => new DataView(data.buffer, data.byteOffset, data.byteLength);
