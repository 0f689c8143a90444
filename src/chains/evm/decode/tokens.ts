import type { Address, Warning } from '../../adapter';
import { allowanceWarnings, danger } from '../../warnings';
import { sameAddress, zeroAddress } from '../addresses';
import { erc1155, erc20, erc721, known, leaves, type Call, type Known } from './known';
import { wrappedCoinOf } from './wrapped';

type Transfer = { readonly to: Address; readonly amount: bigint };
type TransferFrom = Transfer & { readonly from: Address };
type Piece = { readonly from: Address; readonly to: Address; readonly id: bigint };
type Allowance = { readonly spender: Address; readonly amount: bigint };
type Batch = { readonly from: Address; readonly to: Address; readonly ids: readonly bigint[]; readonly amounts: readonly bigint[] };

/** Whether the number counts units (ERC-20) or names a piece (ERC-721 has the same selectors) is not in the bytes: it is called an amount. */
const units = (_args: unknown, call: Call) => ({ amount: erc20(call, call.to) });

// Nobody can get tokens back out of their own contract, or from nowhere.
const lost = ({ to }: { readonly to: Address }, call: Call): readonly Warning[] =>
  sameAddress(to, call.to) || sameAddress(to, zeroAddress) ? [danger('burned-coins')] : [];

const transfer = {
  title: 'send',
  assets: units,
  changes: ({ to, amount }: Transfer, call: Call) => leaves(call, call.caller, erc20(call, call.to), amount, to),
  warn: lost,
} as const;

const transferFrom = {
  assets: units,
  changes: ({ from, to, amount }: TransferFrom, call: Call) => leaves(call, from, erc20(call, call.to), amount, to),
  warn: lost,
};

const allowance = {
  title: 'approve-token',
  assets: units,
  labels: { amount: 'allowance' },
  warn: ({ amount }: Allowance) => allowanceWarnings(amount),
} as const;

const piece = {
  title: 'send',
  changes: ({ from, to, id }: Piece, call: Call) => leaves(call, from, erc721(call, call.to, id), 1n, to),
  warn: lost,
} as const;

/** ERC-20 with its common extensions (EIP-2612, ERC-677, ERC-1363), ERC-721, ERC-1155, WETH9. */
export const tokens: readonly Known[] = [
  known('transfer(address to, uint256 amount)', transfer),
  known('transferAndCall(address to, uint256 amount)', transfer),
  known('transferAndCall(address to, uint256 amount, bytes data)', transfer),
  known('transferFrom(address from, address to, uint256 amount)', transferFrom),
  known('approve(address spender, uint256 amount)', allowance),
  known('approveAndCall(address spender, uint256 amount)', allowance),
  known('approveAndCall(address spender, uint256 amount, bytes data)', allowance),
  known('increaseAllowance(address spender, uint256 amount)', allowance),
  known('decreaseAllowance(address spender, uint256 amount)', { title: 'approve-token', assets: units }),
  known('permit(address holder, address spender, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)', allowance),
  // DAI's, of before EIP-2612: all or nothing.
  known<{ readonly allowed: boolean }>('permit(address holder, address spender, uint256 nonce, uint256 expiry, bool allowed, uint8 v, bytes32 r, bytes32 s)', {
    title: 'approve-token',
    warn: ({ allowed }) => (allowed ? [danger('unlimited-approval')] : []),
  }),
  known<{ readonly approved: boolean }>('setApprovalForAll(address operator, bool approved)', {
    title: 'approve-token',
    warn: ({ approved }) => (approved ? [danger('approval-for-all')] : []),
  }),
  known('safeTransferFrom(address from, address to, uint256 id)', piece),
  known('safeTransferFrom(address from, address to, uint256 id, bytes data)', piece),
  known<Piece & { readonly amount: bigint }>('safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes data)', {
    title: 'send',
    assets: ({ id }, call) => ({ amount: erc1155(call, call.to, id) }),
    changes: ({ from, to, id, amount }, call) => leaves(call, from, erc1155(call, call.to, id), amount, to),
    warn: lost,
  }),
  known<Batch>('safeBatchTransferFrom(address from, address to, uint256[] ids, uint256[] amounts, bytes data)', {
    title: 'send',
    assets: ({ ids, amounts }, call) =>
      Object.fromEntries(amounts.flatMap((_, i) => (ids[i] === undefined ? [] : [[`amounts[${i}]`, erc1155(call, call.to, ids[i])]]))),
    changes: ({ from, to, ids, amounts }, call) =>
      ids.slice(0, amounts.length).flatMap((id, i) => leaves(call, from, erc1155(call, call.to, id), amounts[i]!, to)),
    warn: lost,
  }),
  known<{ readonly amount: bigint }>('burn(uint256 amount)', {
    assets: units,
    changes: ({ amount }, call) => leaves(call, call.caller, erc20(call, call.to), amount),
  }),
  // What these do elsewhere is another matter: only the wrapped coins that the wallet knows are believed.
  known('deposit()', {
    changes: (_args, call) =>
      wrappedCoinOf(call) && call.value > 0n && isOwn(call) ? [{ direction: 'in', asset: erc20(call, call.to), amount: call.value }] : [],
  }),
  known<{ readonly amount: bigint }>('withdraw(uint256 amount)', {
    assets: (_args, call): Readonly<Record<string, ReturnType<typeof erc20>>> => (wrappedCoinOf(call) ? { amount: erc20(call, call.to) } : {}),
    changes: ({ amount }, call) =>
      wrappedCoinOf(call) && isOwn(call)
        ? [
            { direction: 'out', asset: erc20(call, call.to), amount },
            { direction: 'in', asset: call.coin, amount },
          ]
        : [],
  }),
];

const isOwn = ({ caller, account }: Call): boolean => sameAddress(caller, account);
