import type { Address, ChainId } from '../core/caip';
import type { Core, NetworkService } from './services';

/** The name an address calls itself by, for screens that show what has happened. Only where names live on that very network: elsewhere the address may be somebody else's. */
export function createKnownAs(core: Core, networks: Pick<NetworkService, 'open'>): (network: ChainId, address: Address) => Promise<string | null> {
  const known = new Map<string, { readonly name: string | null; readonly at: number }>();
  return async (network, address) => {
    if (typeof address !== 'string' || address.length > 200) return null;
    const { adapter, context, network: here } = await networks.open(network);
    if (adapter.names?.home !== network) return null;
    const canonical = adapter.addresses.parse(address, here);
    const before = known.get(canonical);
    if (before && core.now() - before.at < keptFor && core.now() >= before.at) return before.name;
    const name = (await adapter.names.reverse(context, canonical)) ?? null;
    known.set(canonical, { name, at: core.now() });
    for (const oldest of [...known.keys()].slice(0, -mostKept)) known.delete(oldest);
    return name;
  };
}

/** ms. */
const keptFor = 3_600_000;
const mostKept = 200;
