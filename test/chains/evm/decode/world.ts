import { describeCall } from '../../../../src/chains/evm/decode/call';
import type { Call, Effect } from '../../../../src/chains/evm/decode/known';

/** What the tests of decoding share: an account on Ethereum, and what the wallet says of a call that it makes. */
export const account = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';
export const other = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
export const usdc = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
export const weth = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2';
export const router = '0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D';
export const coin = 'eip155:1/slip44:60';

export const token = (address: string) => `eip155:1/erc20:${address.toLowerCase()}` as const;

export function say(
  data: string,
  { to = usdc, value = 0n, from = account }: { readonly to?: string; readonly value?: bigint; readonly from?: string } = {},
): Effect {
  const call: Call = { chain: 'eip155:1', coin, account: from, caller: from, to, value, data };
  return describeCall(Object.freeze(call)) ?? { changes: [], details: [], warnings: [{ level: 'info', code: 'unknown-contract-call' }] };
}

export const codes = ({ warnings }: Pick<Effect, 'warnings'>) => warnings.map(({ level, code }) => `${level} ${code}`).sort();
/** Every value under a label, in order; text stands for texts. */
export const rows = ({ details }: Pick<Effect, 'details'>, label: string) =>
  details
    .filter((detail) => detail.label === label)
    .map(({ value }) => (value.kind === 'text' ? value.text : value.kind === 'address' ? value.address : value));
