import type { CustomNetworks } from '../family';
import { isFeeModel } from './fee-models';
import { explorer, type EvmNetwork } from './network';

/** Any chain of EIP-155. Its coin has 18 decimals: everything that counts wei says so. */
export const custom: CustomNetworks<EvmNetwork> = {
  explorer,
  network({ reference, name, symbol, rpc, explorer: root, testnet, kind }) {
    if (!/^[1-9]\d{0,15}$/.test(reference) || !Number.isSafeInteger(Number(reference))) return undefined;
    return {
      id: `eip155:${reference}`,
      name,
      currency: { symbol, decimals: 18 },
      fees: isFeeModel(kind) ? kind : 'eip1559',
      rpc,
      ...(root !== undefined && { explorer: explorer(root) }),
      ...(testnet && { testnet }),
    };
  },
};
