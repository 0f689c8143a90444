import type { AssetId } from '../../../core/caip';
import type { Address } from '../../adapter';
import { erc20, erc721, known, type Known, type Rules } from './known';
import { kept, outcome } from './swaps';

type Mint = { readonly params: { readonly token0: Address; readonly token1: Address; readonly recipient: Address } };
type Collect = { readonly params: { readonly tokenId: bigint; readonly recipient: Address } };

const mint: Rules<Mint> = {
  assets: ({ params: { token0, token1 } }, call): Readonly<Record<string, AssetId>> => {
    const [one, two] = [erc20(call, token0), erc20(call, token1)];
    return { 'params.amount0Desired': one, 'params.amount0Min': one, 'params.amount1Desired': two, 'params.amount1Min': two };
  },
  labels: { 'params.amount0Desired': 'maximum-paid', 'params.amount1Desired': 'maximum-paid' },
  warn: ({ params }, call) => outcome(call, params.recipient, 1n),
};

const wanted = 'uint256 amount0Desired, uint256 amount1Desired, uint256 amount0Min, uint256 amount1Min';

/** Uniswap v3's NonfungiblePositionManager, and those made after it. The tokens of a position are not in the bytes: only a new one names them. */
export const positions: readonly Known[] = [
  known(`mint((address token0, address token1, uint24 fee, int24 tickLower, int24 tickUpper, ${wanted}, address recipient, uint256 deadline) params)`, mint),
  known(`increaseLiquidity((uint256 tokenId, ${wanted}, uint256 deadline) params)`),
  known('decreaseLiquidity((uint256 tokenId, uint128 liquidity, uint256 amount0Min, uint256 amount1Min, uint256 deadline) params)'),
  // The pool may be told to pay the manager itself (0), which hands it on in a later step.
  known<Collect>('collect((uint256 tokenId, address recipient, uint128 amount0Max, uint128 amount1Max) params)', {
    warn: ({ params }, call) => outcome(call, params.recipient, 1n),
    // Whatever the two tokens are: something has to be paid out after this.
    flows: ({ params }, call) => kept(call, params.recipient, erc721(call, call.to, params.tokenId)),
  }),
  known('createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96)'),
];
