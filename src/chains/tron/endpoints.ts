import type { EndpointCheck } from '../adapter';
import type { TronNetwork } from './networks';
import { genesisBlock, headBlock } from './node';

/** A TRON node names its chain by the last four bytes of its genesis block's id. */
export const endpoints: EndpointCheck<TronNetwork> = {
  async probe(context) {
    const [genesis, head] = await Promise.all([genesisBlock(context), headBlock(context)]);
    return { chain: `tron:${Number.parseInt(genesis.id.slice(-8), 16)}`, height: head.number };
  },
};
