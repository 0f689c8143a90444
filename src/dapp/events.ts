import * as v from 'valibot';
import { familyIds, type FamilyId } from '../chains/registry';
import { toHex } from '../core/bytes';
import { isChainId, type ChainId } from '../core/caip';
import type { Json } from '../core/json';
import type { PageEvent } from '../inpage/provider';
import type { PagePush } from '../rpc/page-port';
import { slot, type Area } from '../storage/slot';
import type { Permissions } from '../wallet/permissions';
import type { Core, Session } from '../wallet/services';
import type { Sites } from './site';

/** The receiving end of one tab's news. */
export type Listener = { readonly origin: string; readonly tabId: number; post(push: PagePush): void };

export type EventOptions = { readonly core: Core; readonly area: Area; readonly session: Session; readonly sites: Sites; readonly permissions: Permissions };

const mostTold = 300;

/**
 * Tells connected sites what changed: their accounts, their network. What each tab was told last outlives the worker (`area` is
 * `storage.session`), so that it hears of a change once, also of one that came while its port was closed. A site that was never
 * connected hears nothing.
 */
export function createEvents({ core, area, session, sites, permissions }: EventOptions): { add(listener: Listener): () => void } {
  const told = slot<readonly Told[]>('told', { area, version: 1, initial: [], check, onCorrupt: 'reset' });
  const listeners = new Set<Listener>();
  let queue: Promise<void> = Promise.resolve();

  async function news(listener: Listener, family: FamilyId, before: Told | undefined): Promise<Told | undefined> {
    const { origin, tabId } = listener;
    if (!before && !(await permissions.get(origin, family))) return undefined;
    const network = (await sites.network(origin, family)).id;
    const accounts = (await sites.accounts(origin, family)).map(({ address, publicKey }) => ({ address, publicKey: toHex(publicKey) }));
    const post = (event: PageEvent) => listener.post({ family, event });
    // The network first: the accounts are those on it.
    if (network !== (before?.network ?? (await firstNetwork(family)))) post({ type: 'network', network });
    const seen = accounts.map(({ address }) => address);
    if (seen.join() !== (before?.accounts ?? []).join()) post({ type: 'accounts', accounts });
    return { origin, tabId, family, network, accounts: seen };
  }

  /** What a site that is not connected sees, and so what a page believes before it is told otherwise. */
  const firstNetwork = async (family: FamilyId) => (await sites.network('', family).catch(() => undefined))?.id;

  async function tell(to: Iterable<Listener>) {
    const before = await told.read();
    const after: Told[] = [];
    for (const listener of to) {
      for (const family of familyIds) {
        const next = await news(listener, family, before.find(isOf(listener, family))).catch(() => undefined);
        if (next) after.push(next);
      }
    }
    if (after.length > 0)
      await told.update((current) => [...current.filter((one) => !after.some((next) => isOf(next, next.family)(one))), ...after].slice(-mostTold));
  }

  // One round after the other: two at once would both see the same change, and tell it twice.
  const later = (to: () => Iterable<Listener>) => {
    queue = queue.then(() => tell(to())).catch(() => undefined);
  };
  const all = () => [...listeners];

  session.onLock(() => later(all));
  session.onUnlock(() => later(all));
  core.onChanged((topics) => {
    if (topics.some((topic) => topic === 'accounts' || topic === 'networks' || topic === 'permissions')) later(all);
  });

  return {
    add: (listener) => {
      listeners.add(listener);
      later(() => [listener]);
      return () => void listeners.delete(listener);
    },
  };
}

type Told = { readonly origin: string; readonly tabId: number; readonly family: FamilyId; readonly network: ChainId; readonly accounts: readonly string[] };
const isOf =
  ({ origin, tabId }: Pick<Told, 'origin' | 'tabId'>, family: FamilyId) =>
  (one: Told) =>
    one.origin === origin && one.tabId === tabId && one.family === family;

const shape = v.array(
  v.strictObject({
    origin: v.string(),
    tabId: v.number(),
    family: v.picklist(familyIds),
    network: v.custom<ChainId>(isChainId),
    accounts: v.array(v.string()),
  }),
);
const check = (value: Json): readonly Told[] => v.parse(shape, value);
