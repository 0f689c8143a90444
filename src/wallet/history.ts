import type { Incoming } from '../chains/adapter';
import type { Address, AssetId, ChainId } from '../core/caip';
import { codeOf } from '../core/errors';
import type { Activity } from './activity';
import type { ActivityView, HiddenReason, ReceivedView } from './views/activity';
import type { Recipient } from './views/send';
import { assetOf } from './networks';
import type { ReceivedStore } from './received';
import type { AccountService, Core, KnownNetwork, NetworkService } from './services';
import { looksLike, suspicionsOf } from './suspicion';
import type { Tokens } from './tokens';

export type HistoryParts = {
  readonly core: Core;
  readonly store: ReceivedStore;
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly tokens: Pick<Tokens, 'watched' | 'named'>;
  readonly activity: Pick<Activity, 'list'>;
};

export type History = {
  /** Looks for what came to the selected account, on all networks that are on by default, but for those that were looked at in the last `fresh` ms. Never fails. */
  refresh(fresh: number, ids?: readonly ChainId[]): Promise<void>;
  /** What came to the selected account, newest first, but for what its own transactions brought. */
  received(): Promise<readonly ReceivedView[]>;
  /** The recipient, with a word of warning where it looks like one that the user knows (address poisoning). */
  recognised(network: ChainId, recipient: Recipient): Promise<Recipient>;
  /** What its own transactions brought, beside what was expected of them. */
  withReceived<V extends Pick<ActivityView, 'id' | 'network' | 'account' | 'assets'>>(entries: readonly V[]): Promise<readonly V[]>;
};

type Judged = { readonly transfer: Incoming; readonly hidden: HiddenReason | undefined };

