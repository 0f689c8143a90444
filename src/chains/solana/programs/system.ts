import { coinOf } from '../assets';
import { accountAt, danger, isLookedUp, key, party, text, u32, u64, type Part, type Program, type View } from './program';

export const systemProgram = '11111111111111111111111111111111';

/** The System program (solana-system-interface): a u32 number, then the fields. */
export const system: Program = (instruction, view) => {
  const { data } = instruction;
  const account = (index: number) => accountAt(instruction, index);
  switch (u32(data, 0)) {
    case Kind.createAccount:
      return created(view, account(0), account(1), u64(data, 4), key(data, 20));
    case Kind.assign:
      return owned('System: Assign', account(0), key(data, 4));
    case Kind.transfer:
      return moved(view, account(0), account(1), u64(data, 4));
    case Kind.createAccountWithSeed: {
      const seed = seedLength(data, 36);
      return created(view, account(0), account(1), u64(data, 44 + seed), key(data, 60 + seed));
    }
    case Kind.advanceNonce:
      return { details: [text('method', 'System: AdvanceNonceAccount'), party('contract', account(0))], warnings: [danger('durable-nonce')] };
    case Kind.withdrawNonce: {
      const amount = u64(data, 4);
      return {
        title: 'contract-call',
        details: [text('method', 'System: WithdrawNonceAccount'), party('from', account(0)), party('to', account(1))],
        changes: account(1) === view.owner ? [{ direction: 'in', asset: coinOf(view.chain), amount }] : [],
        warnings: account(1) === view.owner ? [] : [danger('unverified-amounts')],
      };
    }
    case Kind.initializeNonce:
      return {
        title: 'contract-call',
        details: [text('method', 'System: InitializeNonceAccount'), party('contract', account(0)), party('signer', key(data, 4))],
      };
    case Kind.authorizeNonce:
      return {
        title: 'contract-call',
        details: [text('method', 'System: AuthorizeNonceAccount'), party('contract', account(0)), party('spender', key(data, 4))],
        warnings: [danger('permission-change')],
      };
    case Kind.allocate:
      return { title: 'contract-call', details: [text('method', 'System: Allocate'), party('contract', account(0))], warnings: [danger('ownership-change')] };
    case Kind.assignWithSeed:
      return owned('System: AssignWithSeed', account(0), key(data, 44 + seedLength(data, 36)));
    case Kind.transferWithSeed:
      return moved(view, account(0), account(2), u64(data, 4));
    default:
      return undefined;
  }
};

const Kind = {
  createAccount: 0,
  assign: 1,
  transfer: 2,
  createAccountWithSeed: 3,
  advanceNonce: 4,
  withdrawNonce: 5,
  initializeNonce: 6,
  authorizeNonce: 7,
  allocate: 8,
  assignWithSeed: 10,
  transferWithSeed: 11,
} as const;

function moved(view: View, from: string, to: string, amount: bigint): Part {
  const asset = coinOf(view.chain);
  if (from === view.owner)
    return { title: 'send', changes: [{ direction: 'out', asset, amount, ...(!isLookedUp(to) && { party: to }) }], details: [party('to', to)] };
  if (to === view.owner)
    return { title: 'contract-call', changes: [{ direction: 'in', asset, amount, ...(!isLookedUp(from) && { party: from }) }], details: [party('from', from)] };
  return {
    title: 'contract-call',
    details: [party('from', from), party('to', to), { label: 'field', name: 'lamports', value: { kind: 'amount', asset, amount } }],
  };
}

function created(view: View, payer: string, account: string, amount: bigint, owner: string): Part {
  const details = [text('method', 'System: CreateAccount'), party('to', account), party('contract', owner)];
  return {
    title: 'contract-call',
    details,
    changes: payer === view.owner ? [{ direction: 'out', asset: coinOf(view.chain), amount, ...(!isLookedUp(account) && { party: account }) }] : [],
  };
}

/** From then on the program alone decides about the account and all that is in it. */
const owned = (method: string, account: string, program: string): Part => ({
  title: 'contract-call',
  details: [text('method', method), party('from', account), party('contract', program)],
  warnings: [danger('ownership-change')],
});

/** A bincode string has a u64 length, here behind a 32-byte key. Throws a RangeError when it is longer than the data. */
function seedLength(data: Uint8Array, offset: number): number {
  const length = u64(data, offset);
  if (length > BigInt(data.length)) throw new RangeError('short data');
  return Number(length);
}
