import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../loopback';

export type Rpc = <T>(method: string, ...params: readonly unknown[]) => Promise<T>;

/** What bitcoind answered instead of a result; `code` is one of its RPC error codes. */
export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export type BitcoinNode = { readonly rpc: Rpc; stop(): Promise<void> };

/**
 * A bitcoind on regtest, on a free loopback port, with a data directory of its own that goes when it stops.
 * Installs it first where that is needed; throws an Error of one sentence where that cannot be done.
 */
export async function startNode(): Promise<BitcoinNode> {
  const program = await install();
  const directory = await mkdtemp(join(tmpdir(), 'holdall-bitcoin-'));
  const port = await freePort();
  const node = spawn(program, [...settings, `-datadir=${directory}`, `-rpcport=${port}`], { stdio: 'ignore' });
  const kill = () => void node.kill('SIGKILL');
  process.once('exit', kill);

  const stop = async () => {
    process.off('exit', kill);
    // Nothing of it is kept, so there is nothing to write down in good order.
    kill();
    if (node.exitCode === null && node.signalCode === null) await new Promise((resolve) => node.once('exit', resolve));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    return { rpc: await connect(node, port, join(directory, 'regtest', '.cookie')), stop };
  } catch (error) {
    kill();
    await stop();
    throw error;
  }
}

// Core's relay policy instead of Knots'; no date after which Knots stops; no wallet: keys are the tests' own.
const settings = [
  '-regtest',
  '-server',
  '-rpcbind=127.0.0.1',
  '-rpcallowip=127.0.0.1/32',
  '-listen=0',
  '-dnsseed=0',
  '-fixedseeds=0',
  '-discover=0',
  '-natpmp=0',
  '-txindex=1',
  '-corepolicy=1',
  '-softwareexpiry=0',
  '-disablewallet',
  '-printtoconsole=0',
];

async function install(): Promise<string> {
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const target = join(process.env['HOLDALL_CACHE'] ?? join(repository, '.cache'), 'bitcoind');
  try {
    await promisify(execFile)('bash', [fileURLToPath(new URL('install-bitcoind.sh', import.meta.url)), target]);
  } catch (error) {
    const said = (error as { readonly stderr?: string }).stderr?.trim().split('\n').at(-1);
    throw new Error(said || 'The Bitcoin node could not be installed: bash is missing.');
  }
  return join(target, 'bitcoind');
}

/** Resolves when the node answers. */
async function connect(node: ChildProcess, port: number, cookie: string): Promise<Rpc> {
  let id = 0;
  const rpc = async <T>(method: string, ...params: readonly unknown[]): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(await readFile(cookie)).toString('base64')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: (id += 1), method, params }),
    });
    const answer = (await response.json()) as { readonly result: T; readonly error?: { readonly code: number; readonly message: string } };
    if (answer.error) throw new RpcError(answer.error.code, answer.error.message);
    return answer.result;
  };
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (node.exitCode !== null) throw new Error(`bitcoind ended with code ${node.exitCode} while it started.`);
    if (
      await rpc('getblockcount').then(
        () => true,
        () => false,
      )
    )
      return rpc;
    await sleep(20);
  }
  throw new Error('bitcoind did not answer within 20 seconds.');
}
