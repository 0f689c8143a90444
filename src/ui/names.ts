import type { Preview } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { useWallet } from './wallet';

/** What the one who paid, or was paid, calls himself, once that is known. Nothing where nobody can say, or where there are several: whose name would it be? */
export function useNameOf(network: string, changes: Preview['changes'], direction: 'in' | 'out'): string | undefined {
  const parties = new Set(changes.flatMap((change) => (change.direction === direction && change.party !== undefined ? [change.party] : [])));
  const [address] = parties.size === 1 ? parties : [];
  const read = useWallet(
    ['networks'],
    async (from) => (address === undefined ? null : from.activity.nameOf(network as ChainId, address)),
    `${network} ${address}`,
  );
  return read.value ?? undefined;
}
