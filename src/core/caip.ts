/** CAIP-2 chain id, e.g. `eip155:1`. */
export type ChainId = `${string}:${string}`;
/** The account address of CAIP-10, in its family's canonical form. */
export type Address = string;
/** CAIP-19 asset id, e.g. `eip155:1/slip44:60`, `eip155:1/erc20:0xa0b8…`, or one piece of a collection, `eip155:1/erc721:0x0601…/771769`. */
export type AssetId = `${ChainId}/${string}:${string}`;

const chainPattern = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/;
const assetPattern = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}\/[-a-z0-9]{3,8}:[-.%a-zA-Z0-9]{1,128}(?:\/[-.%a-zA-Z0-9]{1,78})?$/;

export function isChainId(value: unknown): value is ChainId {
  return typeof value === 'string' && chainPattern.test(value);
}

export function isAssetId(value: unknown): value is AssetId {
  return typeof value === 'string' && assetPattern.test(value);
}

export const namespaceOf = (chain: ChainId): string => chain.slice(0, chain.indexOf(':'));
export const referenceOf = (chain: ChainId): string => chain.slice(chain.indexOf(':') + 1);
export const chainOf = (asset: AssetId): ChainId => asset.slice(0, asset.indexOf('/')) as ChainId;

/** The chain's own coin, by its SLIP-44 type. */
export const nativeAsset = (chain: ChainId, slip44: number): AssetId => `${chain}/slip44:${slip44}`;

/** `id` names one piece of a collection. */
export type AssetParts = { readonly chain: ChainId; readonly namespace: string; readonly reference: string; readonly id?: string };

export function partsOf(asset: AssetId): AssetParts {
  const [chain = '', type = '', id] = asset.split('/');
  const colon = type.indexOf(':');
  return { chain: chain as ChainId, namespace: type.slice(0, colon), reference: type.slice(colon + 1), ...(id !== undefined && { id }) };
}
