import type { Authorization } from 'ethers/transaction';
import type { Address, Detail } from '../../adapter';
import { danger, unique } from '../../warnings';
import { sameAddress, zeroAddress } from '../addresses';
import { signerOf } from '../authorizations';
import type { Effect } from './known';

/** What the authorisations of a transaction do (EIP-7702), in the account that sends it or in those of others. */
export function describeAuthorizations(list: readonly Authorization[], account: Address, chainId: bigint): Effect {
  return {
    changes: [],
    details: list.flatMap((authorization) => rowsOf(authorization, account, chainId)),
    warnings: unique(
      list.flatMap(({ address, chainId: chain }) => [
        ...(address === zeroAddress ? [] : [danger('account-delegated')]),
        ...(chain === 0n ? [danger('every-chain')] : []),
      ]),
    ),
  };
}

function rowsOf(authorization: Authorization, account: Address, here: bigint): readonly Detail[] {
  const { address, chainId, nonce } = authorization;
  const by = signerOf(authorization);
  return [
    ...(by === undefined || sameAddress(by, account) ? [] : ([{ label: 'from', value: { kind: 'address', address: by } }] as const)),
    { label: 'delegate', value: address === zeroAddress ? { kind: 'none' } : { kind: 'address', address } },
    ...(chainId === here ? [] : ([{ label: 'chain', value: { kind: 'text', text: String(chainId) } }] as const)),
    { label: 'delegation-nonce', value: { kind: 'text', text: String(nonce) } },
  ];
}
