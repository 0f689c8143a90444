import type { Family } from '../family';
import { networks, type BitcoinNetwork } from './networks';

export const bitcoin = {
  namespace: 'bip122',
  label: 'Bitcoin',
  curve: 'secp256k1',
  slip44: 0,
  derivations: [{ kind: 'p2wpkh', path: "m/84'/{coin}'/{index}'/0/0" }],
  networks,
  linkScheme: 'bitcoin',
  addressLike: /^((bc|tb|bcrt)1[a-z0-9]{8,87}|[13mn2][1-9A-HJ-NP-Za-km-z]{25,34})$/i,
  // WBIP-001 and sats-connect: -32000 is the user's no, -32002 is access denied.
  pageErrors: {
    rejected: -32000,
    unauthorized: -32002,
    unsupported: -32601,
    disconnected: -32603,
    'chain-disconnected': -32603,
    'invalid-request': -32600,
    'invalid-params': -32602,
    busy: -32603,
    limit: -32603,
    'unknown-network': -32602,
    'transaction-rejected': -32603,
    internal: -32603,
  },
} as const satisfies Family<BitcoinNetwork>;
