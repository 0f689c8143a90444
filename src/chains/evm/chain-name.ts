import { networks, type EvmNetwork } from './networks';
import { chainIdOf } from './node';

/** What a person calls the chain that a message names, beside its number: nobody knows all of those by heart. */
export function chainText(chainId: bigint, network: EvmNetwork): string {
  const named = [network, ...networks].find((one) => chainIdOf(one) === chainId);
  return named ? `${named.name} (${chainId})` : `${chainId}`;
}
