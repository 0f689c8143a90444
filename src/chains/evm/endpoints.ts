import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { EndpointCheck } from '../adapter';
import type { FeeModelName } from './fee-models';
import { knownChain } from './known-chains';
import type { EvmNetwork } from './networks';
import { read, unlessRefused } from './node';

export const endpoints: EndpointCheck<EvmNetwork> = {
  async probe(context) {
    const [chain, height] = await Promise.all([read(context, 'eth_chainId'), read(context, 'eth_blockNumber')]);
    return { chain: `eip155:${chain}`, height: Number(height) };
  },
  async examine(context) {
    const [block, ...found] = await Promise.all([
      context.transport.request('eth_getBlockByNumber', ['latest', false]),
      ...marks.map(([, method, params]) => unlessRefused(context.transport.request(method, params))),
    ]);
    if (typeof block !== 'object' || block === null) throw new WalletError('network/bad-response');
    const at = found.findIndex((answer) => typeof answer === 'string' && /^0x(?!0*$)[0-9a-f]+$/i.test(answer));
    if (at >= 0) return marks[at]![0];
    return Object.hasOwn(block, 'baseFeePerGas') ? 'eip1559' : 'legacy';
  },
  known: knownChain,
};

// What a chain of each kind has at the same place: a contract of its system, or a method of its node.
const marks: readonly (readonly [FeeModelName, string, Json])[] = [
  ['zksync', 'zks_L1ChainId', []],
  ['arbitrum', 'eth_getCode', ['0x000000000000000000000000000000000000006C', 'latest']],
  ['scroll', 'eth_getCode', ['0x5300000000000000000000000000000000000002', 'latest']],
  ['op-stack', 'eth_getCode', ['0x420000000000000000000000000000000000000F', 'latest']],
];
