import * as v from 'valibot';
import type { Json } from '../../core/json';
import type { NamedToken, PageContext } from '../adapter';
import { refusals } from '../refusals';
import { tokenDecimals, tokenText } from '../token-text';
import { chainIdText } from './add-chain';
import { evm } from './family';
import type { EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { isTokenId } from './pieces';
import { addressText } from './request';

const { failure, read } = refusals(evm);

/** EIP-747. An image is not looked at: whoever serves it would learn who has the token. */
export function readAsset({ network }: Pick<PageContext<EvmNetwork>, 'network'>, params: Json): NamedToken {
  // MetaMask's own way is the object without the list.
  const { type, options } = read(asset, Array.isArray(params) && params.length === 1 ? params[0]! : params);
  if (options.chainId !== undefined && BigInt(options.chainId) !== chainIdOf(network))
    throw failure('invalid-params', 'The token must be of the active chain.');
  const { address, symbol } = options;
  const id = 'tokenId' in options ? options.tokenId : undefined;
  const decimals = 'decimals' in options ? options.decimals : undefined;
  return {
    contract: address,
    standard: standards[type],
    ...(id !== undefined && { id }),
    ...(symbol !== undefined && { symbol }),
    ...(decimals !== undefined && { decimals }),
  };
}

const standards = { ERC20: 'fungible', ERC721: 'collectible', ERC1155: 'semi-fungible' } as const;

// MetaMask takes 11 characters, and sites know it.
const symbol = v.optional(
  v.pipe(
    v.string(),
    v.maxLength(11),
    v.check((text) => tokenText(text, 'symbol') === text),
  ),
);
const named = { address: addressText, symbol, chainId: v.optional(chainIdText) };
const piece = v.object({ ...named, tokenId: v.pipe(v.string(), v.check(isTokenId)) });
const decimals = v.optional(
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number))]),
    v.safeInteger(),
    v.check((places) => tokenDecimals(BigInt(places)) !== undefined),
  ),
);

const asset = v.variant('type', [
  v.object({ type: v.literal('ERC20'), options: v.object({ ...named, decimals }) }),
  v.object({ type: v.literal('ERC721'), options: piece }),
  v.object({ type: v.literal('ERC1155'), options: piece }),
]);
