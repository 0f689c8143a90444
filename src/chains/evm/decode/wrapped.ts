import type { ChainId } from '../../../core/caip';
import type { Address } from '../../adapter';
import type { Call } from './known';

/** Whether the call is to the contract that wraps the chain's coin one to one (WETH9): it keeps what it is given and gives it back. */
export const wrappedCoinOf = ({ chain, to }: Pick<Call, 'chain' | 'to'>): boolean => wrappedOn(chain) === to.toLowerCase();

/** Lower case. */
export const wrappedOn = (chain: ChainId): Address | undefined => (Object.hasOwn(wrapped, chain) ? wrapped[chain as keyof typeof wrapped] : undefined);

const opStack = '0x4200000000000000000000000000000000000006';

/** From each chain's own documentation; lower case. */
const wrapped = {
  'eip155:1': '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2',
  'eip155:10': opStack,
  'eip155:56': '0xbb4cdb9cbd36b01bd1cbaebf2de08d9173bc095c',
  'eip155:100': '0xe91d153e0b41518a2ce8dd3d7944fa863463a97d',
  'eip155:137': '0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270',
  'eip155:8453': opStack,
  'eip155:42161': '0x82af49447d8a07e3bd95bd0d56f35241523fbab1',
  'eip155:43114': '0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7',
  'eip155:59144': '0xe5d7c2a44ffddf6b295a15c148167daaaf5cf34f',
  'eip155:534352': '0x5300000000000000000000000000000000000004',
} as const satisfies Readonly<Record<ChainId, string>>;
