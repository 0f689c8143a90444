import type { PageAccount, PageContext, Transport } from '../chains/adapter';
import type { Network } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { WalletError } from '../core/errors';
import type { Area } from '../storage/slot';
import type { Permissions } from '../wallet/permissions';
import type { AccountService, Core, KnownNetwork, NetworkService, Session } from '../wallet/services';
import { createMemories } from './memory';

type VisibleAccount = PageAccount & { readonly index: number };

/** What a site may know and use, per family. */
export type Sites = {
  /** Where this origin is: where it was connected, else the family's first network that is on. Throws `network/disabled` where all are off. */
  network(origin: string, family: FamilyId): Promise<KnownNetwork>;
  /** The accounts it may see now, the selected one first: none before consent, none while locked. */
  accounts(origin: string, family: FamilyId): Promise<readonly VisibleAccount[]>;
  /** What a page method works with. Nothing is asked of the network before the method asks. */
  context(origin: string, family: FamilyId): Promise<PageContext<Network>>;
};

export type SiteOptions = {
  readonly core: Core;
  /** `storage.session`. */
  readonly area: Area;
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly session: Session;
  readonly permissions: Permissions;
};

export function createSites({ core, area, networks, accounts, session, permissions }: SiteOptions): Sites {
  const memoryOf = createMemories(area);

  const network: Sites['network'] = async (origin, family) => {
    const [permission, first] = await Promise.all([permissions.get(origin, family), networks.first(family)]);
    if (permission) return networks.get(permission.network);
    if (!first) throw new WalletError('network/disabled');
    return first;
  };

  const visible: Sites['accounts'] = async (origin, family) => {
    const permission = await permissions.get(origin, family);
    if (!permission || !(await session.unlocked())) return [];
    const on = await network(origin, family);
    const selected = await accounts.selected();
    const known = new Set((await accounts.list()).filter(({ only = family }) => only === family).map(({ index }) => index));
    const indices = permission.accounts.filter((index) => known.has(index)).sort((a, b) => Number(b === selected) - Number(a === selected));
    return Promise.all(indices.map(async (index) => ({ index, ...(await accounts.on(index, on)) })));
  };

  return {
    network,
    accounts: visible,
    context: async (origin, family) => {
      const on = await network(origin, family);
      const seen = (await visible(origin, family)).map(({ address, publicKey }) => ({ address, publicKey }));
      return { origin, network: on, accounts: seen, transport: lazily(networks, on.id), now: core.now, memory: memoryOf(origin, family) };
    },
  };
}

/** Opens the road to the network when something is asked: which network a site is on can be said without it. */
function lazily(networks: NetworkService, id: ChainId): Transport {
  const road = async () => (await networks.open(id)).context.transport;
  return {
    request: async (method, params) => (await road()).request(method, params),
    get: async (path) => (await road()).get(path),
    post: async (path, body) => (await road()).post(path, body),
  };
}
