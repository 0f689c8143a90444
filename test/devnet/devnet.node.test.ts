import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DevnetReport } from './faucet';

const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running.filter(({ exitCode }) => exitCode === null)) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});

/** The command itself, as a program would start it. */
async function devnet(...args: readonly string[]) {
  const root = join(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'cli.ts'), '--json', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
    // After what it complained of has arrived, which 'exit' does not wait for.
    child.once('close', () => reject(new Error(complaint)));
  });
  return { child, report: JSON.parse(line) as DevnetReport, complaint: () => complaint };
}

const post = (url: string, body: unknown) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
const rpc = async (url: string, method: string, params: unknown[] = []) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await answer.json()) as { result: unknown }).result;
};

const account = '0x00000000000000000000000000000000000000bb';

describe('npm run devnet -- --json', () => {
  let chains: Readonly<Record<string, string>>;
  let started: Awaited<ReturnType<typeof devnet>>;
  beforeAll(async () => {
    started = await devnet('--fund', account, 'nonsense');
    chains = Object.fromEntries(started.report.chains.map(({ network, url }) => [network.startsWith('eip155') ? network : network.split(':')[0], url]));
  });
  const faucet = () => started.report.faucet;
  const evmBalance = async (chain: string, address: string) => BigInt((await rpc(chains[chain]!, 'eth_getBalance', [address, 'latest'])) as string);

  it('runs five chains and says which one is simulated', async () => {
    expect(Object.keys(chains).sort()).toEqual(['bip122', 'eip155:1', 'eip155:56', 'solana', 'tron']);
    expect(started.report.chains.filter(({ simulator }) => simulator).map(({ network }) => network.split(':')[0])).toEqual(['tron']);
    expect(await (await fetch(faucet())).json()).toEqual(started.report);
    expect(await rpc(chains['eip155:1']!, 'eth_chainId')).toBe('0x1');
    expect(await rpc(chains['eip155:56']!, 'eth_chainId')).toBe('0x38');
  });

  it('funds an address from the command line on every chain that it fits', async () => {
    expect([await evmBalance('eip155:1', account), await evmBalance('eip155:56', account)]).toEqual([10n ** 19n, 10n ** 19n]);
    expect(started.complaint()).toContain('nonsense is no address of these chains');
  });

  it('funds by HTTP, on the network that is named', async () => {
    const address = '0x00000000000000000000000000000000000000aa';
    expect((await post(`${faucet()}/fund`, { network: 'eip155:56', address, amount: '12345' })).status).toBe(200);
    expect([await evmBalance('eip155:1', address), await evmBalance('eip155:56', address)]).toEqual([0n, 12345n]);
  });

  it('mines by HTTP', async () => {
    const height = async () => Number(await (await fetch(`${chains['bip122']}/blocks/tip/height`)).text());
    const before = await height();
    expect((await post(`${faucet()}/mine`, { network: started.report.chains[0]!.network, blocks: 2 })).status).toBe(200);
    expect(await height()).toBeGreaterThanOrEqual(before + 2);
  });

  it.each([
    ['/fund', { network: 'eip155:1' }],
    ['/fund', { network: 'eip155:7', address: account }],
    ['/fund', { network: 'eip155:1', address: 'nonsense', amount: '1' }],
    ['/fund', { network: 'eip155:1', address: account, amount: '-1' }],
    ['/mine', { network: 'eip155:1', blocks: 0 }],
  ])('answers %s %j with a reason and goes on', async (path, body) => {
    const answer = await post(`${faucet()}${path}`, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
    expect((await fetch(faucet())).status).toBe(200);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind after %s', async (signal) => {
    const { child, report } = await devnet();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    const answers = [report.faucet, ...report.chains.map(({ url }) => url)].map((url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    expect(await Promise.all(answers)).toEqual([false, false, false, false, false, false]);
  });
});
