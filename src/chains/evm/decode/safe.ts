import type { Address } from '../../adapter';
import { danger, info } from '../../warnings';
import { checksummed, sameAddress } from '../addresses';
import { known, type Call, type Known, type Step } from './known';

export type SafeTransaction = { readonly to: Address; readonly value: bigint; readonly data: string; readonly operation: bigint };

/**
 * What a Safe does at its owners' word. A delegatecall (1) lets other code act as the Safe, and take it over: only that of Safe's own
 * MultiSend contracts, which do what their calls say, is decoded.
 */
export function safeSteps({ to, value, data, operation }: SafeTransaction, call: Call): readonly Step[] {
  const inner = { ...call, caller: call.to, to, value, data };
  if (operation === 0n) return [{ call: inner }];
  return [{ call: inner, delegate: true, ...(!isMultiSend(to) && { as: foreignCode }) }];
}

export const safeWarnings = ({ to, operation }: Pick<SafeTransaction, 'to' | 'operation'>) =>
  operation === 0n || (operation === 1n && isMultiSend(to)) ? [] : [danger('permission-change')];

/** Whatever the bytes are: they are shown, and called unknown. */
const foreignCode = known('delegatecall()', { warn: () => [info('unknown-contract-call')] });

const isMultiSend = (address: Address): boolean => multiSends.some((known) => sameAddress(known, address));

// safe-deployments: MultiSend and MultiSendCallOnly of 1.3.0 (both ways of deployment) and 1.4.1; on every chain the same.
const multiSends: readonly Address[] = [
  '0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761',
  '0x998739BFdAAdde7C933B942a68053933098f9EDa',
  '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D',
  '0xA1dabEF33b3B82c7814B6D82A79e50F4AC44102B',
  '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526',
  '0x9641d764fc13c8B624c04430C7356C1C7C8102e2',
];

const ruled = { warn: () => [danger('permission-change')] };

export const safe: readonly Known[] = [
  known<SafeTransaction>(
    'execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures)',
    { folds: ['to', 'value', 'data'], steps: safeSteps, warn: safeWarnings },
  ),
  known<{ readonly transactions: string }>('multiSend(bytes transactions)', {
    folds: ['transactions'],
    steps: ({ transactions }, call) => packed(transactions, call),
    warn: ({ transactions }, call) => (packed(transactions, call).every(({ delegate }) => !delegate) ? [] : [danger('permission-change')]),
  }),
  known('addOwnerWithThreshold(address newOwner, uint256 threshold)', ruled),
  known('removeOwner(address previous, address removed, uint256 threshold)', ruled),
  known('swapOwner(address previous, address removed, address newOwner)', ruled),
  known('changeThreshold(uint256 threshold)', ruled),
  known('enableModule(address module)', ruled),
  known('disableModule(address previous, address module)', ruled),
  known('setGuard(address guard)', ruled),
  known('setFallbackHandler(address handler)', ruled),
  known('approveHash(bytes32 hash)', { warn: () => [danger('blind-signing')] }),
];

/** MultiSend.sol: operation (1 byte), to (20), value (32), length (32), data, packed. What does not end where it should is one unknown call. */
function packed(transactions: string, call: Call): readonly Step[] {
  const steps: Step[] = [];
  const hex = transactions.slice(2);
  for (let at = 0; at < hex.length;) {
    const length = hex.length - at >= 170 ? BigInt(`0x${hex.slice(at + 106, at + 170)}`) : -1n;
    if (length < 0n || length * 2n > BigInt(hex.length - at - 170)) return [{ call: { ...call, data: transactions }, delegate: true, as: foreignCode }];
    const end = at + 170 + 2 * Number(length);
    const inner = {
      ...call,
      to: checksummed(`0x${hex.slice(at + 2, at + 42)}`),
      value: BigInt(`0x${hex.slice(at + 42, at + 106)}`),
      data: `0x${hex.slice(at + 170, end)}`,
    };
    steps.push(hex.slice(at, at + 2) === '00' ? { call: inner } : { call: inner, delegate: true, as: foreignCode });
    at = end;
  }
  return steps;
}
