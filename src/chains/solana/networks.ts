import type { Network } from '../family';

/** Ids: the first 32 characters of the genesis hash. `cluster` is the Wallet Standard's name for it. */
export type SolanaNetwork = Network & { readonly cluster: 'mainnet' | 'devnet' | 'testnet' | 'localnet' };

const currency = { symbol: 'SOL', decimals: 9 } as const;
const explorer = (query = '') => ({ transaction: `https://explorer.solana.com/tx/{id}${query}`, address: `https://explorer.solana.com/address/{id}${query}` });

export const networks = [
  {
    id: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
    name: 'Solana',
    currency,
    mark: { text: 'SOL', hue: 320 },
    cluster: 'mainnet',
    explorer: explorer(),
    rpc: ['https://solana-rpc.publicnode.com', 'https://api.mainnet-beta.solana.com'],
  },
  {
    id: 'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1',
    name: 'Solana Devnet',
    currency,
    mark: { text: 'dSOL', hue: 320 },
    cluster: 'devnet',
    testnet: true,
    explorer: explorer('?cluster=devnet'),
    rpc: ['https://api.devnet.solana.com'],
  },
  {
    id: 'solana:HoLdaLLLocaLnetHoLdaLLLocaLnet11',
    name: 'Solana local',
    currency,
    mark: { text: 'lSOL', hue: 320 },
    cluster: 'localnet',
    testnet: true,
    local: true,
    rpc: ['http://127.0.0.1:8899'],
  },
] as const satisfies readonly SolanaNetwork[];
