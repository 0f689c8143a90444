import type { AssetId } from '../../../core/caip';
import type { Instruction } from '../transaction';
import { accountAt, danger, isLookedUp, key, party, text, u64, type Part, type Program, type View } from './program';

export const tokenPrograms: readonly string[] = ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb'];
export const associatedTokenProgram = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';

/** What SPL Token and Token-2022 have in common: one byte, then the fields. */
export const token: Program = (instruction, view) => {
  const { data } = instruction;
  const account = (index: number) => accountAt(instruction, index);
  switch (data[0]) {
    case Kind.transfer: {
      // The mint is not in the instruction. Where nothing else names it, nobody can tell from the bytes what is sent.
      const mint = view.mints.get(account(1));
      if (mint !== undefined) return sent(view, mint, account(1), u64(data, 1), instruction.accounts.slice(2));
      return {
        title: 'contract-call',
        details: [...row('Transfer', data), party('from', account(0)), party('to', account(1))],
        warnings: [danger('unverified-amounts')],
      };
    }
    case Kind.transferChecked:
      return sent(view, account(1), account(2), u64(data, 1), instruction.accounts.slice(3));
    case Kind.approve:
      return allowed('Approve', data, account(1), []);
    case Kind.approveChecked:
      return allowed('ApproveChecked', data, account(2), [party('contract', account(1))]);
    case Kind.setAuthority:
      return authority(instruction, data);
    case Kind.burn:
    case Kind.burnChecked:
      return {
        title: 'contract-call',
        details: row(data[0] === Kind.burn ? 'Burn' : 'BurnChecked', data),
        changes: instruction.accounts.slice(2).includes(view.owner) ? [{ direction: 'out', ...tokens(view, account(1)), amount: u64(data, 1) }] : [],
      };
    case Kind.closeAccount:
      // All lamports of the account go to the destination, and of wrapped SOL that is the whole amount.
      return {
        title: 'contract-call',
        details: [text('method', 'Token: CloseAccount'), party('from', account(0)), party('to', account(1))],
        warnings: account(1) === view.owner ? [] : [danger('unverified-amounts')],
      };
    default: {
      const name = harmless[data[0] ?? -1];
      return name === undefined ? undefined : { title: 'contract-call', details: [text('method', `Token: ${name}`), party('contract', account(0))] };
    }
  }
};

/** Create (no data, or 0) and CreateIdempotent (1); the payer also pays the new account's rent. */
export const associatedToken: Program = (instruction) => {
  if (instruction.data.length > 1 || (instruction.data[0] ?? 0) > 1) return undefined;
  return {
    details: [text('method', 'Associated Token: Create'), party('to', accountAt(instruction, 2)), party('contract', accountAt(instruction, 3))],
    warnings: [{ level: 'info', code: 'new-recipient-account' }],
  };
};

/** Token account to mint, of the accounts that these instructions make: the program fails where an existing one has another mint. */
export const createdMints = (instructions: readonly Instruction[]): ReadonlyMap<string, string> =>
  new Map(
    instructions.flatMap(({ program, accounts: [, made, , mint] }) =>
      program === associatedTokenProgram && made !== undefined && mint !== undefined ? [[made, mint]] : [],
    ),
  );

const Kind = { transfer: 3, approve: 4, setAuthority: 6, burn: 8, closeAccount: 9, transferChecked: 12, approveChecked: 13, burnChecked: 15 } as const;
/** They give nothing away: revoking, and setting up accounts and mints. */
const harmless: Readonly<Record<number, string>> = {
  0: 'InitializeMint',
  1: 'InitializeAccount',
  5: 'Revoke',
  16: 'InitializeAccount2',
  17: 'SyncNative',
  18: 'InitializeAccount3',
  20: 'InitializeMint2',
  22: 'InitializeImmutableOwner',
};
const unlimited = 2n ** 64n - 1n;

/** CAIP-19's namespace for SPL tokens; a mint from a lookup table has no address here. */
const tokens = (view: View, mint: string): { readonly asset: AssetId } => ({ asset: `${view.chain}/token:${isLookedUp(mint) ? 'unknown' : mint}` });

const row = (name: string, data: Uint8Array) => [text('method', `Token: ${name}`), text('field', u64(data, 1).toString(), 'amount')];

function sent(view: View, mint: string, to: string, amount: bigint, authorities: readonly string[]): Part {
  if (!authorities.includes(view.owner))
    return { title: 'contract-call', details: [text('method', 'Token: TransferChecked'), party('contract', mint), party('to', to)] };
  return {
    title: 'send',
    changes: [{ direction: 'out', ...tokens(view, mint), amount, ...(!isLookedUp(to) && { party: to }) }],
    details: [party('to', to), party('contract', mint)],
    warnings: isLookedUp(mint) ? [danger('unverified-amounts')] : [],
  };
}

const allowed = (name: string, data: Uint8Array, spender: string, details: Part['details'] & {}): Part => ({
  title: 'approve-token',
  details: [...row(name, data), party('spender', spender), ...details],
  warnings: [danger('token-allowance'), ...(u64(data, 1) === unlimited ? [danger('unlimited-approval')] : [])],
});

/** Authority types: 0 mint, 1 freeze, 2 account owner, 3 close, then Token-2022's own. */
function authority(instruction: Instruction, data: Uint8Array): Part {
  const next = data[2] === 1 ? [party('spender', key(data, 3))] : [];
  return {
    title: 'contract-call',
    details: [text('method', 'Token: SetAuthority'), party('contract', accountAt(instruction, 0)), text('type', String(data[1])), ...next],
    warnings: [danger(data[1] === 2 ? 'ownership-change' : 'permission-change')],
  };
}
