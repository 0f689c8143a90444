import type { ChainAdapter, ChainContext, Transport } from '../chains/adapter';
import type { Network } from '../chains/family';
import { bundledNetworks, familyOf, type FamilyId } from '../chains/registry';
import { nativeAsset, type ChainId } from '../core/caip';
import { codeOf, NodeError, WalletError } from '../core/errors';
import { createBreaker } from '../net/breaker';
import { endpoint } from '../net/endpoint';
import { createTransport } from '../net/transport';
import type { NetworkChange, Slots } from '../storage/slots';
import type { EndpointTrial, NetworkView, WalletApi } from './api';
import type { Core, KnownNetwork, NetworkService } from './services';

export type NetworkParts = {
  readonly core: Core;
  readonly slot: Slots['networks'];
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  /** No host is asked anything before there is a wallet. */
  readonly hasWallet: () => Promise<boolean>;
};

export type Networks = NetworkService & { readonly api: WalletApi['networks'] };

/** The bundled networks with the user's changes, and the roads to them. */
export function createNetworks({ core, slot, loadAdapter, hasWallet }: NetworkParts): Networks {
  const breaker = createBreaker(core.now);
  const roads = new Map<string, Transport>();

  async function list(): Promise<readonly KnownNetwork[]> {
    const changes = await slot.read();
    return bundledNetworks.map((network) => known(network, changes[network.id]));
  }

  async function get(id: ChainId): Promise<KnownNetwork> {
    const network = (await list()).find((one) => one.id === id);
    if (!network) throw new WalletError('network/unknown');
    return network;
  }

  async function permit(id: ChainId): Promise<void> {
    if (!(await hasWallet())) throw new WalletError('vault/absent');
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
    return { network, adapter, context: { network, transport, now: core.now } };
  }

  async function trial(id: ChainId, url: string): Promise<EndpointTrial> {
    try {
      const checked = endpointUrl(url);
      const network = await get(id);
      if (!(await hasWallet())) throw new WalletError('vault/absent');
      const adapter = await loadAdapter(network.family);
      const started = core.now();
      const { chain, height } = await probe(adapter, { network, transport: endpoint(checked), now: core.now });
      return chain === id ? { ok: true, milliseconds: core.now() - started, height } : { ok: false, code: 'network/wrong-chain' };
    } catch (error) {
      return { ok: false, code: codeOf(error) };
    }
  }

  async function change(id: ChainId, to: (before: NetworkChange) => NetworkChange): Promise<void> {
    await get(id);
    await slot.update((changes) => ({ ...changes, [id]: to(changes[id] ?? {}) }));
    core.changed('networks', 'accounts', 'balances');
  }

  return {
    list,
    get,
    open,
    api: {
      list: async () => (await list()).map(view),
      setEnabled: (id, enabled) => change(id, (before) => ({ ...before, enabled: enabled === true })),
      tryEndpoint: trial,
      async setEndpoints(id, urls) {
        await get(id);
        if (!Array.isArray(urls) || urls.length < 1 || urls.length > mostEndpoints) throw new WalletError('endpoint/invalid');
        const endpoints = [...new Set(urls.map(endpointUrl))];
        const failed = (await Promise.all(endpoints.map((url) => trial(id, url)))).find((outcome) => !outcome.ok);
        if (failed && !failed.ok) throw new WalletError(failed.code);
        await change(id, (before) => ({ ...before, endpoints }));
      },
      resetEndpoints: (id) => change(id, ({ enabled }) => (enabled === undefined ? {} : { enabled })),
    },
  };
}

/** SLIP-44's number for the coin, which is not always that of the derivation path. */
export const assetOf = (network: Network & { readonly family: FamilyId }) => nativeAsset(network.id, network.slip44 ?? familyOf(network.family).slip44);

/**
 * https; or http on this machine, where nobody listens in between. Without the trailing slash. Throws `endpoint/invalid`.
 */
export function endpointUrl(text: string): string {
  if (typeof text !== 'string' || text.length > 2048 || !URL.canParse(text)) throw new WalletError('endpoint/invalid');
  const url = new URL(text);
  if (url.username || url.password || url.hash) throw new WalletError('endpoint/invalid');
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw new WalletError('endpoint/invalid');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}${url.search}`;
}

const mostEndpoints = 10;

function known(network: Network & { readonly family: FamilyId }, change: NetworkChange = {}): KnownNetwork {
  const [first, ...others] = change.endpoints ?? [];
  return {
    ...network,
    ...(first === undefined ? {} : { rpc: [first, ...others] }),
    enabled: change.enabled ?? !(network.testnet ?? network.optional),
    customised: first !== undefined,
  };
}

function view(network: KnownNetwork): NetworkView {
  const { id, family, name, currency, enabled, customised, rpc, explorer, mark } = network;
  return {
    id,
    family,
    name,
    currency,
    asset: assetOf(network),
    testnet: network.testnet === true,
    local: network.local === true,
    enabled,
    customised,
    endpoints: rpc,
    mark: mark ?? { text: currency.symbol },
    ...(explorer && { explorer }),
  };
}

/** What the node refused to say is as bad as what it said wrong. */
async function probe(adapter: ChainAdapter, context: ChainContext): ReturnType<ChainAdapter['endpoints']['probe']> {
  try {
    return await adapter.endpoints.probe(context);
  } catch (error) {
    if (error instanceof NodeError) throw new WalletError('network/bad-response', {}, { cause: error });
    throw error;
  }
}
