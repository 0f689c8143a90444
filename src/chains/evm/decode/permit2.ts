import type { AssetId } from '../../../core/caip';
import type { Address, Warning } from '../../adapter';
import { allowanceWarnings } from '../../warnings';
import { erc20, known, leaves, type Call, type Known } from './known';

type Details = { readonly token: Address; readonly amount: bigint };
type Move = Details & { readonly from: Address; readonly to: Address };
type Single = { readonly permit: { readonly details: Details } };
type Batch = { readonly permit: { readonly details: readonly Details[] } };
type Once = {
  readonly permit: { readonly permitted: Details };
  readonly transferDetails: { readonly to: Address; readonly requestedAmount: bigint };
  readonly holder: Address;
};
type OnceBatch = {
  readonly permit: { readonly permitted: readonly Details[] };
  readonly transferDetails: readonly { readonly to: Address; readonly requestedAmount: bigint }[];
  readonly holder: Address;
};

const details = '(address token, uint160 amount, uint48 expiration, uint48 nonce)';
export const permitSingle = `(${details} details, address spender, uint256 sigDeadline)`;
export const permitBatch = `(${details}[] details, address spender, uint256 sigDeadline)`;
const permitted = '(address token, uint256 amount)';
const permitOnce = `(${permitted} permitted, uint256 nonce, uint256 deadline) permit`;
const permitOnceBatch = `(${permitted}[] permitted, uint256 nonce, uint256 deadline) permit`;
const transferDetails = '(address to, uint256 requestedAmount)';
export const moves = '(address from, address to, uint160 amount, address token)[]';

export const single = {
  title: 'approve-token',
  assets: ({ permit }: Single, call: Call) => ({ 'permit.details.amount': erc20(call, permit.details.token) }),
  labels: { 'permit.details.amount': 'allowance' },
  warn: ({ permit }: Single) => allowanceWarnings(permit.details.amount),
} as const;

export const batch = {
  title: 'approve-token',
  assets: ({ permit }: Batch, call: Call) => each(permit.details, 'permit.details[#].amount', ({ token }) => erc20(call, token)),
  labels: { 'permit.details[#].amount': 'allowance' },
  warn: ({ permit }: Batch): readonly Warning[] => permit.details.flatMap(({ amount }) => allowanceWarnings(amount)),
} as const;

export const movesOf = {
  assets: ({ transferDetails }: { readonly transferDetails: readonly Move[] }, call: Call) =>
    each(transferDetails, 'transferDetails[#].amount', ({ token }) => erc20(call, token)),
  changes: ({ transferDetails }: { readonly transferDetails: readonly Move[] }, call: Call) =>
    transferDetails.flatMap(({ from, to, amount, token }) => leaves(call, from, erc20(call, token), amount, to)),
};

const once = {
  assets: ({ permit }: Once, call: Call) => {
    const asset = erc20(call, permit.permitted.token);
    return { 'permit.permitted.amount': asset, 'transferDetails.requestedAmount': asset };
  },
  labels: { 'permit.permitted.amount': 'allowance', 'transferDetails.requestedAmount': 'amount' },
  changes: ({ permit, transferDetails, holder }: Once, call: Call) =>
    leaves(call, holder, erc20(call, permit.permitted.token), transferDetails.requestedAmount, transferDetails.to),
} as const;

const onceBatch = {
  assets: ({ permit, transferDetails }: OnceBatch, call: Call): Readonly<Record<string, AssetId>> => ({
    ...each(permit.permitted, 'permit.permitted[#].amount', ({ token }) => erc20(call, token)),
    ...each(transferDetails.slice(0, permit.permitted.length), 'transferDetails[#].requestedAmount', (_, i) => erc20(call, permit.permitted[i]!.token)),
  }),
  changes: ({ permit, transferDetails, holder }: OnceBatch, call: Call) =>
    permit.permitted
      .slice(0, transferDetails.length)
      .flatMap(({ token }, i) => leaves(call, holder, erc20(call, token), transferDetails[i]!.requestedAmount, transferDetails[i]!.to)),
  labels: { 'permit.permitted[#].amount': 'allowance', 'transferDetails[#].requestedAmount': 'amount' },
} as const;

/** Uniswap's Permit2: allowances and one-time permits for any token, in one contract. */
export const permit2: readonly Known[] = [
  known<Details>('approve(address token, address spender, uint160 amount, uint48 expiration)', {
    title: 'approve-token',
    assets: ({ token }, call) => ({ amount: erc20(call, token) }),
    labels: { amount: 'allowance' },
    warn: ({ amount }) => allowanceWarnings(amount),
  }),
  known(`permit(address holder, ${permitSingle} permit, bytes signature)`, single),
  known(`permit(address holder, ${permitBatch} permit, bytes signature)`, batch),
  known<Move>('transferFrom(address from, address to, uint160 amount, address token)', {
    assets: ({ token }, call) => ({ amount: erc20(call, token) }),
    changes: ({ from, to, amount, token }, call) => leaves(call, from, erc20(call, token), amount, to),
  }),
  known(`transferFrom(${moves} transferDetails)`, movesOf),
  known(`permitTransferFrom(${permitOnce}, ${transferDetails} transferDetails, address holder, bytes signature)`, once),
  known(`permitTransferFrom(${permitOnceBatch}, ${transferDetails}[] transferDetails, address holder, bytes signature)`, onceBatch),
  known(
    `permitWitnessTransferFrom(${permitOnce}, ${transferDetails} transferDetails, address holder, bytes32 witness, string witnessTypeString, bytes signature)`,
    once,
  ),
  known(
    `permitWitnessTransferFrom(${permitOnceBatch}, ${transferDetails}[] transferDetails, address holder, bytes32 witness, string witnessTypeString, bytes signature)`,
    onceBatch,
  ),
  known('lockdown((address token, address spender)[] approvals)'),
  known('invalidateNonces(address token, address spender, uint48 newNonce)'),
  known('invalidateUnorderedNonces(uint256 wordPos, uint256 mask)'),
];

/** By path: `#` in it is the index. */
function each<T, R>(items: readonly T[], path: string, of: (item: T, index: number) => R): Readonly<Record<string, R>> {
  return Object.fromEntries(items.map((item, index) => [path.replace('#', `${index}`), of(item, index)]));
}
