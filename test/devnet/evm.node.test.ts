import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEvm, type EvmChain } from './evm';

describe.each([1, 56, 31337])('a local EVM chain %i', (chainId) => {
  let chain: EvmChain;
  beforeAll(async () => {
    chain = await startEvm({ chainId });
  });
  afterAll(() => chain?.stop());

  const someone = '0x000000000000000000000000000000000000bEEF';
  const balance = async () => BigInt((await chain.rpc('eth_getBalance', [someone, 'latest'])) as string);

  it('answers for its chain id and name', async () => {
    expect(Number(await chain.rpc('eth_chainId'))).toBe(chainId);
    expect(chain.network).toBe(`eip155:${chainId}`);
  });

  it('adds coins to what an address has', async () => {
    await chain.fund(someone, 10n ** 18n);
    await chain.fund(someone, 5n);
    expect(await balance()).toBe(10n ** 18n + 5n);
  });

  it('mines when told to, and calls two blocks of depth final', async () => {
    await chain.mine(5);
    const final = (await chain.rpc('eth_getBlockByNumber', ['finalized', false])) as { number: string };
    expect(Number(await chain.rpc('eth_blockNumber'))).toBe(5);
    expect(Number(final.number)).toBeGreaterThanOrEqual(2);
  });

  it('lets a page of any origin ask', async () => {
    const response = await fetch(chain.url, { method: 'OPTIONS', headers: { origin: 'https://site.example', 'access-control-request-method': 'POST' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it(chainId === 56 ? 'has a base fee of 0, as BSC has' : 'has a base fee', async () => {
    const { baseFeePerGas } = (await chain.rpc('eth_getBlockByNumber', ['latest', false])) as { baseFeePerGas: string };
    expect(BigInt(baseFeePerGas) === 0n).toBe(chainId === 56);
  });
});

describe('a local OKT Chain', () => {
  let chain: EvmChain;
  beforeAll(async () => {
    chain = await startEvm({ chainId: 66 });
  });
  afterAll(() => chain?.stop());

  it('takes one gas price, and not two limits', async () => {
    const [from] = (await chain.rpc('eth_accounts')) as readonly string[];
    const send = (price: { readonly [field: string]: string }) => chain.rpc('eth_sendTransaction', [{ from: from!, to: from!, ...price }]);
    await send({ gasPrice: '0x5f5e100' });
    await expect(send({ maxFeePerGas: '0xb2d05e00', maxPriorityFeePerGas: '0x3b9aca00' })).rejects.toThrow();
    expect(await chain.rpc('eth_getBlockByNumber', ['latest', false])).not.toHaveProperty('baseFeePerGas');
  });
});

describe('starting and stopping', () => {
  it('says in one sentence that a port is taken', async () => {
    const chain = await startEvm({ chainId: 1 });
    await expect(startEvm({ chainId: 1, port: Number(new URL(chain.url).port) })).rejects.toThrow(/^Port \d+ is taken/);
    await chain.stop();
    await expect(chain.rpc('eth_chainId')).rejects.toThrow();
  });
});
