import { Interface } from 'ethers/abi';
import type { Detail, DetailLabel, Preview, Warning } from '../adapter';
import { allowanceWarnings, danger } from '../warnings';

/** What a call says it does, or undefined where the wallet has no words for it. */
export type Call = { readonly title: Preview['title']; readonly method: string; readonly details: readonly Detail[]; readonly warnings: readonly Warning[] };

/**
 * Decodes calldata that is one of the well-known calls in its one canonical encoding. Numbers stay bare: whether `amount` counts units
 * (ERC-20) or names a piece (ERC-721 has the same selectors), and what a unit is worth, is not in the bytes.
 */
export function decodeCall(data: string): Call | undefined {
  const call = parse(data);
  if (!call) return undefined;
  const [method, args] = call;
  const words = vocabulary[method.slice(0, method.indexOf('('))]!;
  const inputs = abi.getFunction(method)!.inputs;
  return {
    title: words.title ?? 'contract-call',
    method,
    details: inputs.map(({ name, type }, index) => detail(name, type, args[index])),
    warnings: words.warn?.(args) ?? [],
  };
}

const abi = new Interface([
  'function transfer(address to, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function increaseAllowance(address spender, uint256 amount)',
  'function decreaseAllowance(address spender, uint256 amount)',
  'function permit(address owner, address spender, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
  'function permit(address owner, address spender, uint256 nonce, uint256 expiry, bool allowed, uint8 v, bytes32 r, bytes32 s)',
  'function setApprovalForAll(address operator, bool approved)',
  'function safeTransferFrom(address from, address to, uint256 id)',
  'function safeTransferFrom(address from, address to, uint256 id, bytes data)',
  'function safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes data)',
  'function transferOwnership(address owner)',
  'function renounceOwnership()',
  'function deposit()',
  'function withdraw(uint256 amount)',
]);

type Args = readonly unknown[];
type Words = { readonly title?: Preview['title']; warn?(args: Args): readonly Warning[] };

const allowance: Words = { title: 'approve-token', warn: (args) => allowanceWarnings(args[1] as bigint) };
const plain: Words = {};

const vocabulary: Readonly<Record<string, Words>> = {
  transfer: plain,
  transferFrom: plain,
  approve: allowance,
  increaseAllowance: allowance,
  decreaseAllowance: { title: 'approve-token' },
  // DAI's permit has a bool in place of an amount.
  permit: {
    title: 'approve-token',
    warn: (args) => (args.length === 8 ? (args[4] === true ? [danger('unlimited-approval')] : []) : allowanceWarnings(args[2] as bigint)),
  },
  setApprovalForAll: { title: 'approve-token', warn: (args) => (args[1] === true ? [danger('approval-for-all')] : []) },
  safeTransferFrom: plain,
  transferOwnership: { warn: () => [danger('ownership-change')] },
  renounceOwnership: { warn: () => [danger('ownership-change')] },
  deposit: plain,
  withdraw: plain,
};

function parse(data: string): readonly [string, Args] | undefined {
  try {
    const call = abi.parseTransaction({ data });
    // A second encoding could hide bytes that some contract reads.
    if (!call || abi.encodeFunctionData(call.fragment, call.args) !== data.toLowerCase()) return undefined;
    return [call.signature, [...call.args] as Args];
  } catch {
    return undefined;
  }
}

const labels: Readonly<Record<string, DetailLabel>> = { to: 'to', from: 'from', spender: 'spender', operator: 'spender' };

function detail(name: string, type: string, value: unknown): Detail {
  const label = labels[name];
  const named = label ? { label } : ({ label: 'field', name } as const);
  if (type === 'address') return { ...named, value: { kind: 'address', address: value as string } };
  if (type.startsWith('bytes')) return { ...named, value: { kind: 'bytes', hex: (value as string).slice(2) } };
  return { ...named, value: { kind: 'text', text: String(value) } };
}
