import type { ChainId } from '../../src/core/caip';
import { bundledNetworks } from '../../src/chains/registry';
import type { DevnetReport } from '../devnet/faucet';

/** The local chains, by the networks of the wallet that stand for them. */
export const chains = {
  bitcoin: 'bip122:0f9188f13cb7b2c71f2a335e3a4fc328',
  ethereum: 'eip155:1',
  bsc: 'eip155:56',
  tron: 'tron:1414681165',
  solana: bundledNetworks.find(({ family, local }) => family === 'solana' && local)!.id,
} as const satisfies Readonly<Record<string, ChainId>>;

let devnet: DevnetReport | undefined;

/** Says where the local chains are; everything here asks those. */
export function runOn(report: DevnetReport): void {
  devnet = report;
}

export const endpoint = (network: ChainId): string => running().chains.find((chain) => chain.network === network)!.url;

/** `amount` in the smallest unit. */
export const fund = (network: ChainId, address: string, amount: bigint): Promise<void> => faucet('fund', { network, address, amount: String(amount) });
export const mine = (network: ChainId, blocks = 1): Promise<void> => faucet('mine', { network, blocks });

async function faucet(call: string, body: unknown): Promise<void> {
  const response = await fetch(`${running().faucet}/${call}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}

function running(): DevnetReport {
  if (!devnet) throw new Error('no local chains: call runOn first');
  return devnet;
}
