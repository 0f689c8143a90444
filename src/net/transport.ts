import type { Transport } from '../chains/adapter';
import { WalletError, type ErrorCode } from '../core/errors';
import type { Breaker } from './breaker';
import { endpoint, type Limits } from './endpoint';

export type TransportParts = {
  /** Tried in order. */
  readonly urls: readonly string[];
  readonly breaker: Breaker;
  /** Whether anything may be asked now: throws when not. Runs before an endpoint is asked. */
  readonly permit: () => Promise<void>;
  /** Throws `network/wrong-chain` when the endpoint serves another chain. Runs before an endpoint is first used. */
  readonly verify: (url: string, transport: Transport) => Promise<void>;
  readonly limits?: Limits;
};

/**
 * Asks the first endpoint that is well, and the next one when that fails. What the node itself refuses (a NodeError) is an answer and not a
 * failure. Asking twice is harmless: reads are reads, and a signed transaction sent twice is the same transaction.
 */
export function createTransport({ urls, breaker, permit, verify, limits }: TransportParts): Transport {
  const endpoints = urls.map((url) => ({ url, transport: endpoint(url, limits) }));
  const verified = new Map<string, Promise<void>>();

  function check(url: string, transport: Transport): Promise<void> {
    const running = verified.get(url) ?? verify(url, transport);
    verified.set(url, running);
    // Not kept when it failed: an endpoint may come back, and a local node may be started again as what it should be.
    return running.catch((error: unknown) => {
      verified.delete(url);
      throw error;
    });
  }

  async function first<T>(ask: (transport: Transport) => Promise<T>): Promise<T> {
    const well = endpoints.filter(({ url }) => !breaker.resting(url));
    let failure: ErrorCode | undefined;
    for (const { url, transport } of well.length > 0 ? well : endpoints) {
      // Before each: what was allowed may be over by the time the endpoint before has timed out.
      await permit();
      try {
        await check(url, transport);
        const answer = await ask(transport);
        breaker.worked(url);
        return answer;
      } catch (error) {
        if (!(error instanceof WalletError)) {
          breaker.worked(url);
          throw error;
        }
        breaker.failed(url);
        failure = worse(failure, error.code);
      }
    }
    throw new WalletError(failure ?? 'network/unreachable');
  }

  return {
    request: (method, params) => first((transport) => transport.request(method, params)),
    get: (path) => first((transport) => transport.get(path)),
    post: (path, body) => first((transport) => transport.post(path, body)),
  };
}

/** Only when every endpoint serves another chain is that the thing to say. */
const worse = (before: ErrorCode | undefined, code: ErrorCode): ErrorCode => (before === undefined || before === 'network/wrong-chain' ? code : before);
