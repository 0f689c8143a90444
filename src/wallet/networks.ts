import type { ChainAdapter, Transport } from '../chains/adapter';
import type { Network, NetworkSpec } from '../chains/family';
import { bundledNetworks, familyIds, familyOf, type FamilyId } from '../chains/registry';
import { nativeAsset, type ChainId } from '../core/caip';
import { codeOf, WalletError } from '../core/errors';
import { createBreaker } from '../net/breaker';
import { createTransport } from '../net/transport';
import type { CustomNetwork, NetworkBook, NetworkChange, Slots } from '../storage/slots';
import type { WalletApi } from './api';
import type { NetworkTrial, NetworkView } from './views/network';
import { added, changed, networkFrom, networksIn, ordered } from './network-book';
import { checkedEndpoints, checkedExplorer, checkedName, checkedSpec, checkedSymbol, endpointUrl, warningsFor } from './network-check';
import { kindOf, probe, tryEndpoints } from './network-probe';
import type { Core, KnownNetwork, NetworkService } from './services';

export type NetworkParts = {
  readonly core: Core;
  readonly slot: Slots['networks'];
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  /** No host is asked anything before there is a wallet. */
  readonly hasWallet: () => Promise<boolean>;
};

export type Networks = NetworkService & { readonly api: WalletApi['networks'] };

