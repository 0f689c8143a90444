import { describe, expect, it } from 'vitest';
import { readChain } from '../../../src/chains/evm/add-chain';
import { custom } from '../../../src/chains/evm/custom';
import { endpoints } from '../../../src/chains/evm/endpoints';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { ethereum, lying, nowhere } from './world';

const given = {
  chainId: '0x1092',
  chainName: 'Example',
  nativeCurrency: { name: 'Example coin', symbol: 'EXC', decimals: 18 },
  rpcUrls: ['https://rpc.example.org/'],
  blockExplorerUrls: ['https://scan.example.org/'],
};
const described = (change: { readonly [field: string]: Json } = {}, origin = 'https://site.example') => readChain({ origin }, [{ ...given, ...change }]);
const coin = (change: { readonly [field: string]: Json }) => ({ nativeCurrency: { ...given.nativeCurrency, ...change } });

it('reads what EIP-3085 describes, and drops pictures', () => {
  expect(described({ iconUrls: ['https://evil.example/x.png'] })).toEqual({
    reference: '4242',
    name: 'Example',
    symbol: 'EXC',
    rpc: ['https://rpc.example.org'],
    explorer: 'https://scan.example.org',
  });
  expect(described({ rpcUrls: ['wss://rpc.example.org', 'https://a.example.org'] }).rpc).toEqual(['https://a.example.org']);
});

it.each([
  ['the id in capitals', { chainId: '0X1092' }],
  ['an id with a leading zero', { chainId: '0x01092' }],
  ['a decimal id', { chainId: '4242' }],
  ['a number for an id', { chainId: 4242 }],
  ['the id 0', { chainId: '0x0' }],
  ['an id that no double holds', { chainId: '0x20000000000000' }],
  ['Ethereum', { chainId: '0x1' }],
  ['no name', { chainName: '' }],
  ['a name that turns text about', { chainName: 'a\u202eb' }],
  ['a name of many lines', { chainName: 'a\nb' }],
  ['a long name', { chainName: 'x'.repeat(51) }],
  ['6 decimals', coin({ decimals: 6 })],
  ['decimals as text', coin({ decimals: '18' })],
  ['a long symbol', coin({ symbol: 'ABCDEFGHIJKL' })],
  ['a symbol with a space', coin({ symbol: 'A B' })],
  ['a symbol with a hidden character', coin({ symbol: 'E\u200bTH' })],
  ['no coin', { nativeCurrency: null }],
  ['no endpoint', { rpcUrls: [] }],
  ['only a socket', { rpcUrls: ['wss://rpc.example.org'] }],
  ['one bad endpoint among good ones', { rpcUrls: ['https://rpc.example.org', 'http://rpc.example.org'] }],
  ['a name and password', { rpcUrls: ['https://a:b@rpc.example.org'] }],
  ['this machine', { rpcUrls: ['http://127.0.0.1:8545'] }],
  ['the router', { rpcUrls: ['https://192.168.1.1'] }],
  ['an explorer that is a script', { blockExplorerUrls: ['javascript:alert(1)'] }],
  ['an explorer without https', { blockExplorerUrls: ['http://scan.example.org'] }],
])('refuses %s with -32602', (_name, change) => {
  expect(() => described(change as { readonly [field: string]: Json })).toThrow(expect.objectContaining({ name: 'PageError', code: -32602 }) as Error);
});

it.each([[null], [[]], [{}], [[given, given]], [['0x1']], [given]])('refuses the params %j', (params) => {
  expect(() => readChain({ origin: 'https://site.example' }, params as Json)).toThrow(expect.objectContaining({ code: -32602 }) as Error);
});

it('lets a page on this machine name a node on this machine, and no other page', () => {
  const local = { rpcUrls: ['http://127.0.0.1:8545'] };
  expect(described(local, 'http://localhost:3000').rpc).toEqual(['http://127.0.0.1:8545']);
  for (const origin of ['https://localhost.evil.example', 'http://localhost.evil.example', 'https://site.example'])
    expect(() => described(local, origin)).toThrow();
  expect(() => described({ rpcUrls: ['https://192.168.1.1'] }, 'http://localhost:3000')).toThrow();
});

it('makes a network of what was described, with the fee model that was found', () => {
  const spec = { reference: '4242', name: 'Example', symbol: 'EXC', rpc: ['https://rpc.example.org'] } as const;
  expect(custom.network({ ...spec, kind: 'op-stack', explorer: 'https://scan.example.org' })).toMatchObject({
    id: 'eip155:4242',
    fees: 'op-stack',
    currency: { symbol: 'EXC', decimals: 18 },
    explorer: { transaction: 'https://scan.example.org/tx/{id}' },
  });
  expect(custom.network({ ...spec, kind: 'toString' })).toMatchObject({ fees: 'eip1559' });
  for (const reference of ['0', '01', '-1', '1e3', '0x1', '', '9007199254740993', 'x']) expect(custom.network({ ...spec, reference })).toBeUndefined();
});

describe('finds out how a chain prices', () => {
  const refuse = () => {
    throw new NodeError(-32601, 'no such method');
  };
  const kindOf = (code: Readonly<Record<string, string>>, block: Json = { baseFeePerGas: '0x1' }, l1: () => Json = refuse) =>
    endpoints.examine!({
      network: ethereum,
      now: () => 0,
      transport: lying(nowhere, {
        eth_getBlockByNumber: () => block,
        zks_L1ChainId: l1,
        eth_getCode: (params: Json) => code[(params as string[])[0]!.toLowerCase()] ?? '0x',
      }),
    });

  it.each([
    ['eip1559', {}, undefined],
    ['legacy', {}, { number: '0x1' }],
    ['op-stack', { '0x420000000000000000000000000000000000000f': '0x60' }, undefined],
    ['arbitrum', { '0x000000000000000000000000000000000000006c': '0xfe' }, undefined],
    ['scroll', { '0x5300000000000000000000000000000000000002': '0x60' }, undefined],
  ] as const)('%s', async (kind, code, block) => {
    expect(await kindOf(code, block)).toBe(kind);
  });

  it('zksync', async () => {
    expect(await kindOf({}, undefined, () => '0x1')).toBe('zksync');
  });

  it('and believes no node that has no block', async () => {
    await expect(kindOf({}, null)).rejects.toMatchObject({ code: 'network/bad-response' });
  });
});
