import type { AssetId } from '../../../core/caip';
import type { Address } from '../../adapter';
import { erc20, known, leaves, type Call, type Known, type Rules } from './known';
import { outcome, swapped } from './swaps';

type Swap = {
  readonly path: readonly Address[];
  readonly to: Address;
  readonly amountIn?: bigint;
  readonly amountInMax?: bigint;
  readonly amountOut?: bigint;
  readonly amountOutMin?: bigint;
};
type Side = 'coin' | 'token';

/** A coin stands for its wrapped token at the end of the path. */
function swap(input: Side, output: Side): Rules<Swap> {
  const paid = (args: Swap, call: Call): AssetId | undefined => assetAt(call, args.path[0], input);
  return {
    assets: (args, call) => {
      const [from, to] = [paid(args, call), assetAt(call, args.path.at(-1), output)];
      return { ...(from && { amountIn: from, amountInMax: from }), ...(to && { amountOut: to, amountOutMin: to }) };
    },
    labels: { amountOut: 'minimum-received' },
    // Of an exact output only the most is known: no more than a row.
    changes: (args, call) => {
      const asset = paid(args, call);
      return input === 'token' && asset && args.amountIn !== undefined ? leaves(call, call.caller, asset, args.amountIn, call.to) : [];
    },
    warn: ({ to, amountOut, amountOutMin }, call) => outcome(call, to, amountOut ?? amountOutMin ?? 0n),
    flows: (args, call) => swapped(call, args.amountIn === 0n, { from: paid(args, call), to: assetAt(call, args.path.at(-1), output) }, args.to),
  };
}

const assetAt = (call: Call, token: Address | undefined, side: Side): AssetId | undefined =>
  side === 'coin' ? call.coin : token === undefined ? undefined : erc20(call, token);

type Pair = { readonly tokenA: Address; readonly tokenB: Address; readonly to: Address };
type Single = { readonly token: Address; readonly to: Address };

const pair: Rules<Pair> = {
  assets: ({ tokenA, tokenB }, call) => {
    const [a, b] = [erc20(call, tokenA), erc20(call, tokenB)];
    return { amountADesired: a, amountAMin: a, amountBDesired: b, amountBMin: b };
  },
  warn: ({ to }, call) => outcome(call, to, 1n),
};

const single: Rules<Single> = {
  assets: ({ token }, call) => {
    const asset = erc20(call, token);
    return { amountTokenDesired: asset, amountTokenMin: asset, amountETHMin: call.coin };
  },
  warn: ({ to }, call) => outcome(call, to, 1n),
};

const tokensForTokens = swap('token', 'token');
const coinForTokens = swap('coin', 'token');
const tokensForCoin = swap('token', 'coin');
const permit = 'bool approveMax, uint8 v, bytes32 r, bytes32 s';
const remove = 'uint256 liquidity, uint256 amountTokenMin, uint256 amountETHMin, address to, uint256 deadline';

/** UniswapV2Router02, which half of the exchanges of every chain are copies of. */
export const uniswapV2: readonly Known[] = [
  known('swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)', tokensForTokens),
  known('swapTokensForExactTokens(uint256 amountOut, uint256 amountInMax, address[] path, address to, uint256 deadline)', tokensForTokens),
  known('swapExactETHForTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline)', coinForTokens),
  known('swapETHForExactTokens(uint256 amountOut, address[] path, address to, uint256 deadline)', coinForTokens),
  known('swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)', tokensForCoin),
  known('swapTokensForExactETH(uint256 amountOut, uint256 amountInMax, address[] path, address to, uint256 deadline)', tokensForCoin),
  known(
    'swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)',
    tokensForTokens,
  ),
  known('swapExactETHForTokensSupportingFeeOnTransferTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline)', coinForTokens),
  known(
    'swapExactTokensForETHSupportingFeeOnTransferTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)',
    tokensForCoin,
  ),
  // SwapRouter02 has no deadline of its own.
  known('swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to)', tokensForTokens),
  known('swapTokensForExactTokens(uint256 amountOut, uint256 amountInMax, address[] path, address to)', tokensForTokens),
  known(
    'addLiquidity(address tokenA, address tokenB, uint256 amountADesired, uint256 amountBDesired, uint256 amountAMin, uint256 amountBMin, address to, uint256 deadline)',
    pair,
  ),
  known('addLiquidityETH(address token, uint256 amountTokenDesired, uint256 amountTokenMin, uint256 amountETHMin, address to, uint256 deadline)', single),
  known('removeLiquidity(address tokenA, address tokenB, uint256 liquidity, uint256 amountAMin, uint256 amountBMin, address to, uint256 deadline)', pair),
  known(
    `removeLiquidityWithPermit(address tokenA, address tokenB, uint256 liquidity, uint256 amountAMin, uint256 amountBMin, address to, uint256 deadline, ${permit})`,
    pair,
  ),
  known(`removeLiquidityETH(address token, ${remove})`, single),
  known(`removeLiquidityETHWithPermit(address token, ${remove}, ${permit})`, single),
  known(`removeLiquidityETHSupportingFeeOnTransferTokens(address token, ${remove})`, single),
  known(`removeLiquidityETHWithPermitSupportingFeeOnTransferTokens(address token, ${remove}, ${permit})`, single),
];
