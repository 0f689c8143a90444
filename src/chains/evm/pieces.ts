import { partsOf, type AssetId, type ChainId } from '../../core/caip';
import type { Address, TokenFacts } from '../adapter';
import { sameAddress, zeroAddress } from './addresses';
import type { Answer } from './multicall';
import { addressIn, numberIn, tokenAbi } from './token-abi';

export type Namespace = 'erc20' | 'erc721' | 'erc1155';
export const standards = { erc20: 'fungible', erc721: 'collectible', erc1155: 'semi-fungible' } as const satisfies Readonly<
  Record<Namespace, TokenFacts['standard']>
>;

/** A token of this family: `id` where, and only where, it is one of a collection. */
export type Piece = { readonly asset: AssetId; readonly namespace: Namespace; readonly contract: Address; readonly id?: bigint };

/** Undefined for the native coin, an asset of another network, and whatever is not written in the one canonical way. */
export function pieceOf(asset: AssetId, network: ChainId): Piece | undefined {
  const { chain, namespace, reference, id } = partsOf(asset);
  if (chain !== network || !Object.hasOwn(standards, namespace) || !/^0x[0-9a-f]{40}$/.test(reference)) return undefined;
  if ((namespace === 'erc20') !== (id === undefined) || (id !== undefined && !isTokenId(id))) return undefined;
  return { asset, namespace: namespace as Namespace, contract: reference, ...(id !== undefined && { id: BigInt(id) }) };
}

export const assetOf = (network: ChainId, namespace: Namespace, contract: Address, id?: bigint): AssetId =>
  `${network}/${namespace}:${contract.toLowerCase()}${id === undefined ? '' : `/${id}`}`;

/** A decimal number of 256 bits, in its one way of writing. */
export const isTokenId = (text: string): boolean => /^(?:0|[1-9]\d{0,77})$/.test(text) && BigInt(text) < 2n ** 256n;

/** The calldata that asks how much of it somebody has; {@link amountOf} reads the answer. */
export function questionOf({ namespace, id }: Piece, owner: Address): string {
  if (namespace === 'erc20') return tokenAbi.encodeFunctionData('balanceOf(address)', [owner]);
  return namespace === 'erc721' ? tokenAbi.encodeFunctionData('ownerOf', [id]) : tokenAbi.encodeFunctionData('balanceOf(address,uint256)', [owner, id]);
}

/** No token has so many units: a contract that says so is broken, or wants to be looked at. */
export const absurdAmount = 2n ** 192n;

export function amountOf({ namespace }: Piece, answer: Answer, owner: Address): bigint | undefined {
  // ERC-721 refuses to name the owner of what is not there.
  if (namespace === 'erc721') return sameAddress(addressIn(answer) ?? zeroAddress, owner) ? 1n : 0n;
  const amount = numberIn(answer);
  return amount === undefined || amount >= absurdAmount ? undefined : amount;
}
