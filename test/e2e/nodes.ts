import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChainId } from '../../src/core/caip';
import type { Json } from '../../src/core/json';
import type { EvmChain } from '../devnet/evm';
import { chains, endpoint } from './chains';

/** What the chains themselves say, asked without the wallet. */

/** In the smallest unit; what is confirmed, or waits in the mempool. */
export async function balanceOf(network: ChainId, address: string): Promise<bigint> {
  const url = endpoint(network);
  switch (network.split(':')[0]) {
    case 'bip122': {
      const coins = (await json(`${url}/address/${address}/utxo`)) as readonly { readonly value: number }[];
      return coins.reduce((sum, { value }) => sum + BigInt(value), 0n);
    }
    case 'tron':
      return BigInt(((await json(`${url}/wallet/getaccount`, { address, visible: true })) as { readonly balance?: number }).balance ?? 0);
    case 'solana':
      return BigInt(((await rpc(url, 'getBalance', [address, { commitment: 'confirmed' }])) as { readonly value: number }).value);
    default:
      return BigInt((await rpc(url, 'eth_getBalance', [address, 'latest'])) as string);
  }
}

/** An address nobody in the tests has the keys of: one of the project's own vectors. */
export function stranger(network: ChainId, index: 0 | 1 | 7 = 0): string {
  const form =
    network === chains.bitcoin
      ? network
      : { eip155: 'eip155:1', tron: 'tron:728126428', solana: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp' }[network.split(':')[0]!];
  const { cases } = JSON.parse(readFileSync(resolve('test/vectors/accounts.json'), 'utf8')) as {
    readonly cases: readonly { readonly network: string; readonly index: number; readonly address: string }[];
  };
  return cases.find((one) => one.network === form && one.index === index)!.address;
}

/** An EVM chain's own interface, anvil's calls included. Rejects with the node's message. */
export const evmNode = (network: ChainId): Pick<EvmChain, 'rpc'> => ({
  async rpc(method, params = []) {
    const { result, error } = (await json(endpoint(network), { jsonrpc: '2.0', id: 1, method, params })) as {
      readonly result?: Json;
      readonly error?: { readonly message: string };
    };
    if (error) throw new Error(error.message);
    return result ?? null;
  },
});

async function rpc(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  return ((await json(url, { jsonrpc: '2.0', id: 1, method, params })) as { readonly result: unknown }).result;
}

async function json(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return response.json();
}
