import type { Address } from '../../adapter';
import { checksummed } from '../addresses';
import { known, type Call, type Known, type Step } from './known';

type Operation = { readonly sender: Address; readonly callData: string };
type Execution = { readonly target: Address; readonly value: bigint; readonly callData: string };
type Forward = { readonly from: Address; readonly to: Address; readonly value: bigint; readonly data: string };

/** What an account contract is told by its entry point. */
export const operationStep = ({ sender, callData }: Operation, call: Call): Step => ({
  call: { ...call, caller: call.to, to: sender, value: 0n, data: callData },
});

const operations = {
  folds: ['ops'],
  steps: ({ ops }: { readonly ops: readonly Operation[] }, call: Call): readonly Step[] => ops.map((each) => operationStep(each, call)),
};

const step = (call: Call, { target, value, callData }: Execution): Step => ({ call: { ...call, caller: call.to, to: target, value, data: callData } });

type Batch = { readonly targets: readonly Address[]; readonly values?: readonly bigint[]; readonly calls: readonly string[] };
const batch = {
  folds: ['targets', 'values', 'calls'],
  steps: ({ targets, values, calls }: Batch, call: Call): readonly Step[] =>
    targets.slice(0, calls.length).map((target, i) => step(call, { target, value: values?.[i] ?? 0n, callData: calls[i]! })),
};

const v6 =
  '(address sender, uint256 nonce, bytes initCode, bytes callData, uint256 callGasLimit, uint256 verificationGasLimit, uint256 preVerificationGas, uint256 maxFeePerGas, uint256 maxPriorityFeePerGas, bytes paymasterAndData, bytes signature)[] ops';
const v7 =
  '(address sender, uint256 nonce, bytes initCode, bytes callData, bytes32 accountGasLimits, uint256 preVerificationGas, bytes32 gasFees, bytes paymasterAndData, bytes signature)[] ops';

const executions = known<{ readonly calls: readonly Execution[] }>('executeBatch((address target, uint256 value, bytes callData)[] calls)', {
  folds: ['calls'],
  steps: ({ calls }, call) => calls.map((each) => step(call, each)),
});

/** ERC-7579: the first byte of the mode says what the calldata holds; 0 is one call, packed, 1 is several. */
function modular({ mode, executionCalldata }: { readonly mode: string; readonly executionCalldata: string }, call: Call): readonly Step[] {
  if (mode.startsWith('0x01')) return [{ call: { ...call, data: executionCalldata }, delegate: true, as: executions }];
  if (!mode.startsWith('0x00') || executionCalldata.length < 106) return [{ call: { ...call, data: executionCalldata }, delegate: true, as: opaque }];
  const value = BigInt(`0x${executionCalldata.slice(42, 106)}`);
  return [step(call, { target: checksummed(executionCalldata.slice(0, 42)), value, callData: `0x${executionCalldata.slice(106)}` })];
}

const opaque = known('execution()');

const forward = {
  folds: ['req'],
  steps: ({ req }: { readonly req: Forward }, call: Call): readonly Step[] => [forwardStep(req, call)],
};

/** ERC-2771: the contract takes the word of its forwarder for who calls. */
export const forwardStep = ({ from, to, value, data }: Forward, call: Call): Step => ({ call: { ...call, caller: from, to, value, data } });

/** Account contracts: ERC-4337's entry points, what the common accounts execute, and ERC-2771's forwarders. */
export const accounts: readonly Known[] = [
  known(`handleOps(${v6}, address beneficiary)`, operations),
  known(`handleOps(${v7}, address beneficiary)`, operations),
  known<Execution>('execute(address target, uint256 value, bytes callData)', {
    folds: ['target', 'value', 'callData'],
    steps: (execution, call) => [step(call, execution)],
  }),
  known('executeBatch(address[] targets, bytes[] calls)', batch),
  known('executeBatch(address[] targets, uint256[] values, bytes[] calls)', batch),
  executions,
  known<{ readonly mode: string; readonly executionCalldata: string }>('execute(bytes32 mode, bytes executionCalldata)', {
    folds: ['executionCalldata'],
    steps: modular,
  }),
  known('execute((address from, address to, uint256 value, uint256 gas, uint256 nonce, bytes data) req, bytes signature)', forward),
  known('execute((address from, address to, uint256 value, uint256 gas, uint48 deadline, bytes data, bytes signature) req)', forward),
];
