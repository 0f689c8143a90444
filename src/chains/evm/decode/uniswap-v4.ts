import type { AssetId } from '../../../core/caip';
import type { Address } from '../../adapter';
import { info } from '../../warnings';
import { sameAddress } from '../addresses';
import { known, leaves, tokenOrCoin, type Call, type Known, type Rules, type Step } from './known';
import { kept, outcome, paidOut, portions } from './swaps';

/** What a router or the position manager is to do, a byte each, and the arguments of each. */
export type Actions = { readonly actions: string; readonly params: readonly string[] };

type Key = { readonly currency0: Address; readonly currency1: Address };
type Amounts = { readonly amountIn?: bigint; readonly amountInMaximum?: bigint; readonly amountOut?: bigint; readonly amountOutMinimum?: bigint };
type Single = { readonly params: Amounts & { readonly poolKey: Key; readonly zeroForOne: boolean } };
type Route = {
  readonly params: Amounts & {
    readonly currencyIn?: Address;
    readonly currencyOut?: Address;
    readonly path: readonly { readonly intermediateCurrency: Address }[];
  };
};

// What is paid and what comes out is settled and taken by actions of their own: there stands how much at most and at least, and for whom.
const swap = <A extends { readonly params: Amounts }>(
  endsOf: (args: A) => { readonly from?: Address | undefined; readonly to?: Address | undefined },
): Rules<A> => ({
  assets: (args, call): Readonly<Record<string, AssetId>> => {
    const { from, to } = endsOf(args);
    return {
      ...(from && { 'params.amountIn': tokenOrCoin(call, from), 'params.amountInMaximum': tokenOrCoin(call, from) }),
      ...(to && { 'params.amountOut': tokenOrCoin(call, to), 'params.amountOutMinimum': tokenOrCoin(call, to) }),
    };
  },
  labels: { 'params.amountOut': 'minimum-received' },
});

const single = swap<Single>(({ params: { poolKey, zeroForOne } }) =>
  zeroForOne ? { from: poolKey.currency0, to: poolKey.currency1 } : { from: poolKey.currency1, to: poolKey.currency0 },
);
/** A path has the other ends of its pools in turn; that of an exact output is written from its beginning. */
const route = swap<Route>(({ params: { currencyIn, currencyOut, path } }) =>
  currencyOut === undefined ? { from: currencyIn, to: path.at(-1)?.intermediateCurrency } : { from: path[0]?.intermediateCurrency, to: currencyOut },
);

type Settled = { readonly currency: Address; readonly amount?: bigint; readonly maxAmount?: bigint; readonly payerIsUser?: boolean };
type Taken = { readonly currency: Address; readonly recipient?: Address; readonly amount?: bigint; readonly minAmount?: bigint };

const settle: Rules<Settled> = {
  assets: ({ currency }, call) => ({ amount: tokenOrCoin(call, currency), maxAmount: tokenOrCoin(call, currency) }),
  labels: { maxAmount: 'maximum-paid' },
  // 0 is "what is owed"; coins leave with the transaction.
  changes: ({ currency, amount = 0n, payerIsUser }, call) =>
    payerIsUser && amount > 0n && amount < 2n ** 255n && !/^0x0{40}$/.test(currency)
      ? leaves(call, call.caller, tokenOrCoin(call, currency), amount, call.to)
      : [],
  flows: ({ currency, payerIsUser }, call) => (payerIsUser === false ? [{ stays: false, asset: tokenOrCoin(call, currency) }] : []),
};
const take: Rules<Taken> = {
  assets: ({ currency }, call) => ({ amount: tokenOrCoin(call, currency), minAmount: tokenOrCoin(call, currency) }),
  labels: { minAmount: 'minimum-received' },
  // 0 of TAKE is "what is due".
  warn: ({ recipient, minAmount }, call) => outcome(call, recipient ?? call.account, minAmount ?? 1n),
  flows: ({ recipient, currency }, call) => (recipient === undefined ? [] : kept(call, recipient, tokenOrCoin(call, currency))),
};
type Both = { readonly currency0: Address; readonly currency1: Address; readonly recipient: Address };

type Pair = { readonly poolKey?: Key; readonly recipient?: Address; readonly owner?: Address };
const pair = (first: string, second: string): Rules<Pair> => ({
  assets: ({ poolKey }, call): Readonly<Record<string, AssetId>> =>
    poolKey ? { [first]: tokenOrCoin(call, poolKey.currency0), [second]: tokenOrCoin(call, poolKey.currency1) } : {},
  labels: {
    [first]: first.endsWith('Max') ? 'maximum-paid' : 'minimum-received',
    [second]: second.endsWith('Max') ? 'maximum-paid' : 'minimum-received',
    owner: 'to',
  },
  warn: ({ recipient, owner }, call) => outcome(call, recipient ?? owner ?? call.account, 1n),
});

const key = '(address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) poolKey';
const hops = '(address intermediateCurrency, uint24 fee, int24 tickSpacing, address hooks, bytes hookData)[] path';
const most = 'uint128 amount0Max, uint128 amount1Max';
const least = 'uint128 amount0Min, uint128 amount1Min';

/** With an exact input. */
const [swapSingle, swapRoute] = [0x06, 0x07] as const;
/** The last is a part of what is due, in hundredths of a per cent. */
const [takeSome, takeAll, takePortion] = [0x0e, 0x0f, 0x10] as const;

