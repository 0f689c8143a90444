import { referenceOf } from '../../core/caip';
import type { Family } from '../family';
import { custom } from './custom';
import { networks, type EvmNetwork } from './networks';

export const evm = {
  namespace: 'eip155',
  label: 'EVM',
  curve: 'secp256k1',
  slip44: 60,
  // Every EVM chain shares coin type 60: one address on all of them.
  derivations: [{ kind: 'default', path: "m/44'/60'/0'/0/{index}" }],
  networks,
  patience: 180,
  linkScheme: 'ethereum',
  indexer: 'https://explorer.example/api',
  privateKey: 'hex',
  tokens: true,
  custom,
  addressLike: /^0x[0-9a-f]{40}$/i,
  facts: {
    eth_chainId: ({ id }) => `0x${BigInt(referenceOf(id)).toString(16)}`,
    net_version: ({ id }) => referenceOf(id),
    web3_clientVersion: () => 'Holdall',
  },
  // EIP-1193 first, then EIP-1474; 4902 by convention (EIP-3326 names no number).
  pageErrors: {
    rejected: 4001,
    unauthorized: 4100,
    unsupported: 4200,
    disconnected: 4900,
    'chain-disconnected': 4901,
    'invalid-request': -32600,
    'invalid-params': -32602,
    busy: -32002,
    limit: -32005,
    'unknown-network': 4902,
    'transaction-rejected': -32003,
    internal: -32603,
  },
} as const satisfies Family<EvmNetwork>;
