import type { Preview, TokenFacts } from '../chains/adapter';
import type { loadKnownTokens } from '../chains/known-tokens';
import { bundledNetworks } from '../chains/registry';
import { chainOf, isAssetId, partsOf, type AssetId, type ChainId } from '../core/caip';
import { WalletError } from '../core/errors';
import type { Slots } from '../storage/slots';
import type { WalletApi } from './api';
import type { AssetView, AssetViews, TokenLook, TokenView } from './views/asset';
import { alike } from '../core/look-alike';
import { assetOf } from './networks';
import type { AccountService, Core, KnownNetwork, NetworkService } from './services';

export type TokenParts = {
  readonly core: Core;
  readonly slots: Pick<Slots, 'tokens' | 'facts' | 'balances'>;
  readonly networks: NetworkService;
  readonly accounts: Pick<AccountService, 'selected' | 'address'>;
  readonly loadKnownTokens: typeof loadKnownTokens;
};

export type Tokens = {
  readonly api: WalletApi['tokens'];
  /** What a network is asked about: the tokens that ship, then the user's own. Nothing else ever appears by itself: strangers send anything. */
  watched(network: KnownNetwork): Promise<readonly TokenView[]>;
  /** What is known of these without asking anybody. */
  named(assets: readonly AssetId[]): Promise<AssetViews>;
  /** Asks the network about those that nothing is known of. Takes a moment at most, and never fails: what comes later is there the next time. */
  learn(network: ChainId, assets: readonly AssetId[]): Promise<void>;
  dressed<V extends { readonly preview: Preview }>(views: readonly V[]): Promise<readonly (V & { readonly assets: AssetViews })[]>;
};

