import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { allowPages, listen } from '../loopback';
import type { LocalChain } from './chain';
import { RpcError } from './solana/errors';
import { airdrop } from './solana/execution';
import { answer } from './solana/json-rpc';
import { createLedger } from './solana/ledger';
import { genesisHash, methods } from './solana/methods';
import { createSubscriptions } from './solana/subscriptions';

/**
 * Solana on this machine: the real virtual machine and the real SPL programs in this process, behind the JSON-RPC and the
 * WebSocket of a node, both on one loopback port. `slotMs` is the time between slots; a real cluster takes 400.
 */
export async function startSolana({ port = 0, slotMs = 400 }: { readonly port?: number; readonly slotMs?: number } = {}): Promise<LocalChain> {
  const ledger = createLedger();
  const call = (method: string, params: readonly unknown[]): unknown => {
    if (!Object.hasOwn(methods, method)) throw new RpcError(-32601, 'Method not found');
    return methods[method]!(ledger, ...params);
  };

  const {
    server,
    port: chosen,
    url,
    stop,
  } = await listen((request, response) => {
    if (allowPages(request, response)) return;
    if (request.method !== 'POST') return void response.writeHead(405).end();
    text(request).then(
      (body) => response.setHeader('content-type', 'application/json').end(answer(body, call)),
      () => response.destroy(),
    );
  }, port);

  const subscriptions = createSubscriptions(ledger);
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => socket.send(answer(data.toString(), (method, params) => subscriptions.handle(socket, method, params))));
    socket.on('close', () => subscriptions.forget(socket));
  });

  const timer = setInterval(ledger.tick, slotMs);

  return {
    label: 'Solana',
    network: `solana:${genesisHash.slice(0, 32)}`,
    url,
    websocket: `ws://127.0.0.1:${chosen}`,
    async fund(address, amount) {
      airdrop(ledger, address, amount);
    },
    async mine(blocks) {
      for (let i = 0; i < blocks; i++) ledger.tick();
    },
    async stop() {
      clearInterval(timer);
      subscriptions.stop();
      for (const socket of sockets.clients) socket.terminate();
      await stop();
    },
  };
}
