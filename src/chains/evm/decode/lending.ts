import type { AssetId } from '../../../core/caip';
import type { Address, Warning } from '../../adapter';
import { allowanceWarnings, danger } from '../../warnings';
import { sameAddress } from '../addresses';
import { erc20, known, leaves, type Call, type Known, type Rules } from './known';

type Sum = { readonly asset: Address; readonly amount: bigint };
type Owner = { readonly onBehalfOf?: Address; readonly recipient?: Address; readonly holder?: Address };

const units = ({ asset }: Sum, call: Call) => ({ amount: erc20(call, asset) });
/** The largest number is "all of it". */
const pays = ({ asset, amount }: Sum, call: Call) => (amount < 2n ** 255n ? leaves(call, call.caller, erc20(call, asset), amount, call.to) : []);
/** Who ends up with it, or in debt for it, where that is not the account. */
const elsewhere = ({ onBehalfOf, recipient }: Owner, call: Call): readonly Warning[] =>
  sameAddress(call.caller, call.account) && [onBehalfOf, recipient].some((party) => party !== undefined && !sameAddress(party, call.account))
    ? [danger('other-recipient')]
    : [];
const labels = { onBehalfOf: 'to' } as const;

const into: Rules<Sum & Owner> = { assets: units, labels, changes: pays, warn: elsewhere };
const outOf: Rules<Sum & Owner> = { assets: units, labels, warn: elsewhere };

type Market = {
  readonly marketParams: { readonly loanToken: Address; readonly collateralToken: Address };
  readonly assets: bigint;
  readonly onBehalf: Address;
  readonly recipient?: Address;
};
const market = (token: 'loanToken' | 'collateralToken', paid: boolean): Rules<Market> => ({
  assets: ({ marketParams }, call): Readonly<Record<string, AssetId>> => ({ assets: erc20(call, marketParams[token]) }),
  labels: { assets: 'amount', onBehalf: 'to' },
  changes: ({ marketParams, assets }, call) => (paid && assets > 0n ? leaves(call, call.caller, erc20(call, marketParams[token]), assets, call.to) : []),
  warn: ({ onBehalf, recipient }, call) => elsewhere({ onBehalfOf: onBehalf, ...(recipient !== undefined && { recipient }) }, call),
});
const params = '(address loanToken, address collateralToken, address oracle, address irm, uint256 lltv) marketParams';
const both = `${params}, uint256 assets, uint256 shares, address onBehalf`;

// ERC-4626: the vault's own token counts shares; what it holds is not in the bytes.
const vault: Rules<Owner> = { warn: elsewhere };
const shares: Rules<Owner & { readonly shares: bigint }> = {
  assets: (_args, call) => ({ shares: erc20(call, call.to) }),
  labels: { shares: 'amount' },
  changes: ({ shares: count, holder }, call) => (holder === undefined || count >= 2n ** 255n ? [] : leaves(call, holder, erc20(call, call.to), count)),
  warn: elsewhere,
};

/** Aave v2 and v3, Compound v3, Morpho Blue, ERC-4626 vaults, and Lido. */
export const lending: readonly Known[] = [
  known('supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)', into),
  known('deposit(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)', into),
  known('withdraw(address asset, uint256 amount, address recipient)', outOf),
  known('borrow(address asset, uint256 amount, uint256 interestRateMode, uint16 referralCode, address onBehalfOf)', outOf),
  known('repay(address asset, uint256 amount, uint256 interestRateMode, address onBehalfOf)', into),
  known('setUserUseReserveAsCollateral(address asset, bool useAsCollateral)'),
  known<Owner>('depositETH(address pool, address onBehalfOf, uint16 referralCode)', { labels, warn: elsewhere }),
  // Lets another run up debt in the account's name.
  known<{ readonly amount: bigint }>('approveDelegation(address spender, uint256 amount)', {
    title: 'approve-token',
    labels: { amount: 'allowance' },
    warn: ({ amount }) => allowanceWarnings(amount),
  }),
  known('supply(address asset, uint256 amount)', into),
  known('withdraw(address asset, uint256 amount)', outOf),
  known('supplyTo(address recipient, address asset, uint256 amount)', into),
  known('withdrawTo(address recipient, address asset, uint256 amount)', outOf),
  known(`supply(${both}, bytes data)`, market('loanToken', true)),
  known(`withdraw(${both}, address recipient)`, market('loanToken', false)),
  known(`borrow(${both}, address recipient)`, market('loanToken', false)),
  known(`repay(${both}, bytes data)`, market('loanToken', true)),
  known(`supplyCollateral(${params}, uint256 assets, address onBehalf, bytes data)`, market('collateralToken', true)),
  known(`withdrawCollateral(${params}, uint256 assets, address onBehalf, address recipient)`, market('collateralToken', false)),
  known<{ readonly newIsAuthorized: boolean }>('setAuthorization(address authorized, bool newIsAuthorized)', {
    labels: { authorized: 'spender' },
    warn: ({ newIsAuthorized }) => (newIsAuthorized ? [danger('approval-for-all')] : []),
  }),
  known('deposit(uint256 assets, address recipient)', vault),
  known('mint(uint256 shares, address recipient)', { ...shares, changes: () => [] }),
  known('withdraw(uint256 assets, address recipient, address holder)', vault),
  known('redeem(uint256 shares, address recipient, address holder)', shares),
  known('submit(address referral)'),
  known<Owner & { readonly amounts: readonly bigint[] }>('requestWithdrawals(uint256[] amounts, address recipient)', { warn: elsewhere }),
];