/** The tokens the wallet knows, and what the user made of them. */
export function createTokens({ core, slots, networks, accounts, loadKnownTokens }: TokenParts): Tokens {
  async function watched(network: KnownNetwork): Promise<readonly TokenView[]> {
    const { own, hidden } = await slots.tokens.read();
    const bundled = await loadKnownTokens(network.family, network.id);
    const shipped = new Set(bundled.map(({ asset }) => asset));
    const added = entries(own).filter(([asset]) => chainOf(asset) === network.id && !shipped.has(asset));
    const view = (facts: TokenFacts, source: TokenView['source']): TokenView => ({
      ...facts,
      network: network.id,
      source,
      pinned: Object.hasOwn(own, facts.asset),
      hidden: hidden.includes(facts.asset),
    });
    return [...bundled.map((facts) => view(facts, 'bundled')), ...added.map(([asset, facts]) => view({ asset, ...facts }, 'user'))];
  }

  async function openTokens(id: ChainId) {
    const { network, adapter, context } = await networks.open(id);
    if (!adapter.tokens) throw new WalletError('chain/unsupported');
    return { network, context, reader: adapter.tokens };
  }

  async function look(id: ChainId, address: string, piece?: string): Promise<TokenLook> {
    const { network, context, reader } = await openTokens(id);
    const token = await reader.find(context, address, piece);
    const known = (await watched(network)).find(({ asset }) => asset === token.asset);
    const held = await reader.balances(context, await accounts.address(await accounts.selected(), network), [token.asset]).catch(() => undefined);
    const amount = held?.amounts.get(token.asset);
    const source = known?.source === 'bundled' ? 'bundled' : 'user';
    const resembles = source === 'bundled' ? undefined : await resembled(network, token);
    return {
      token: source === 'bundled' ? factsOf(known!) : token,
      source,
      listed: known !== undefined && !known.hidden && (known.pinned || known.source === 'user'),
      ...(amount !== undefined && { amount }),
      ...(resembles && { resembles }),
    };
  }

  /** A coin of any network, or a token that ships for this one, which `token` could be taken for. */
  async function resembled(network: KnownNetwork, token: TokenFacts): Promise<TokenLook['resembles']> {
    const coins = bundledNetworks
      .filter(({ testnet }) => testnet !== true)
      .map((each) => ({ asset: assetOf(each), symbol: each.currency.symbol, name: each.name }));
    const others = (await watched(network)).filter(({ source, asset }) => source === 'bundled' && asset !== token.asset);
    const original = [...others, ...coins].find(({ symbol, name }) => [token.symbol, token.name].some((text) => alike(text, symbol) || alike(text, name)));
    return original && { asset: original.asset, symbol: original.symbol, name: original.name };
  }

  /** Throws where the asset names nothing the wallet could have on a list. */
  function checked(asset: AssetId): AssetId {
    if (!isAssetId(asset)) throw new WalletError('token/absent');
    if (partsOf(asset).namespace === 'slip44') throw new WalletError('token/native');
    return asset;
  }

  async function setHidden(asset: AssetId, hide: boolean): Promise<void> {
    checked(asset);
    await slots.tokens.update((book) => ({ ...book, hidden: [...book.hidden.filter((other) => other !== asset), ...(hide ? [asset] : [])] }));
    core.changed('tokens', 'balances');
  }

  async function named(assets: readonly AssetId[]): Promise<AssetViews> {
    const wanted = [...new Set(assets)].filter((asset) => partsOf(asset).namespace !== 'slip44');
    if (wanted.length === 0) return {};
    const read = await slots.facts.read();
    const known = new Map<AssetId, AssetView>();
    for (const asset of wanted) if (Object.hasOwn(read, asset)) known.set(asset, { ...read[asset]!, source: 'chain' });
    for (const id of new Set(wanted.map(chainOf))) {
      const network = await networks.get(id).catch(() => undefined);
      for (const { asset, symbol, name, decimals, standard, source } of network ? await watched(network) : [])
        if (wanted.includes(asset)) known.set(asset, { symbol, name, decimals, standard, source });
    }
    return Object.fromEntries(known);
  }

  async function learn(id: ChainId, assets: readonly AssetId[]): Promise<void> {
    const known = await named(assets);
    const unknown = [...new Set(assets)].filter((asset) => chainOf(asset) === id && partsOf(asset).namespace !== 'slip44' && !Object.hasOwn(known, asset));
    if (unknown.length === 0) return;
    const reading = (async () => {
      const { context, reader } = await openTokens(id);
      const facts = await reader.facts(context, unknown.slice(0, mostAtOnce));
      if (facts.length === 0) return;
      await slots.facts.update((before) =>
        Object.fromEntries([...entries(before), ...facts.map(({ asset, ...rest }) => [asset, rest] as const)].slice(-mostFacts)),
      );
      core.changed('approvals', 'activity');
    })().catch(() => undefined);
    await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patience))]);
  }

  return {
    watched,
    named,
    learn,
    dressed: async (views) => {
      const known = await named(views.flatMap(({ preview }) => assetsIn(preview)));
      return views.map((view) => ({ ...view, assets: pick(known, assetsIn(view.preview)) }));
    },
    api: {
      list: async (id) => {
        const network = await networks.get(id);
        const entry = (await slots.balances.read())[`${await accounts.selected()} ${id}`];
        return (await watched(network)).filter(({ asset, pinned, hidden }) => pinned || hidden || (entry?.tokens?.[asset] ?? '0') !== '0');
      },
      look,
      add: async (asset) => {
        checked(asset);
        const { context, reader } = await openTokens(chainOf(asset));
        const [facts] = await reader.facts(context, [asset]);
        if (!facts) throw new WalletError('token/absent');
        const { asset: same, ...rest } = facts;
        await slots.tokens.update(({ own, hidden }) => {
          if (Object.keys(own).length >= mostOwn && !Object.hasOwn(own, same)) throw new WalletError('token/too-many');
          return { own: { ...own, [same]: rest }, hidden: hidden.filter((other) => other !== same) };
        });
        core.changed('tokens', 'balances');
      },
      remove: async (asset) => {
        checked(asset);
        await slots.tokens.update((book) => ({
          own: Object.fromEntries(entries(book.own).filter(([other]) => other !== asset)),
          hidden: book.hidden.filter((other) => other !== asset),
        }));
        core.changed('tokens', 'balances');
      },
      hide: (asset) => setHidden(asset, true),
      show: (asset) => setHidden(asset, false),
    },
  };
}

/** Every asset that a preview counts. */
export function assetsIn({ changes, details }: Preview): readonly AssetId[] {
  return [...changes.map(({ asset }) => asset), ...details.flatMap(({ value }) => (value.kind === 'amount' ? [value.asset] : []))];
}

/** ms. */
const patience = 1_500;
/** A site can name any number of contracts. */
const mostAtOnce = 20;
const mostFacts = 500;
const mostOwn = 1_000;

const factsOf = ({ asset, standard, symbol, name, decimals }: TokenFacts): TokenFacts => ({ asset, standard, symbol, name, decimals });
const entries = <V>(record: Readonly<Record<AssetId, V>>) => Object.entries(record) as [AssetId, V][];
const pick = (all: AssetViews, assets: readonly AssetId[]): AssetViews => Object.fromEntries(entries(all).filter(([asset]) => assets.includes(asset)));
