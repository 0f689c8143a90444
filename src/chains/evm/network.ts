import type { Network } from '../family';
import type { FeeModelName } from './fee-models';

export type EvmNetwork = Network & { readonly fees: FeeModelName };

export const ether = { symbol: 'ETH', decimals: 18 } as const;

/** Etherscan's paths, which Blockscout and OKLink have too. */
export const explorer = (root: string) => ({ transaction: `${root}/tx/{id}`, address: `${root}/address/{id}` });
