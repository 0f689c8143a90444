import { json } from 'node:stream/consumers';
import * as v from 'valibot';
import { bundledNetworks, familyIds, familyOf } from '../../src/chains/registry';
import type { ChainId } from '../../src/core/caip';
import { listen, sendJson } from '../loopback';
import type { LocalChain } from './chain';
import type { Devnet } from './index';

/** Where chains are, for programs: what `GET /` of the faucet and `npm run devnet -- --json` answer. */
export type DevnetReport = { readonly faucet: string; readonly chains: readonly Pick<LocalChain, 'label' | 'network' | 'url' | 'websocket' | 'simulator'>[] };

export type Faucet = { readonly url: string; readonly report: DevnetReport; stop(): Promise<void> };

/**
 * `POST /fund {network, address, amount}` gives coins (`amount` in the smallest unit, as decimal text; a generous one where it is left out),
 * `POST /mine {network, blocks}` makes blocks, `GET /` says where the chains are.
 */
export async function startFaucet(devnet: Devnet): Promise<Faucet> {
  const calls: Readonly<Record<string, (body: unknown) => Promise<void>>> = {
    '/fund': async (body) => {
      const { network, address, amount } = v.parse(fundBody, body);
      const chain = devnet.chain(network as ChainId);
      await chain.fund(address, amount === undefined ? generous(chain) : BigInt(amount));
    },
    '/mine': async (body) => {
      const { network, blocks } = v.parse(mineBody, body);
      await devnet.chain(network as ChainId).mine?.(blocks);
    },
  };

  const chains = devnet.chains.map(({ label, network, url, websocket, simulator }) => ({
    label,
    network,
    url,
    ...(websocket && { websocket }),
    ...(simulator && { simulator }),
  }));
  const { url, stop } = await listen((request, response) => {
    if (request.method === 'GET' && request.url === '/') return sendJson(response, 200, report);
    const call = request.method === 'POST' && Object.hasOwn(calls, request.url ?? '') ? calls[request.url!] : undefined;
    if (!call) return sendJson(response, 404, { error: 'There is POST /fund, POST /mine and GET /.' });
    json(request)
      .then(call)
      .then(
        () => sendJson(response, 200, { ok: true }),
        (error: unknown) => sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) }),
      );
  });
  const report: DevnetReport = { faucet: url, chains };
  return { url, report, stop };
}

/** Gives coins to an address on every chain whose family writes addresses like that. Returns the labels; none for an address of no family. */
export async function fundEverywhere(devnet: Devnet, address: string): Promise<readonly string[]> {
  const namespace = familyIds.map(familyOf).find(({ addressLike }) => addressLike.test(address))?.namespace;
  const chains = devnet.chains.filter(({ network }) => network.split(':')[0] === namespace);
  await Promise.all(chains.map((chain) => chain.fund(address, generous(chain))));
  return chains.map(({ label }) => label);
}

const fundBody = v.object({ network: v.string(), address: v.string(), amount: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,30}$/))) });
const mineBody = v.object({ network: v.string(), blocks: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)) });

/** Ten whole coins; TRON's are small change. */
function generous({ network }: LocalChain): bigint {
  const { decimals } = bundledNetworks.find(({ id }) => id === network)!.currency;
  return (network.startsWith('tron:') ? 10_000n : 10n) * 10n ** BigInt(decimals);
}
