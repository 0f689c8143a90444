import { AbiCoder, Interface } from 'ethers/abi';
import { createRequire } from 'node:module';
import type { Address } from '../../src/chains/adapter';
import type { EvmChain } from '../devnet/evm';
import { call, put, sent } from './deploy';

export type Exchange = { readonly router: Address; readonly weth: Address };

const forever = 2n ** 64n;
const require = createRequire(import.meta.url);
const codeOf = ({ bytecode }: { readonly bytecode: string }) => `0x${bytecode}`;

export const routerAbi = new Interface([
  'function swapExactETHForTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline) payable',
  'function swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)',
  'function addLiquidityETH(address token, uint256 amount, uint256 least, uint256 leastCoins, address to, uint256 deadline) payable',
  'function getAmountsOut(uint256 amountIn, address[] path) view returns (uint256[])',
]);

/**
 * Uniswap v2 on a local chain, where `tokens` of a token that anybody can mint stand against `coins`, in wei. It is as its authors compiled it:
 * the router finds a pair by the hash of exactly that code.
 */
export async function startExchange(chain: Pick<EvmChain, 'rpc'>, token: Address, coins: bigint, tokens: bigint): Promise<Exchange> {
  const [own] = (await chain.rpc('eth_accounts')) as readonly [Address, ...Address[]];
  const args = (...addresses: readonly Address[]) =>
    AbiCoder.defaultAbiCoder()
      .encode(
        addresses.map(() => 'address'),
        addresses,
      )
      .slice(2);
  const weth = await put(chain, codeOf(require('@uniswap/v2-periphery/build/WETH9.json')));
  const factory = await put(chain, codeOf(require('@uniswap/v2-core/build/UniswapV2Factory.json')) + args(own));
  const router = await put(chain, codeOf(require('@uniswap/v2-periphery/build/UniswapV2Router02.json')) + args(factory, weth));
  await call(chain, token, 'mint(address,uint256)', [own, tokens]);
  await call(chain, token, 'approve(address,uint256)', [router, tokens]);
  const data = routerAbi.encodeFunctionData('addLiquidityETH', [token, tokens, 0, 0, own, forever]);
  await sent(chain, { to: router, data, value: `0x${coins.toString(16)}` });
  return { router, weth };
}

/** What `amount` of the first of a path brings of its last. */
export async function quoted(chain: Pick<EvmChain, 'rpc'>, { router }: Exchange, amount: bigint, path: readonly Address[]): Promise<bigint> {
  const data = routerAbi.encodeFunctionData('getAmountsOut', [amount, path]);
  const [amounts] = routerAbi.decodeFunctionResult('getAmountsOut', String(await chain.rpc('eth_call', [{ to: router, data }, 'latest'])));
  return (amounts as readonly bigint[]).at(-1)!;
}
