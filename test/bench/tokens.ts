import type { Transport } from '../../src/chains/adapter';
import { networks } from '../../src/chains/evm/networks';
import { tokens } from '../../src/chains/evm/tokens';
import type { AssetId } from '../../src/core/caip';
import { endpoint } from '../../src/net/endpoint';
import { deploy } from '../contracts/deploy';
import { startEvm } from '../devnet/evm';

export type Refresh = { readonly tokens: number; readonly networks: number; readonly milliseconds: number; readonly requests: number };

/** What a refresh takes: the coin and so many tokens, on so many networks at once. All are one local node, so the time is the node's and ours, and no distance. */
export async function refreshes(): Promise<readonly Refresh[]> {
  const chain = await startEvm({ chainId: 31337 });
  try {
    const network = networks.find(({ id }) => id === chain.network)!;
    const code = await chain.rpc('eth_getCode', [await deploy(chain, 'Erc20', 'Good Coin', 'GOOD', 18), 'latest']);
    const addresses = Array.from({ length: 500 }, (_, index) => `0x${(index + 4096).toString(16).padStart(40, '0')}`);
    for (const address of addresses) await chain.rpc('anvil_setCode', [address, code]);
    const owner = '0x000000000000000000000000000000000000dEaD';
    const results: Refresh[] = [];
    for (const count of [1, 50, 500])
      for (const many of [1, 10]) {
        const assets = addresses.slice(0, count).map((address): AssetId => `${network.id}/erc20:${address}`);
        let requests = 0;
        const direct = endpoint(chain.url);
        const transport: Transport = { ...direct, request: (method, params) => (requests++, direct.request(method, params)) };
        const refresh = () => Promise.all(Array.from({ length: many }, () => tokens.balances({ network, transport, now: Date.now }, owner, assets)));
        await refresh();
        requests = 0;
        const started = performance.now();
        await refresh();
        results.push({ tokens: count, networks: many, milliseconds: performance.now() - started, requests });
      }
    return results;
  } finally {
    await chain.stop();
  }
}
