import { control } from './control';
import type { Known } from './known';
import { multicall } from './multicall';
import { permit2 } from './permit2';
import { tokens } from './tokens';

/** Every function that the wallet has words for. */
export const vocabulary: readonly Known[] = [...tokens, ...control, ...permit2, ...multicall];
