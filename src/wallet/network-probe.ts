import type { ChainAdapter, ChainContext } from '../chains/adapter';
import type { Network } from '../chains/family';
import { codeOf, NodeError, WalletError } from '../core/errors';
import { endpoint } from '../net/endpoint';
import type { EndpointTrial } from './views/network';

type Answer = Awaited<ReturnType<ChainAdapter['endpoints']['probe']>>;

/** Asks an endpoint which chain it serves. What the node refused to say is as bad as what it said wrong. Throws `network/*`. */
export async function probe(adapter: ChainAdapter, context: ChainContext): Promise<Answer> {
  return refusedIsBad(adapter.endpoints.probe(context));
}

/** Asks each endpoint whether it serves the network. */
export function tryEndpoints(adapter: ChainAdapter, network: Network, urls: readonly string[], now: () => number): Promise<readonly EndpointTrial[]> {
  return Promise.all(
    urls.map(async (url): Promise<EndpointTrial> => {
      try {
        const started = now();
        const { chain, height } = await probe(adapter, { network, transport: endpoint(url), now });
        return chain === network.id ? { ok: true, milliseconds: now() - started, height } : { ok: false, code: 'network/wrong-chain' };
      } catch (error) {
        return { ok: false, code: codeOf(error) };
      }
    }),
  );
}

/** Finds out how a network works. Throws `network/*`. */
export async function kindOf(adapter: ChainAdapter, network: Network, url: string, now: () => number): Promise<string | undefined> {
  return adapter.endpoints.examine && refusedIsBad(adapter.endpoints.examine({ network, transport: endpoint(url), now }));
}

async function refusedIsBad<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NodeError) throw new WalletError('network/bad-response', {}, { cause: error });
    throw error;
  }
}
