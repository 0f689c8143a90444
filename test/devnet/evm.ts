import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { ChainId } from '../../src/core/caip';
import type { Json } from '../../src/core/json';
import { freePort } from '../loopback';
import type { LocalChain } from './chain';

export type EvmChain = LocalChain & {
  /** Any JSON-RPC call, anvil's own included. Rejects with the node's message. */
  rpc(method: string, params?: Json): Promise<Json>;
  mine(blocks: number): Promise<void>;
};

export type EvmOptions = {
  readonly chainId: number;
  /** A free one by default. */
  readonly port?: number;
};

/** Starts anvil, a real EVM node that mines on every transaction. Rejects with one sentence where it cannot run. */
export async function startEvm({ chainId, port }: EvmOptions): Promise<EvmChain> {
  const chosen = await freePort(port);
  // Two blocks behind the newest counts as final, so that tests see finality.
  const common = ['--host', '127.0.0.1', '--port', String(chosen), '--chain-id', String(chainId), '--slots-in-an-epoch', '1', '--silent'];
  const node = spawn(binary(), [...common, ...(flavours[chainId] ?? [])], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  node.stderr.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  node.on('error', (error) => {
    complaint += error.message;
  });
  const kill = () => node.kill('SIGKILL');
  process.once('exit', kill);

  const url = `http://127.0.0.1:${chosen}`;
  const rpc = (method: string, params: Json = []) => call(url, method, params);

  try {
    await ready(
      async () => Number(await rpc('eth_chainId')) === chainId,
      () => node.exitCode === null && node.pid !== undefined,
    );
  } catch {
    kill();
    throw new Error(`anvil did not start on ${url}: ${complaint.trim().split('\n')[0] || 'it said nothing'}`);
  }

  return {
    label: `EVM (anvil, chain ${chainId})`,
    network: `eip155:${chainId}` satisfies ChainId,
    url,
    websocket: url.replace('http', 'ws'),
    rpc,
    async fund(address, amount) {
      const held = BigInt((await rpc('eth_getBalance', [address, 'latest'])) as string);
      await rpc('anvil_setBalance', [address, `0x${(held + amount).toString(16)}`]);
    },
    async mine(blocks) {
      await rpc('anvil_mine', [`0x${blocks.toString(16)}`]);
    },
    async stop() {
      process.off('exit', kill);
      if (node.exitCode !== null || node.signalCode !== null) return;
      node.kill('SIGTERM');
      await once(node, 'exit');
    },
  };
}

/**
 * What makes a chain differ from Ethereum: BSC's base fee is 0 and its validators take any tip; OKT Chain has no EIP-1559 and
 * refuses its transactions; OP Mainnet takes a data fee (0 until a test sets its price).
 */
const flavours: Readonly<Record<number, readonly string[]>> = {
  56: ['--block-base-fee-per-gas', '0', '--gas-price', '100000000', '--disable-min-priority-fee'],
  66: ['--hardfork', 'berlin', '--gas-price', '100000000'],
  10: ['--network', 'optimism'],
};

// The package's own launcher starts a child that outlives it: run the binary itself.
function binary(): string {
  try {
    return createRequire(import.meta.url).resolve(
      `@foundry-rs/anvil-${process.platform}-${{ x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch}/bin/anvil`,
    );
  } catch {
    throw new Error(
      `The local EVM chains need anvil, which is not installed for ${process.platform}-${process.arch}: install @foundry-rs/anvil-${process.platform}-… or use Linux on x64.`,
    );
  }
}

async function ready(probe: () => Promise<boolean>, alive: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline && alive();) {
    if (await probe().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('not ready');
}

async function call(url: string, method: string, params: Json): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = (await response.json()) as { result?: Json; error?: { message: string } };
  if (error) throw new Error(error.message);
  return result ?? null;
}
