import type { Network } from '../family';

/** Ids: the last four bytes of the genesis block's id, in decimal (what `eth_chainId` of a TRON node answers in hex). */
export type TronNetwork = Network;

const currency = { symbol: 'TRX', decimals: 6 } as const;
const explorer = (root: string) => ({ transaction: `${root}/#/transaction/{id}`, address: `${root}/#/address/{id}` });

export const networks = [
  {
    id: 'tron:728126428',
    name: 'TRON',
    currency,
    mark: { text: 'TRX', hue: 10 },
    explorer: explorer('https://tronscan.org'),
    rpc: ['https://api.trongrid.io', 'https://tron-rpc.publicnode.com'],
  },
  {
    id: 'tron:3448148188',
    name: 'TRON Nile',
    currency,
    mark: { text: 'NILE', hue: 10 },
    testnet: true,
    explorer: explorer('https://nile.tronscan.org'),
    rpc: ['https://nile.trongrid.io'],
  },
  { id: 'tron:1414681165', name: 'TRON local', currency, mark: { text: 'lTRX', hue: 10 }, testnet: true, local: true, rpc: ['http://127.0.0.1:9090'] },
] as const satisfies readonly TronNetwork[];
