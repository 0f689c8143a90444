import type { ChainId } from '../core/caip';
import type { FamilyId } from './registry';
import type { TokenFacts } from './tokens';

// Light data, apart from the adapters: a list of balances can be painted before any of their libraries has run.
const lists = import.meta.glob<{ readonly knownTokens: (network: ChainId) => readonly TokenFacts[] }>('./*/token-list.ts');

/** The well-known tokens that ship for a network; none where its family has no list. */
export async function loadKnownTokens(family: FamilyId, network: ChainId): Promise<readonly TokenFacts[]> {
  return (await lists[`./${family}/token-list.ts`]?.())?.knownTokens(network) ?? [];
}
