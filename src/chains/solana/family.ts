import type { Family } from '../family';
import { networks, type SolanaNetwork } from './networks';

export const solana = {
  namespace: 'solana',
  label: 'Solana',
  curve: 'ed25519',
  slip44: 501,
  derivations: [{ kind: 'default', path: "m/44'/501'/{index}'/0'" }],
  networks,
  addressLike: /^[1-9A-HJ-NP-Za-km-z]{32,44}$/,
  pageErrors: {
    rejected: 4001,
    unauthorized: 4100,
    unsupported: -32601,
    disconnected: 4900,
    'chain-disconnected': 4900,
    'invalid-request': -32600,
    'invalid-params': -32000,
    busy: -32002,
    limit: -32005,
    'unknown-network': -32000,
    'transaction-rejected': -32003,
    internal: -32603,
  },
} as const satisfies Family<SolanaNetwork>;
