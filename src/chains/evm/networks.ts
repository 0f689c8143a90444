import type { Network } from '../family';
import type { FeeModelName } from './fee-models';

export type EvmNetwork = Network & { readonly fees: FeeModelName };

const ether = { symbol: 'ETH', decimals: 18 } as const;
const explorer = (root: string) => ({ transaction: `${root}/tx/{id}`, address: `${root}/address/{id}` });

export const networks = [
  {
    id: 'eip155:1',
    name: 'Ethereum',
    currency: ether,
    fees: 'eip1559',
    explorer: explorer('https://etherscan.io'),
    rpc: ['https://ethereum-rpc.publicnode.com', 'https://eth.drpc.org'],
  },
  {
    id: 'eip155:56',
    name: 'BNB Smart Chain',
    currency: { symbol: 'BNB', decimals: 18 },
    slip44: 714,
    fees: 'eip1559',
    explorer: explorer('https://bscscan.com'),
    rpc: ['https://bsc-rpc.publicnode.com', 'https://bsc-dataseed.bnbchain.org'],
  },
  {
    id: 'eip155:11155111',
    name: 'Sepolia',
    currency: ether,
    fees: 'eip1559',
    testnet: true,
    explorer: explorer('https://sepolia.etherscan.io'),
    rpc: ['https://ethereum-sepolia-rpc.publicnode.com', 'https://sepolia.drpc.org'],
  },
  { id: 'eip155:31337', name: 'Anvil', currency: ether, fees: 'eip1559', testnet: true, local: true, rpc: ['http://127.0.0.1:8545'] },
] as const satisfies readonly EvmNetwork[];
