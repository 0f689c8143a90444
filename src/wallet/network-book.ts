import type { Network, NetworkSpec } from '../chains/family';
import { bundledNetworks, familyIds, familyOf, type FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { WalletError } from '../core/errors';
import type { CustomNetwork, NetworkBook, NetworkChange } from '../storage/slots';
import type { KnownNetwork } from './services';

/** What the user made of the networks, as pure functions from one book to the next; and what they come to. */

/** Every network there is, in the user's order: those that were placed, then the others as they ship. */
export function networksIn({ order, changes, custom }: NetworkBook): readonly KnownNetwork[] {
  const bundled = bundledNetworks.map((network) => known(network, changes[network.id], false));
  const ids = new Set(bundled.map(({ id }) => id));
  // One that ships by now is no longer the user's own.
  const added = custom.flatMap((spec) => {
    const network = networkFrom(spec);
    return network && !ids.has(network.id) ? [known(network, changes[network.id], true)] : [];
  });
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = ({ id }: KnownNetwork) => places.get(id) ?? order.length;
  return [...bundled, ...added].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Undefined for what the family cannot make a network of. */
export function networkFrom({ family, ...spec }: CustomNetwork): (Network & { readonly family: FamilyId }) | undefined {
  const id = familyIds.find((one) => one === family);
  const network = id && familyOf(id).custom?.network(spec as NetworkSpec);
  return network && { ...network, family: id };
}

export const changed = (book: NetworkBook, id: ChainId, to: (before: NetworkChange) => NetworkChange): NetworkBook => ({
  ...book,
  changes: { ...book.changes, [id]: to(book.changes[id] ?? {}) },
});

/** Adds the network, in the place of one with its id. Throws `network/too-many`. */
export function added(book: NetworkBook, spec: CustomNetwork, id: ChainId): NetworkBook {
  const custom = book.custom.filter((other) => networkFrom(other)?.id !== id);
  if (custom.length >= mostCustom) throw new WalletError('network/too-many');
  const { [id]: _before, ...changes } = book.changes;
  return { ...book, changes, custom: [...custom, spec] };
}

/** Those named stand in this order, before all others. */
export const ordered = (book: NetworkBook, ids: readonly ChainId[]): NetworkBook => ({
  ...book,
  order: [...new Set([...ids, ...networksIn(book).map(({ id }) => id)])],
});

const mostCustom = 100;

function known(network: Network & { readonly family: FamilyId }, change: NetworkChange = {}, custom: boolean): KnownNetwork {
  const { enabled, removed = false, endpoints: [first, ...others] = [], name, symbol, explorer, indexer } = change;
  const { explorer: shipped, ...rest } = network;
  const page = explorer === undefined ? shipped : explorer === '' ? undefined : familyOf(network.family).custom?.explorer(explorer);
  return {
    ...rest,
    ...(page && { explorer: page }),
    ...(indexer !== undefined && { indexer }),
    ...(name !== undefined && { name }),
    ...(symbol !== undefined && { currency: { ...network.currency, symbol } }),
    ...(first !== undefined && { rpc: [first, ...others] }),
    enabled: !removed && (enabled ?? (custom || !(network.testnet ?? network.optional))),
    customised: first !== undefined,
    edited: name !== undefined || symbol !== undefined || explorer !== undefined,
    custom,
    removed,
  };
}
