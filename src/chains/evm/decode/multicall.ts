import type { Address } from '../../adapter';
import { known, type Call, type Known, type Step } from './known';

type Target = { readonly target: Address; readonly callData: string; readonly value?: bigint };
type Targets = { readonly calls: readonly Target[] };
type Own = { readonly data: readonly string[] };

/** Multicall3 (and its forerunners) calls others itself: what it moves is its own, or what it was allowed. */
const others = {
  folds: ['calls'],
  steps: ({ calls }: Targets, call: Call): readonly Step[] =>
    calls.map(({ target, callData, value = 0n }) => ({ call: { ...call, caller: call.to, to: target, value, data: callData } })),
};

/** A contract calls itself for its caller: the coins of the transaction stand for all the calls. */
const itself = {
  folds: ['data'],
  steps: ({ data }: Own, call: Call): readonly Step[] => data.map((each) => ({ call: { ...call, data: each }, delegate: true })),
};

export const multicall: readonly Known[] = [
  known('aggregate((address target, bytes callData)[] calls)', others),
  known('tryAggregate(bool requireSuccess, (address target, bytes callData)[] calls)', others),
  known('blockAndAggregate((address target, bytes callData)[] calls)', others),
  known('tryBlockAndAggregate(bool requireSuccess, (address target, bytes callData)[] calls)', others),
  known('aggregate3((address target, bool allowFailure, bytes callData)[] calls)', others),
  known('aggregate3Value((address target, bool allowFailure, uint256 value, bytes callData)[] calls)', others),
  known('multicall(bytes[] data)', itself),
  known('multicall(uint256 deadline, bytes[] data)', itself),
  known('multicall(bytes32 previousBlockhash, bytes[] data)', itself),
];
