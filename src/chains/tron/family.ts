import { referenceOf } from '../../core/caip';
import type { Family } from '../family';
import { networks, type TronNetwork } from './networks';

export const tron = {
  namespace: 'tron',
  label: 'TRON',
  curve: 'secp256k1',
  slip44: 195,
  derivations: [{ kind: 'default', path: "m/44'/195'/0'/0/{index}" }],
  networks,
  addressLike: /^(T[1-9A-HJ-NP-Za-km-z]{33}|41[0-9a-f]{40})$/i,
  facts: { eth_chainId: ({ id }) => `0x${BigInt(referenceOf(id)).toString(16)}` },
  // TIP-1193 takes EIP-1193's numbers.
  pageErrors: {
    rejected: 4001,
    unauthorized: 4100,
    unsupported: 4200,
    disconnected: 4900,
    'chain-disconnected': 4900,
    'invalid-request': -32600,
    'invalid-params': -32602,
    busy: -32002,
    limit: -32005,
    'unknown-network': 4902,
    'transaction-rejected': -32003,
    internal: -32603,
  },
} as const satisfies Family<TronNetwork>;