/** The bundled networks with the user's changes, those the user added, and the roads to them. */
export function createNetworks({ core, slot, loadAdapter, hasWallet }: NetworkParts): Networks {
  const breaker = createBreaker(core.now);
  const roads = new Map<string, Transport>();

  const list = async () => networksIn(await slot.read());

  async function get(id: ChainId): Promise<KnownNetwork> {
    const network = (await list()).find((one) => one.id === id);
    if (!network) throw new WalletError('network/unknown');
    return network;
  }

  async function needWallet(): Promise<void> {
    if (!(await hasWallet())) throw new WalletError('vault/absent');
  }

  async function permit(id: ChainId): Promise<void> {
    await needWallet();
    if (!(await get(id)).enabled) throw new WalletError('network/disabled');
  }

  async function open(id: ChainId): ReturnType<NetworkService['open']> {
    const network = await get(id);
    await permit(id);
    const adapter = await loadAdapter(network.family);
    const key = JSON.stringify([id, network.rpc]);
    const transport =
      roads.get(key) ??
      createTransport({
        urls: network.rpc,
        breaker,
        permit: () => permit(id),
        verify: async (_url, direct) => {
          const { chain } = await probe(adapter, { network, transport: direct, now: core.now });
          if (chain !== id) throw new WalletError('network/wrong-chain');
        },
      });
    roads.set(key, transport);
    const indexer = network.indexer === undefined ? undefined : roadTo(id, network.indexer);
    return { network, adapter, context: { network, transport, now: core.now, ...(indexer && { indexer }) } };
  }

  /** To what the user wants asked beside the network's endpoints. Which chain it serves, only its family could say. */
  function roadTo(id: ChainId, url: string): Transport {
    const key = JSON.stringify([id, 'indexer', url]);
    const road = roads.get(key) ?? createTransport({ urls: [url], breaker, permit: () => permit(id), verify: async () => {} });
    roads.set(key, road);
    return road;
  }

  async function write(change: (book: NetworkBook) => NetworkBook): Promise<void> {
    await slot.update(change);
    core.changed('networks', 'accounts', 'balances');
  }

  async function change(id: ChainId, to: (before: NetworkChange) => NetworkChange): Promise<void> {
    await get(id);
    await write((book) => changed(book, id, to));
  }

  /** The network that is described, asked at each of its endpoints. `some`: one that answers is enough, and the others are left out. `again`: also one that is on the list. */
  async function examined(family: FamilyId, described: NetworkSpec, some: boolean, again = false) {
    const spec: CustomNetwork = { family: familyIds.find((one) => one === family) ?? refuse('network/invalid'), ...checkedSpec(described) };
    const network = networkFrom(spec) ?? refuse('network/invalid');
    if (!again && (await list()).some(({ id, custom, removed }) => id === network.id && !(custom && removed))) throw new WalletError('network/exists');
    await needWallet();
    const adapter = await loadAdapter(family);
    const trials = await tryEndpoints(adapter, network, network.rpc, core.now);
    const wrong = trials.find((trial) => !trial.ok && (!some || trial.code === 'network/wrong-chain')) ?? (trials.some(({ ok }) => ok) ? undefined : trials[0]);
    if (wrong && !wrong.ok) throw new WalletError(wrong.code);
    const [first, ...others] = network.rpc.filter((_url, at) => trials[at]!.ok);
    const kind = await kindOf(adapter, network, first!, core.now);
    const trial = trials.find(({ ok }) => ok) as Extract<(typeof trials)[number], { ok: true }>;
    return { id: network.id, spec: { ...spec, rpc: [first!, ...others], ...(kind !== undefined && { kind }) } satisfies CustomNetwork, trial };
  }

  const add = async (spec: CustomNetwork) => {
    const { id } = networkFrom(spec) ?? refuse('network/invalid');
    if ((await list()).some((one) => one.id === id && !(one.custom && one.removed))) throw new WalletError('network/exists');
    await write((book) => added(book, spec, id));
  };

  const knownAs = async (family: FamilyId, { reference }: NetworkSpec) => (await loadAdapter(family)).endpoints.known?.(reference);

  const setEnabled = (id: ChainId, enabled: boolean) => change(id, ({ removed: _removed, ...before }) => ({ ...before, enabled }));

  return {
    list,
    get,
    open,
    add,
    enable: (id) => setEnabled(id, true),
    examine: async (family, spec, again) => (await examined(family, spec, true, again)).spec,
    first: async (family) => {
      const on = (await list()).filter((network) => network.family === family && network.enabled);
      const places = bundledNetworks.map(({ id }) => id);
      return on.filter(({ custom }) => !custom).sort((a, b) => places.indexOf(a.id) - places.indexOf(b.id))[0] ?? on[0];
    },
    warnings: async (spec) => {
      const others = (await list()).filter(({ id }) => id !== networkFrom(spec)?.id);
      return warningsFor(spec, others, spec.family as FamilyId, await knownAs(spec.family as FamilyId, spec));
    },
    api: {
      list: async () => (await list()).map(view),
      setEnabled: async (id, enabled) => {
        if ((await get(id)).removed) throw new WalletError('network/disabled');
        await setEnabled(id, enabled === true);
      },
      async tryEndpoint(id, url) {
        try {
          const checked = endpointUrl(url);
          const network = await get(id);
          await needWallet();
          return (await tryEndpoints(await loadAdapter(network.family), network, [checked], core.now))[0]!;
        } catch (error) {
          return { ok: false, code: codeOf(error) };
        }
      },
      async setEndpoints(id, urls) {
        const network = await get(id);
        const endpoints = checkedEndpoints(urls);
        await needWallet();
        const trials = await tryEndpoints(await loadAdapter(network.family), network, endpoints, core.now);
        const failed = trials.find((outcome) => !outcome.ok);
        if (failed && !failed.ok) throw new WalletError(failed.code);
        await change(id, (before) => ({ ...before, endpoints }));
      },
      resetEndpoints: (id) => change(id, ({ endpoints: _endpoints, ...before }) => before),
      async setIndexer(id, url) {
        if (familyOf((await get(id)).family).indexer === undefined) throw new WalletError('chain/unsupported');
        const indexer = url === '' ? undefined : endpointUrl(url);
        await change(id, ({ indexer: _indexer, ...before }) => ({ ...before, ...(indexer !== undefined && { indexer }) }));
      },
      async tryNetwork(family, described): Promise<NetworkTrial> {
        try {
          const { spec, trial } = await examined(family, described, false);
          return { ...trial, warnings: warningsFor(spec, await list(), family, await knownAs(family, spec)) };
        } catch (error) {
          return { ok: false, code: codeOf(error) };
        }
      },
      async add(family, described) {
        const { id, spec } = await examined(family, described, false);
        await add(spec);
        return id;
      },
      async edit(id, { name, symbol, explorer }) {
        const { family } = await get(id);
        if (explorer !== undefined && !familyOf(family).custom) throw new WalletError('chain/unsupported');
        await change(id, (before) => ({
          ...before,
          ...(name !== undefined && { name: checkedName(name) }),
          ...(symbol !== undefined && { symbol: checkedSymbol(symbol) }),
          ...(explorer !== undefined && { explorer: checkedExplorer(explorer) }),
        }));
      },
      reset: (id) => change(id, ({ name: _name, symbol: _symbol, explorer: _explorer, ...before }) => before),
      remove: (id) => change(id, (before) => ({ ...before, removed: true })),
      restore: (id) => change(id, ({ removed: _removed, ...before }) => before),
      async reorder(ids) {
        if (!Array.isArray(ids)) throw new WalletError('network/unknown');
        for (const id of ids) await get(id);
        await write((book) => ordered(book, ids));
      },
    },
  };
}

/** SLIP-44's number for the coin, which is not always that of the derivation path. */
export const assetOf = (network: Network & { readonly family: FamilyId }) => nativeAsset(network.id, network.slip44 ?? familyOf(network.family).slip44);

function view(network: KnownNetwork): NetworkView {
  const { id, family, name, currency, enabled, customised, edited, custom, removed, rpc, explorer, indexer, mark } = network;
  return {
    id,
    family,
    name,
    currency,
    asset: assetOf(network),
    testnet: network.testnet === true,
    local: network.local === true,
    enabled,
    endpoints: rpc,
    customised,
    edited,
    custom,
    removed,
    mark: mark ?? (custom ? markOf(network) : { text: currency.symbol }),
    ...(explorer && { explorer }),
    ...(indexer !== undefined && { indexer }),
  };
}

/** Letters of the name, and a colour that its id always has. */
function markOf({ id, name }: KnownNetwork): NetworkView['mark'] {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [name];
  const text = Array.from(words.length > 1 ? words.map((word) => Array.from(word)[0]).join('') : words[0]!);
  return { text: text.slice(0, 4).join('').toUpperCase(), hue: Array.from(id).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 0) };
}

function refuse(code: 'network/invalid'): never {
  throw new WalletError(code);
}
