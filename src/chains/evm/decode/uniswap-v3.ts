import type { AssetId } from '../../../core/caip';
import type { Address } from '../../adapter';
import { allowanceWarnings, danger, info } from '../../warnings';
import { checksummed } from '../addresses';
import { erc20, known, leaves, type Call, type Known, type Rules } from './known';
import { assetsOf, outcome, paidOut, swapped, unwrapped } from './swaps';

type Amounts = { readonly amountIn?: bigint; readonly amountInMaximum?: bigint; readonly amountOut?: bigint; readonly amountOutMinimum?: bigint };
type One = { readonly params: Amounts & { readonly tokenIn: Address; readonly tokenOut: Address; readonly recipient: Address } };
type Path = { readonly params: Amounts & { readonly path: string; readonly recipient: Address } };
type Ends = { readonly from?: Address; readonly to?: Address };

/** The tokens of a path: 20 bytes each, with a fee of 3 bytes between two. Undefined for anything else. */
export function tokensOf(path: string): readonly Address[] | undefined {
  const hex = path.slice(2);
  if (hex.length < 86 || (hex.length - 40) % 46 !== 0) return undefined;
  return Array.from({ length: (hex.length - 40) / 46 + 1 }, (_, index) => checksummed(`0x${hex.slice(46 * index, 46 * index + 40)}`));
}

const oneEnds = ({ params }: One): Ends => ({ from: params.tokenIn, to: params.tokenOut });

/** A path of an exact output is written from its end. */
function pathEnds({ params }: Path): Ends {
  const tokens = tokensOf(params.path);
  if (!tokens) return {};
  const [from, to] = [tokens[0]!, tokens.at(-1)!];
  return params.amountOut === undefined ? { from, to } : { from: to, to: from };
}

const swap = <A extends { readonly params: Amounts & { readonly recipient: Address } }>(endsOf: (args: A) => Ends): Rules<A> => ({
  assets: (args, call): Readonly<Record<string, AssetId>> => {
    const { from, to } = endsOf(args);
    return {
      ...(from && { 'params.amountIn': erc20(call, from), 'params.amountInMaximum': erc20(call, from) }),
      ...(to && { 'params.amountOut': erc20(call, to), 'params.amountOutMinimum': erc20(call, to) }),
    };
  },
  labels: { 'params.amountOut': 'minimum-received', 'params.path': 'route' },
  // Coins that come with the call are what is paid; 0 is "all that the router holds".
  changes: (args, call) => {
    const { from } = endsOf(args);
    const { amountIn = 0n } = args.params;
    return from && call.value === 0n && amountIn > 0n && amountIn < 2n ** 255n ? leaves(call, call.caller, erc20(call, from), amountIn, call.to) : [];
  },
  warn: (args, call) => {
    const { from } = endsOf(args);
    const { recipient, amountOut, amountOutMinimum } = args.params;
    return [...outcome(call, recipient, amountOut ?? amountOutMinimum ?? 0n), ...(from ? [] : [info('not-decoded')])];
  },
  flows: (args, call) => swapped(call, args.params.amountIn === 0n, assetsOf(call, endsOf(args)), args.params.recipient),
});

const one = swap(oneEnds);
const path = swap(pathEnds);
const pool = 'address tokenIn, address tokenOut, uint24 fee, address recipient';

type Sweep = { readonly token?: Address; readonly amountMinimum: bigint; readonly recipient?: Address };
const swept: Rules<Sweep> = {
  assets: ({ token }, call) => ({ amountMinimum: token === undefined ? call.coin : erc20(call, token) }),
  labels: { amountMinimum: 'minimum-received' },
  warn: ({ recipient, amountMinimum }, call) => outcome(call, recipient ?? call.account, amountMinimum),
  flows: ({ token, recipient }, call) =>
    token === undefined ? unwrapped(call, recipient ?? call.account) : paidOut(call, recipient ?? call.account, erc20(call, token)),
};

type Permit = { readonly token: Address; readonly value: bigint };
const ownPermit: Rules<Permit> = {
  assets: ({ token }, call) => ({ value: erc20(call, token) }),
  labels: { value: 'allowance' },
  warn: ({ value }) => allowanceWarnings(value),
};
const allOrNothing = { warn: () => [danger('unlimited-approval')] };
const signature = 'uint8 v, bytes32 r, bytes32 s';

/** SwapRouter, and SwapRouter02, whose swaps have no deadline of their own. */
export const uniswapV3: readonly Known[] = [
  known(`exactInputSingle((${pool}, uint256 deadline, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96) params)`, one),
  known(`exactInputSingle((${pool}, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96) params)`, one),
  known(`exactOutputSingle((${pool}, uint256 deadline, uint256 amountOut, uint256 amountInMaximum, uint160 sqrtPriceLimitX96) params)`, one),
  known(`exactOutputSingle((${pool}, uint256 amountOut, uint256 amountInMaximum, uint160 sqrtPriceLimitX96) params)`, one),
  known('exactInput((bytes path, address recipient, uint256 deadline, uint256 amountIn, uint256 amountOutMinimum) params)', path),
  known('exactInput((bytes path, address recipient, uint256 amountIn, uint256 amountOutMinimum) params)', path),
  known('exactOutput((bytes path, address recipient, uint256 deadline, uint256 amountOut, uint256 amountInMaximum) params)', path),
  known('exactOutput((bytes path, address recipient, uint256 amountOut, uint256 amountInMaximum) params)', path),
  known('unwrapWETH9(uint256 amountMinimum, address recipient)', swept),
  known('unwrapWETH9(uint256 amountMinimum)', swept),
  known('sweepToken(address token, uint256 amountMinimum, address recipient)', swept),
  known('sweepToken(address token, uint256 amountMinimum)', swept),
  known('refundETH()'),
  known<{ readonly value: bigint }>('wrapETH(uint256 value)', { assets: (_args, call) => ({ value: call.coin }), labels: { value: 'amount' } }),
  known<Permit>('pull(address token, uint256 value)', {
    assets: ({ token }, call) => ({ value: erc20(call, token) }),
    labels: { value: 'amount' },
    changes: ({ token, value }, call: Call) => leaves(call, call.caller, erc20(call, token), value, call.to),
  }),
  known(`selfPermit(address token, uint256 value, uint256 deadline, ${signature})`, ownPermit),
  known(`selfPermitIfNecessary(address token, uint256 value, uint256 deadline, ${signature})`, ownPermit),
  known(`selfPermitAllowed(address token, uint256 nonce, uint256 expiry, ${signature})`, allOrNothing),
  known(`selfPermitAllowedIfNecessary(address token, uint256 nonce, uint256 expiry, ${signature})`, allOrNothing),
];
