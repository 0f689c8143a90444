import { createContext, useContext, useMemo } from 'react';
import { chainOf, partsOf, type AssetId } from '../core/caip';
import type { AssetView, AssetViews } from '../wallet/views/asset';
import type { NetworkView } from '../wallet/views/network';
import type { Settings } from '../wallet/views/settings';

type Known = { readonly networks: readonly NetworkView[]; readonly testnets: Settings['testnets'] };

/** Every network the wallet knows, for names, symbols and decimals. */
export const Networks = createContext<Known>({ networks: [], testnets: false });

/** All of them, those that were removed too: for the screen that manages them. */
export const useAllNetworks = (): readonly NetworkView[] => useContext(Networks).networks;

/** With the test networks where the user wants to see them, switched on or not. */
export function useNetworks(): readonly NetworkView[] {
  const { networks, testnets } = useContext(Networks);
  return useMemo(() => networks.filter((network) => !network.removed && (testnets || !network.testnet)), [networks, testnets]);
}

/** Those that the user has switched on, and that the selected account has an address on. */
export function useVisibleNetworks(): readonly NetworkView[] {
  return useNetworks().filter(({ enabled, elsewhere }) => enabled && !elsewhere);
}

/** Whichever it is: a request or an old entry may be on a network that is no longer listed. */
export function useNetwork(id: string | undefined): NetworkView | undefined {
  return useContext(Networks).networks.find((network) => network.id === id);
}

/** The tokens that are named in what is drawn inside. */
export const Assets = createContext<AssetViews>({});

/** How an asset is written: nothing for a token that nobody has read the facts of. */
export function useAsset(asset: AssetId): { readonly symbol: string; readonly decimals: number } | undefined {
  const tokens = useContext(Assets);
  const coin = useContext(Networks).networks.find((network) => network.id === chainOf(asset) && network.asset === asset)?.currency;
  return coin ?? (Object.hasOwn(tokens, asset) ? writtenAs(asset, tokens[asset]!) : undefined);
}

/** A piece of a collection is called by its number. */
export function writtenAs(
  asset: AssetId,
  { symbol, decimals }: Pick<AssetView, 'symbol' | 'decimals'>,
): { readonly symbol: string; readonly decimals: number } {
  const { id } = partsOf(asset);
  return { symbol: id === undefined ? symbol : `${symbol} #${id.length > 12 ? `${id.slice(0, 6)}…${id.slice(-4)}` : id}`, decimals };
}
