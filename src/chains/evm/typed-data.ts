import { fromHex } from '../../core/bytes';
import type { Address, Detail, Preview, Warning } from '../adapter';
import { permitWarnings } from '../permits';
import { leavesOf, type Dialect, type TypedData } from '../typed-data';
import * as shared from '../typed-data-preview';
import { danger, info, unique } from '../warnings';
import { checksummed, sameAddress, zeroAddress } from './addresses';
import { coinOf } from './assets';
import { chainText } from './chain-name';
import { factsOf } from './decode/typed';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';

export const eip712: Dialect = { address: checksummed, addressBytes: fromHex, aliases: {}, exact: false };

export function previewTypedData(data: TypedData, signer: Address, network: EvmNetwork): Preview {
  const facts = factsOf(data, { chain: network.id, coin: coinOf(network), account: signer }, leavesOf(data, eip712));
  const warnings = unique([...domainWarnings(data, signer), ...(facts?.decoded ? [] : permitWarnings(data, eip712)), ...(facts?.warnings ?? [])]);
  const preview = shared.previewTypedData(data, signer, eip712, warnings, facts);
  return { ...preview, details: preview.details.map((detail) => named(detail, network)) };
}

const named = (detail: Detail, network: EvmNetwork): Detail =>
  detail.label === 'chain' && detail.value.kind === 'text' && /^\d+$/.test(detail.value.text)
    ? { ...detail, value: { kind: 'text', text: chainText(BigInt(detail.value.text), network) } }
    : detail;

/** Whether typed data names the chain it is for, and names another. */
export const isForAnotherChain = (data: TypedData, network: EvmNetwork): boolean =>
  signs(data, 'chainId') && BigInt(data.domain['chainId'] as string | number) !== chainIdOf(network);

function domainWarnings(data: TypedData, signer: Address): readonly Warning[] {
  const contract = signs(data, 'verifyingContract') ? String(data.domain['verifyingContract']) : undefined;
  return [
    ...(signs(data, 'chainId') ? [] : [info('chain-missing')]),
    // An account that delegates to code (EIP-7702) can be a contract that takes its owner's word for anything.
    ...(contract !== undefined && sameAddress(contract, signer) ? [danger('delegate')] : []),
    ...(contract !== undefined && (sameAddress(contract, zeroAddress) || !contract.startsWith('0x')) ? [info('not-decoded')] : []),
  ];
}

const signs = ({ types }: TypedData, field: string): boolean => types['EIP712Domain']!.some(({ name }) => name === field);