/** v4-periphery, Actions.sol. */
const actions: Readonly<Record<number, Known>> = {
  0x00: known(`INCREASE_LIQUIDITY(uint256 tokenId, uint256 liquidity, ${most}, bytes hookData)`),
  0x01: known(`DECREASE_LIQUIDITY(uint256 tokenId, uint256 liquidity, ${least}, bytes hookData)`),
  0x02: known(
    `MINT_POSITION(${key}, int24 tickLower, int24 tickUpper, uint256 liquidity, ${most}, address owner, bytes hookData)`,
    pair('amount0Max', 'amount1Max'),
  ),
  0x03: known(`BURN_POSITION(uint256 tokenId, ${least}, bytes hookData)`),
  [swapSingle]: known(`SWAP_EXACT_IN_SINGLE((${key}, bool zeroForOne, uint128 amountIn, uint128 amountOutMinimum, bytes hookData) params)`, single),
  [swapRoute]: known(`SWAP_EXACT_IN((address currencyIn, ${hops}, uint128 amountIn, uint128 amountOutMinimum) params)`, route),
  0x08: known(`SWAP_EXACT_OUT_SINGLE((${key}, bool zeroForOne, uint128 amountOut, uint128 amountInMaximum, bytes hookData) params)`, single),
  0x09: known(`SWAP_EXACT_OUT((address currencyOut, ${hops}, uint128 amountOut, uint128 amountInMaximum) params)`, route),
  0x0b: known('SETTLE(address currency, uint256 amount, bool payerIsUser)', settle),
  0x0c: known('SETTLE_ALL(address currency, uint256 maxAmount)', settle),
  0x0d: known('SETTLE_PAIR(address currency0, address currency1)'),
  [takeSome]: known('TAKE(address currency, address recipient, uint256 amount)', take),
  [takeAll]: known('TAKE_ALL(address currency, uint256 minAmount)', take),
  [takePortion]: known('TAKE_PORTION(address currency, address recipient, uint256 bips)'),
  0x11: known<Both>('TAKE_PAIR(address currency0, address currency1, address recipient)', {
    warn: ({ recipient }, call) => outcome(call, recipient, 1n),
    flows: ({ currency0, currency1, recipient }, call) => [currency0, currency1].flatMap((currency) => kept(call, recipient, tokenOrCoin(call, currency))),
  }),
  0x12: known('CLOSE_CURRENCY(address currency)'),
  0x13: known('CLEAR_OR_TAKE(address currency, uint256 amountMax)'),
  0x14: known<Required<Pick<Taken, 'currency' | 'recipient'>>>('SWEEP(address currency, address recipient)', {
    warn: ({ recipient }, call) => outcome(call, recipient, 1n),
    flows: ({ currency, recipient }, call) => paidOut(call, recipient, tokenOrCoin(call, currency)),
  }),
};

function actionSteps({ actions: program, params }: Actions, call: Call): readonly Step[] {
  return codesOf(program)
    .slice(0, params.length)
    .map((code, index) => ({
      call: { ...call, data: params[index]! },
      delegate: true,
      as: actions[code] ?? known(`unknown0x${code.toString(16).padStart(2, '0')}()`),
    }));
}

const codesOf = (program: string): readonly number[] => (program.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));

/**
 * Whether nothing bounds what the account takes for an exact input: TAKE names no least amount, and none of the swaps does. TAKE_ALL and SWEEP say it of
 * themselves.
 */
function hasNoMinimum(codes: readonly number[], params: readonly string[], call: Call): boolean {
  // A word of the one encoding of an action's arguments.
  const word = (action: number, place: number) => BigInt(`0x${params[action]?.slice(2 + 64 * place, 66 + 64 * place) || '0'}`);
  const words = (code: number, place: number) => codes.flatMap((each, action) => (each === code ? [word(action, place)] : []));
  const least = [...words(swapSingle, 8), ...words(swapRoute, 4)];
  const takers = [1n, BigInt(call.account)];
  return (
    sameAddress(call.caller, call.account) &&
    least.length > 0 &&
    least.every((amount) => amount === 0n) &&
    words(takeAll, 1).every((amount) => amount === 0n) &&
    words(takeSome, 1).some((taker) => takers.includes(taker))
  );
}

/** Each action has its arguments, or none of them is carried out. */
export const allActions: Rules<Actions> = {
  folds: ['actions', 'params'],
  steps: actionSteps,
  warn: ({ actions: program, params }, call) => [
    ...(program.length - 2 === 2 * params.length ? [] : [info('not-decoded')]),
    ...portions(codesOf(program), params, takePortion),
    ...(hasNoMinimum(codesOf(program), params, call) ? [info('no-minimum')] : []),
  ],
};

const unlocked = known('unlock(bytes actions, bytes[] params)', allActions);
type Unlock = { readonly unlockData: string };

/** Uniswap v4's position manager. */
export const uniswapV4: readonly Known[] = [
  known<Unlock>('modifyLiquidities(bytes unlockData, uint256 deadline)', {
    folds: ['unlockData'],
    steps: ({ unlockData }, call) => [{ call: { ...call, data: unlockData }, delegate: true, as: unlocked }],
  }),
  known('modifyLiquiditiesWithoutUnlock(bytes actions, bytes[] params)', allActions),
];
