import type { ChainContext, PageContext, Transport } from '../../../src/chains/adapter';
import { networks, type SolanaNetwork } from '../../../src/chains/solana/networks';
import { NodeError } from '../../../src/core/errors';
import { parseExact, type Json } from '../../../src/core/json';
import { pageMemory } from '../../fakes/memory';

export const localnet: SolanaNetwork = networks.find((network) => network.cluster === 'localnet')!;

const none = () => Promise.reject(new Error('Solana has no REST'));

/** JSON-RPC to a node that runs, without what the product's transport adds. */
export function transportTo(url: string): Transport {
  return {
    get: none,
    post: none,
    async request(method, params) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
      const answer = parseExact(await response.text()) as {
        readonly result?: Json;
        readonly error?: { readonly code: number; readonly message: string; readonly data?: Json };
      };
      if (answer.error) throw new NodeError(answer.error.code, answer.error.message, answer.error.data);
      return answer.result!;
    },
  };
}

/** Changes the answers of some methods: what an honest node cannot be made to say. */
export function lying(transport: Transport, lies: Readonly<Record<string, (honest: () => Promise<Json>, params: Json) => Json | Promise<Json>>>): Transport {
  return {
    ...transport,
    request: async (method, params) => (lies[method] ? lies[method](() => transport.request(method, params), params) : transport.request(method, params)),
  };
}

/** For what may ask nothing of a node. */
const offline: Transport = { get: none, post: none, request: (method) => Promise.reject(new Error(`asked the node: ${method}`)) };

export const contextOf = (transport: Transport, now = Date.now): ChainContext<SolanaNetwork> => ({ network: localnet, transport, now });

export const pageContext = (accounts: PageContext<SolanaNetwork>['accounts'], origin = 'https://site.example'): PageContext<SolanaNetwork> => ({
  network: localnet,
  transport: offline,
  now: Date.now,
  origin,
  accounts,
  memory: pageMemory(),
});
