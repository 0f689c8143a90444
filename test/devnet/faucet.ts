import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { bundledNetworks, familyIds, familyOf } from '../../src/chains/registry';
import type { ChainId } from '../../src/core/caip';
import type { LocalChain } from './chain';
import type { Devnet } from './index';

/** Where chains are, for programs: what `GET /` of the faucet and `npm run devnet -- --json` answer. */
export type DevnetReport = { readonly faucet: string; readonly chains: readonly (Pick<LocalChain, 'label' | 'network' | 'url' | 'websocket' | 'simulator'>)[] };

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

  const server = createServer((request, response) => {
    const reply = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET' && request.url === '/') return void reply(200, report);
    const call = request.method === 'POST' && Object.hasOwn(calls, request.url ?? '') ? calls[request.url!] : undefined;
    if (!call) return void reply(404, { error: 'There is POST /fund, POST /mine and GET /.' });
    bodyOf(request).then(call).then(
      () => reply(200, { ok: true }),
      (error: unknown) => reply(400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chains = devnet.chains.map(({ label, network, url, websocket, simulator }) => ({ label, network, url, ...(websocket && { websocket }), ...(simulator && { simulator }) }));
  const report: DevnetReport = { faucet: url, chains };

  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
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

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await text(request)) as unknown;
}
