import type { IncomingMessage } from 'node:http';
import { allowPages, listen, sendJson } from '../loopback';
import { all, confirmed, followChain, spendsOf, statistics, touches, unspent, type Snapshot } from './bitcoin-index';
import { RpcError, type Rpc } from './bitcoin-node';

/** Sat/vB by the number of blocks to wait, as `/fee-estimates` answers. */
export type FeeTable = Readonly<Record<string, number>>;

export type Esplora = { readonly url: string; setFees(table: FeeTable): void; snapshot(): Promise<Snapshot>; stop(): Promise<void> };

/** An Esplora API in front of a node: what the wallet reads from blockstream.info and mempool.space. */
export async function startEsplora(rpc: Rpc, port: number): Promise<Esplora> {
  const snapshot = followChain(rpc);
  let fees: FeeTable = { 1: 8, 2: 6, 3: 5, 6: 3, 12: 2, 144: 1, 1008: 1 };
  const { url, stop } = await listen((request, response) => {
    if (allowPages(request, response)) return;
    void answer({ rpc, snapshot, fees: () => fees }, request).then(({ status, body }) => {
      if (typeof body === 'string') response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
      else sendJson(response, status, body);
    });
  }, port);
  return {
    url,
    setFees: (table) => {
      fees = table;
    },
    snapshot,
    stop,
  };
}

type Chain = { readonly rpc: Rpc; readonly snapshot: () => Promise<Snapshot>; readonly fees: () => FeeTable };
type Answer = { readonly status: number; readonly body: unknown };
/** `parameter` is what the path's group caught. */
type Route = (chain: Chain, parameter: string, rest: string, body: string) => unknown;

/** Its message is sent as it is, as plain text. */
class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const routes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['GET', /^\/blocks\/tip\/height$/, async ({ snapshot }) => String((await snapshot()).blocks.length - 1)],
  ['GET', /^\/blocks\/tip\/hash$/, async ({ snapshot }) => (await snapshot()).blocks.at(-1)!.hash],
  ['GET', /^\/block-height\/(\d+)$/, async ({ snapshot }, height) => (await snapshot()).blocks[Number(height)]?.hash ?? missing('Block')],
  ['GET', /^\/fee-estimates$/, ({ fees }) => fees()],
  [
    'GET',
    /^\/address\/([^/]+)$/,
    addressed((address, snapshot) => ({
      address,
      chain_stats: statistics(confirmed(snapshot).filter(touches(address)), address),
      mempool_stats: statistics(snapshot.mempool.filter(touches(address)), address),
    })),
  ],
  ['GET', /^\/address\/([^/]+)\/utxo$/, addressed((address, snapshot) => unspent(snapshot, address))],
  [
    'GET',
    /^\/address\/([^/]+)\/txs$/,
    addressed((address, snapshot) => [...snapshot.mempool.filter(touches(address)).slice(0, 50), ...confirmed(snapshot).filter(touches(address)).slice(0, 25)]),
  ],
  ['GET', /^\/address\/([^/]+)\/txs\/mempool$/, addressed((address, snapshot) => snapshot.mempool.filter(touches(address)).slice(0, 50))],
  [
    'GET',
    /^\/address\/([^/]+)\/txs\/chain(?:\/([0-9a-f]{64}))?$/,
    addressed((address, snapshot, after) => {
      const transactions = confirmed(snapshot).filter(touches(address));
      const start = transactions.findIndex(({ txid }) => txid === after) + 1;
      return transactions.slice(start, start + 25);
    }),
  ],
  ['GET', /^\/tx\/([0-9a-f]{64})$/, async ({ snapshot }, txid) => find(await snapshot(), txid)],
  // Esplora says the same of a transaction that waits and of one that it has never seen.
  [
    'GET',
    /^\/tx\/([0-9a-f]{64})\/status$/,
    async ({ snapshot }, txid) => all(await snapshot()).find((one) => one.txid === txid)?.status ?? { confirmed: false },
  ],
  ['GET', /^\/tx\/([0-9a-f]{64})\/hex$/, async ({ rpc, snapshot }, txid) => rpc('getrawtransaction', find(await snapshot(), txid).txid)],
  [
    'GET',
    /^\/tx\/([0-9a-f]{64})\/outspends$/,
    async ({ snapshot }, txid) => {
      const now = await snapshot();
      const spends = spendsOf(all(now));
      return find(now, txid).vout.map((_, index) => spends.get(`${txid}:${index}`) ?? { spent: false });
    },
  ],
  [
    'POST',
    /^\/tx$/,
    async ({ rpc }, _parameter, _rest, body) => {
      try {
        return await rpc('sendrawtransaction', body.trim());
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        throw new HttpError(400, `sendrawtransaction RPC error: ${JSON.stringify({ code: error.code, message: error.message })}`);
      }
    },
  ],
];

async function answer(chain: Chain, request: IncomingMessage): Promise<Answer> {
  try {
    const body = Buffer.concat(await request.toArray()).toString();
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    for (const [method, pattern, route] of routes) {
      const match = request.method === method ? pattern.exec(path) : null;
      if (match) return { status: 200, body: await route(chain, match[1] ?? '', match[2] ?? '', body) };
    }
    throw new HttpError(404, `endpoint does not exist "${path}"`);
  } catch (error) {
    return error instanceof HttpError ? { status: error.status, body: error.message } : { status: 500, body: String(error) };
  }
}

function addressed(route: (address: string, snapshot: Snapshot, rest: string) => unknown): Route {
  return async ({ rpc, snapshot }, address, rest) => {
    const { isvalid } = await rpc<{ readonly isvalid: boolean }>('validateaddress', decodeURIComponent(address));
    if (!isvalid) throw new HttpError(400, 'Invalid Bitcoin address');
    return route(address, await snapshot(), rest);
  };
}

const find = (snapshot: Snapshot, txid: string) => all(snapshot).find((transaction) => transaction.txid === txid) ?? missing('Transaction');

function missing(what: string): never {
  throw new HttpError(404, `${what} not found`);
}
