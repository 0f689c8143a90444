import { accounts } from './accounts';
import { aggregators } from './aggregators';
import { control } from './control';
import type { Known } from './known';
import { lending } from './lending';
import { multicall } from './multicall';
import { permit2 } from './permit2';
import { positions } from './positions';
import { safe } from './safe';
import { seaport } from './seaport';
import { tokens } from './tokens';
import { uniswapV2 } from './uniswap-v2';
import { uniswapV3 } from './uniswap-v3';
import { uniswapV4 } from './uniswap-v4';
import { universalRouter } from './universal-router';

/** Every function that the wallet has words for. */
export const vocabulary: readonly Known[] = [
  ...tokens,
  ...control,
  ...permit2,
  ...multicall,
  ...uniswapV2,
  ...uniswapV3,
  ...positions,
  ...uniswapV4,
  ...universalRouter,
  ...safe,
  ...seaport,
  ...aggregators,
  ...lending,
  ...accounts,
];
