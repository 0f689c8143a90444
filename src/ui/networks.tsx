import { createContext, useContext, useMemo } from 'react';
import { chainOf, type AssetId, type ChainId } from '../core/caip';
import type { NetworkView, Settings } from '../wallet/api';

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

/** Those that the user has switched on. */
export function useVisibleNetworks(): readonly NetworkView[] {
  return useNetworks().filter((network) => network.enabled);
}

/** Whichever it is: a request or an old entry may be on a network that is no longer listed. */
export function useNetwork(id: string | undefined): NetworkView | undefined {
  return useContext(Networks).networks.find((network) => network.id === id);
}

/** How an asset is written: nothing for one that is not a network's own coin, whose decimals nobody vouches for. */
export function useAsset(asset: AssetId): { readonly symbol: string; readonly decimals: number } | undefined {
  return useContext(Networks).networks.find((network) => network.id === (chainOf(asset) satisfies ChainId) && network.asset === asset)?.currency;
}
