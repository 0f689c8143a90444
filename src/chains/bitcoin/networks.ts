import type { Network } from '../family';

/** `hrp` is BIP-173's human-readable part. Ids are CAIP-2 bip122: the first 32 digits of the genesis block hash. */
export type BitcoinNetwork = Network & { readonly hrp: 'bc' | 'tb' | 'bcrt' };

const currency = (symbol: string) => ({ symbol, decimals: 8 }) as const;

export const networks = [
  {
    id: 'bip122:000000000019d6689c085ae165831e93',
    name: 'Bitcoin',
    currency: currency('BTC'),
    mark: { text: 'BTC', hue: 65 },
    hrp: 'bc',
    rpc: ['https://mempool.space/api', 'https://blockstream.info/api'],
    explorer: { transaction: 'https://mempool.space/tx/{id}', address: 'https://mempool.space/address/{id}' },
  },
  {
    id: 'bip122:00000000da84f2bafbbc53dee25a72ae',
    name: 'Bitcoin Testnet4',
    currency: currency('tBTC'),
    mark: { text: 'tBTC', hue: 65 },
    hrp: 'tb',
    coinType: 1,
    slip44: 1,
    testnet: true,
    rpc: ['https://mempool.space/testnet4/api'],
    explorer: { transaction: 'https://mempool.space/testnet4/tx/{id}', address: 'https://mempool.space/testnet4/address/{id}' },
  },
  {
    id: 'bip122:0f9188f13cb7b2c71f2a335e3a4fc328',
    name: 'Bitcoin Regtest',
    currency: currency('rBTC'),
    mark: { text: 'rBTC', hue: 65 },
    hrp: 'bcrt',
    coinType: 1,
    slip44: 1,
    testnet: true,
    local: true,
    rpc: ['http://127.0.0.1:3002'],
  },
] as const satisfies readonly BitcoinNetwork[];
