import type { Address } from '../../adapter';
import { danger } from '../../warnings';
import { known, type Known } from './known';

const owner = { warn: () => [danger('ownership-change')] };
const permission = { warn: () => [danger('permission-change')] };
const code = { warn: () => [danger('code-change')] };

type Upgrade = { readonly proxy?: Address; readonly data: string };

/** Who rules a contract, and what code it runs: OpenZeppelin's Ownable, AccessControl and proxies (ERC-1967, ERC-1822). */
export const control: readonly Known[] = [
  known('transferOwnership(address newOwner)', owner),
  known('renounceOwnership()', owner),
  known('acceptOwnership()'),
  known('changeAdmin(address newOwner)', owner),
  known('changeProxyAdmin(address proxy, address newOwner)', owner),
  known('grantRole(bytes32 role, address account)', permission),
  known('revokeRole(bytes32 role, address account)', permission),
  known('renounceRole(bytes32 role, address account)', permission),
  known('upgradeTo(address implementation)', code),
  known<Upgrade>('upgradeToAndCall(address implementation, bytes data)', {
    ...code,
    folds: ['data'],
    steps: ({ data }, call) => (data === '0x' ? [] : [{ call: { ...call, data }, delegate: true }]),
  }),
  known('upgrade(address proxy, address implementation)', code),
  known<Required<Upgrade>>('upgradeAndCall(address proxy, address implementation, bytes data)', {
    ...code,
    folds: ['data'],
    steps: ({ proxy, data }, call) => [{ call: { ...call, caller: call.to, to: proxy, data } }],
  }),
];