/** What others sent. Looked at beside the balances, never by itself: nobody is asked while nobody looks. */
export function createHistory({ core, store, networks, accounts, tokens, activity }: HistoryParts): History {
  const running = new Map<string, Promise<void>>();
  /** Unix ms until which a network that gave no answer is left alone. */
  const resting = new Map<string, number>();

  const listedOn = async (network: KnownNetwork): Promise<ReadonlySet<AssetId>> =>
    new Set([assetOf(network), ...(await tokens.watched(network)).filter(({ hidden }) => !hidden).map(({ asset }) => asset)]);

  async function look(account: number, network: KnownNetwork, fresh: number): Promise<void> {
    const key = `${account} ${network.id} ${network.rpc.join(' ')}`;
    const known = await store.read(account, network.id);
    const age = core.now() - known.lookedAt;
    if ((age >= 0 && age < fresh) || core.now() < (resting.get(key) ?? 0)) return;
    try {
      const { adapter, context } = await networks.open(network.id);
      if (!adapter.history) return;
      const owner = await accounts.address(account, network);
      const answer = await adapter.history.incoming(context, owner, known.cursor);
      const listed = await listedOn(network);
      const differs = await store.merge(account, network.id, answer, core.now(), ({ asset, amount }) => amount > 0n && listed.has(asset));
      if (differs) core.changed('activity');
    } catch (error) {
      resting.set(key, core.now() + (codeOf(error) === 'network/unreachable' ? awayFor : refusedFor));
    }
  }

  function lookOnce(account: number, network: KnownNetwork, fresh: number): Promise<void> {
    const key = `${account} ${network.id}`;
    const task = running.get(key) ?? look(account, network, fresh).finally(() => running.delete(key));
    running.set(key, task);
    return task;
  }

  /** Own addresses on the network, and everyone that was paid from them. */
  async function trustedOn(network: KnownNetwork, entries: readonly ActivityView[]): Promise<readonly Address[]> {
    const there = (await accounts.list()).filter(({ only }) => only === undefined || only === network.family);
    const own = await Promise.all(there.map(({ index }) => accounts.address(index, network)));
    const family = network.id.slice(0, network.id.indexOf(':'));
    const paid = entries
      .filter((entry) => entry.network.startsWith(`${family}:`))
      .flatMap(({ preview }) => preview.changes.flatMap(({ direction, party }) => (direction === 'out' && party !== undefined ? [party] : [])));
    return [...paid, ...own];
  }

  async function judged(account: number, network: KnownNetwork, entries: readonly ActivityView[]) {
    const { transfers, settled } = await store.read(account, network.id);
    if (transfers.length === 0) return { settled, all: [] };
    const reasons = suspicionsOf(transfers, await listedOn(network), await trustedOn(network, entries));
    return { settled, all: transfers.map((transfer, index): Judged => ({ transfer, hidden: reasons[index] })) };
  }

  return {
    async refresh(fresh, ids) {
      const account = await accounts.selected();
      const queue = (await networks.list()).filter(({ id, enabled }) => enabled && (ids === undefined || ids.includes(id))).values();
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (const network of queue) await lookOnce(account, network, fresh).catch(() => undefined);
        }),
      );
    },

    async received() {
      const [account, entries] = [await accounts.selected(), await activity.list()];
      const own = new Set(entries.filter((entry) => entry.account === account).map(({ network, id }) => `${network} ${id}`));
      const views: ReceivedView[] = [];
      for (const network of await networks.list()) {
        const { all, settled } = await judged(account, network, entries);
        const shown = all.filter(({ transfer, hidden }) => hidden !== undefined || !own.has(`${network.id} ${transfer.id}`));
        for (const group of groupsOf(shown)) views.push(viewOf(group, { account, network: network.id, settled }));
      }
      const assets = await tokens.named(views.flatMap(({ changes }) => changes.map(({ asset }) => asset)));
      const dressed = views.map((view) => ({ ...view, assets: Object.fromEntries(view.changes.flatMap(({ asset }) => entryOf(assets, asset))) }));
      return dressed.sort((a, b) => b.at - a.at);
    },

    async recognised(id, recipient) {
      const trusted = await trustedOn(await networks.get(id), await activity.list());
      const resembles = trusted.includes(recipient.address) ? undefined : trusted.find((address) => looksLike(recipient.address, address));
      return { ...recipient, ...(resembles !== undefined && { resembles }) };
    },

    async withReceived(entries) {
      const all = await activity.list();
      const known = await networks.list();
      const brought = new Map<string, ReceivedView['changes']>();
      for (const [account, id] of new Map(entries.map((entry) => [`${entry.account} ${entry.network}`, [entry.account, entry.network] as const])).values()) {
        const network = known.find((one) => one.id === id);
        const own = network ? (await judged(account, network, all)).all.filter(({ hidden }) => hidden === undefined) : [];
        for (const group of groupsOf(own)) brought.set(`${account} ${id} ${group[0]!.transfer.id}`, changesOf(group));
      }
      const assets = await tokens.named([...brought.values()].flat().map(({ asset }) => asset));
      return entries.map((entry) => {
        const received = brought.get(`${entry.account} ${entry.network} ${entry.id}`);
        if (!received) return entry;
        return { ...entry, received, assets: { ...Object.fromEntries(received.flatMap(({ asset }) => entryOf(assets, asset))), ...entry.assets } };
      });
    },
  };
}

/** By transaction, and by whether and why it is hidden. */
function groupsOf(judged: readonly Judged[]): readonly (readonly Judged[])[] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const key = `${one.transfer.id} ${one.hidden ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const changesOf = (group: readonly Judged[]): ReceivedView['changes'] =>
  group.map(({ transfer: { asset, amount, from } }) => ({ direction: 'in', asset, amount, ...(from !== undefined && { party: from }) }));

function viewOf(
  group: readonly Judged[],
  { settled, ...place }: { readonly account: number; readonly network: ChainId; readonly settled: number },
): ReceivedView {
  const [{ transfer, hidden }] = group as readonly [Judged];
  return {
    ...place,
    id: transfer.id,
    changes: changesOf(group),
    state: transfer.block <= settled ? 'final' : 'confirmed',
    at: transfer.at,
    ...(hidden !== undefined && { hidden }),
  };
}

const entryOf = <V>(record: Readonly<Record<AssetId, V>>, asset: AssetId) => (Object.hasOwn(record, asset) ? [[asset, record[asset]!] as const] : []);

/** ms. */
const awayFor = 30_000;
const refusedFor = 600_000;
const atOnce = 4;
