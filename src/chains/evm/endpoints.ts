import type { EndpointCheck } from '../adapter';
import type { EvmNetwork } from './networks';
import { read } from './node';

export const endpoints: EndpointCheck<EvmNetwork> = {
  async probe(context) {
    const [chain, height] = await Promise.all([read(context, 'eth_chainId'), read(context, 'eth_blockNumber')]);
    return { chain: `eip155:${chain}`, height: Number(height) };
  },
};
