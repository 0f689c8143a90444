import * as v from 'valibot';
import { label } from '../../core/label';
import { isPrivate, pageAddress, webAddress } from '../../core/web-address';
import type { Json } from '../../core/json';
import type { PageContext } from '../adapter';
import type { NetworkSpec } from '../family';
import { refusals } from '../refusals';
import { evm } from './family';
import { networks, type EvmNetwork } from './networks';
import { quantityWithin } from './request';

const { failure, read } = refusals(evm);

/** A chain id as EIP-1474 writes quantities. */
export const chainIdText = quantityWithin(1n, BigInt(Number.MAX_SAFE_INTEGER));

const labelled = (longest: number) =>
  v.pipe(
    v.string(),
    v.check((text) => label(text, longest) !== undefined),
    v.transform((text) => label(text, longest)!),
  );

// EIP-3085. `iconUrls` are dropped with everything else that is not named here: no picture comes from a site.
const description = v.object({
  chainId: chainIdText,
  chainName: labelled(50),
  nativeCurrency: v.object({ name: labelled(50), symbol: v.pipe(labelled(11), v.regex(/^\S+$/)), decimals: v.literal(18) }),
  rpcUrls: v.pipe(v.array(v.pipe(v.string(), v.maxLength(2048))), v.minLength(1), v.maxLength(20)),
  blockExplorerUrls: v.nullish(v.pipe(v.array(v.string()), v.maxLength(20))),
});

/** What `wallet_addEthereumChain` describes. Throws -32602 for whatever could not be asked about. */
export function readChain({ origin }: Pick<PageContext<EvmNetwork>, 'origin'>, params: Json): NetworkSpec {
  const [{ chainId, chainName, nativeCurrency, rpcUrls, blockExplorerUrls }] = read(v.strictTuple([description]), params);
  const reference = BigInt(chainId).toString();
  // Every wallet has it: who adds it wants to stand between the user and the chain.
  if (networks[0].id === `eip155:${reference}`) throw failure('invalid-params', 'Ethereum Mainnet cannot be added: switch to it.');
  // No socket is opened to follow a chain; where there is nothing else, the network cannot be used.
  const [first, ...others] = rpcUrls.filter((url) => !/^wss:\/\//i.test(url)).map((url) => endpointFor(origin, url));
  if (first === undefined) throw failure('invalid-params', 'Expected an https URL among the rpcUrls.');
  const [explorer] = (blockExplorerUrls ?? []).map(explorerFrom);
  return {
    reference,
    name: chainName,
    symbol: nativeCurrency.symbol,
    rpc: [first, ...others].slice(0, mostAsked) as [string, ...string[]],
    ...(explorer && { explorer }),
  };
}

/** A page on this machine may name nodes on this machine: those who build sites do. */
function endpointFor(origin: string, url: string): string {
  const address = webAddress(url);
  if (address !== undefined && (!isPrivate(address) || (isOnThisMachine(origin) && isOnThisMachine(address)))) return address;
  throw failure('invalid-params', 'Expected rpcUrls with https, and hosts that everyone can reach.');
}

function explorerFrom(url: string): string {
  const address = pageAddress(url);
  if (address === undefined) throw failure('invalid-params', 'Expected blockExplorerUrls with https.');
  return address;
}

const isOnThisMachine = (address: string): boolean => /^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(address);

const mostAsked = 5;
