import type { EndpointCheck } from '../adapter';
import { blockHash, height } from './esplora';
import type { BitcoinNetwork } from './networks';

export const endpoints: EndpointCheck<BitcoinNetwork> = {
  // CAIP-2 bip122: a chain is known by the first half of the hash of its first block.
  probe: async (context) => ({ chain: `bip122:${(await blockHash(context, 0)).slice(0, 32)}`, height: await height(context) }),
};
