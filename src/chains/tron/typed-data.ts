import * as v from 'valibot';
import { fromHex } from '../../core/bytes';
import { referenceOf } from '../../core/caip';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Preview } from '../adapter';
import { permitWarnings } from '../permits';
import { baseTypeOf, integerFrom, readTypedData, type Dialect, type TypedData } from '../typed-data';
import * as shared from '../typed-data-preview';
import { danger } from '../warnings';
import { addressBytes, addressFrom, canonical } from './addresses';
import type { TronNetwork } from './networks';

/** TIP-712: EIP-712 with T-addresses, which hash as their 20 bytes, and the type `trcToken`, a uint256 that keeps its name. */
export const tip712: Dialect = {
  address: (text) => (/^0x[0-9a-f]{40}$/i.test(text) ? addressFrom(fromHex(text)) : canonical(text)),
  addressBytes: (address) => addressBytes(address).subarray(1),
  aliases: { trcToken: 'uint256', uint: 'uint256', int: 'int256' },
  exact: true,
};

/** What a page hands to tronweb: it names neither the primary type nor the domain's. Throws for anything that cannot be signed as it stands. */
export const typedDataFrom = (domain: Json, types: Json, message: Json): TypedData =>
  readTypedData({ types, primaryType: primaryTypeOf(types), domain, message }, tip712);

/** Throws `transaction/invalid` for the domain of another network. */
export function previewTypedData(data: TypedData, signer: Address, network: TronNetwork): Preview {
  const { chainId } = data.domain;
  if (chainId !== undefined && !isOfChain(chainId, network)) throw new WalletError('transaction/invalid');
  return shared.previewTypedData(data, signer, tip712, [...(chainId === undefined ? [danger('chain-missing')] : []), ...permitWarnings(data, tip712)]);
}

/** TIP-712: the domain's chain id is the low four bytes of what contracts see as `block.chainid`; both forms are in use. */
const isOfChain = (chainId: Json, network: TronNetwork): boolean => (integerFrom(chainId) & 0xffffffffn) === BigInt(referenceOf(network.id));

/** The type that no other refers to. */
function primaryTypeOf(types: Json): string {
  const declared = v.parse(v.record(v.string(), v.array(v.object({ type: v.string() }))), types);
  const referred = new Set(Object.values(declared).flatMap((fields) => fields.map(({ type }) => baseTypeOf(type))));
  const [primary, ...others] = Object.keys(declared).filter((name) => !referred.has(name));
  if (primary === undefined || primary === 'EIP712Domain' || others.length > 0) throw new TypeError('primary type');
  return primary;
}
