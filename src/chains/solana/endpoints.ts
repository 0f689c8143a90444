import * as v from 'valibot';
import type { EndpointCheck } from '../adapter';
import type { SolanaNetwork } from './networks';
import { ask, confirmed, height } from './node';

/** CAIP-2 for Solana: the first 32 characters of the genesis hash. */
export const endpoints: EndpointCheck<SolanaNetwork> = {
  async probe(context) {
    const [genesis, slot] = await Promise.all([
      ask(context, v.pipe(v.string(), v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/)), 'getGenesisHash'),
      ask(context, height, 'getBlockHeight', confirmed),
    ]);
    return { chain: `solana:${genesis.slice(0, 32)}`, height: slot };
  },
};
