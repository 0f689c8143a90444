import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainContext, Transport } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { NodeError, type ErrorCode } from '../../../src/core/errors';
import type { AssetId } from '../../../src/core/caip';
import { call, deploy, type ContractName } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { contextOf, ether, ethereum, person, transportTo } from './world';

const tokens = adapter.tokens!;
const names = [
  'SaysNothing',
  'OldText',
  'TakesFee',
  'Erc721',
  'Erc1155',
  'BurnsGas',
  'SaysTooMuch',
  'SaysMost',
  'Multicall',
] as const satisfies readonly ContractName[];

describe('tokens on a chain that runs', () => {
  let chain: EvmChain;
  let context: ChainContext<EvmNetwork>;
  let at: Record<(typeof names)[number] | 'Erc20', string>;
  const alice = person().address;

  const asset = (name: keyof typeof at, id?: string): AssetId =>
    `eip155:1/${name === 'Erc721' ? 'erc721' : name === 'Erc1155' ? 'erc1155' : 'erc20'}:${at[name].toLowerCase()}${id === undefined ? '' : `/${id}`}`;
  const code = (text: string, id?: string): Promise<ErrorCode | 'found'> =>
    tokens.find(context, text, id).then(
      () => 'found' as const,
      (error: { code: ErrorCode }) => error.code,
    );

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    context = contextOf(ethereum, transportTo(chain.url));
    at = { Erc20: await deploy(chain, 'Erc20', 'Good Coin', 'GOOD', 8) } as typeof at;
    for (const name of names) at[name] = await deploy(chain, name);
    await chain.fund(alice, 3n * ether);
    await call(chain, at.Erc20, 'mint(address,uint256)', [alice, 123_456n]);
    await call(chain, at.SaysNothing, 'mint(address,uint256)', [alice, 7n]);
    await call(chain, at.Erc721, 'mint(address,uint256)', [alice, 42]);
    await call(chain, at.Erc721, 'mint(address,uint256)', [person().address, 43]);
    await call(chain, at.Erc1155, 'mint(address,uint256,uint256)', [alice, 9, 5]);
  });
  afterAll(() => chain?.stop());

  it('finds a token by its address, and reads what it says of itself', async () => {
    expect(await tokens.find(context, ` ${at.Erc20} `)).toEqual({
      asset: asset('Erc20'),
      standard: 'fungible',
      symbol: 'GOOD',
      name: 'Good Coin',
      decimals: 8,
    });
    expect(await tokens.find(context, at.SaysNothing.toLowerCase())).toMatchObject({ symbol: 'MUTE', decimals: 6 });
    expect(await tokens.find(context, at.OldText)).toMatchObject({ symbol: 'OLD', name: 'Old Maker', decimals: 18 });
  });

  it('finds a piece of a collection by its number', async () => {
    expect(await tokens.find(context, at.Erc721, '42')).toEqual({
      asset: asset('Erc721', '42'),
      standard: 'collectible',
      symbol: 'PIX',
      name: 'Test Pictures',
      decimals: 0,
    });
    expect(await tokens.find(context, at.Erc1155, ' 9 ')).toEqual({
      asset: asset('Erc1155', '9'),
      standard: 'semi-fungible',
      symbol: 'NFT',
      name: 'NFT',
      decimals: 0,
    });
  });

  it('says what is wrong with what was typed', async () => {
    expect(await code('0x12')).toBe('address/invalid');
    expect(await code('0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe('address/checksum');
    expect(await code(alice)).toBe('token/absent');
    expect(await code(`0x${'0'.repeat(40)}`)).toBe('token/absent');
    expect(await code(at.Multicall)).toBe('token/absent');
    expect(await code(at.BurnsGas)).toBe('token/absent');
    expect(await code(at.SaysTooMuch)).toBe('token/absent');
    expect(await code(at.SaysMost)).toBe('token/absurd');
    expect(await code(at.Erc721)).toBe('token/id-missing');
    expect(await code(at.Erc721, '44')).toBe('token/id-invalid');
    expect(await code(at.Erc721, '-1')).toBe('token/id-invalid');
    expect(await code(at.Erc721, '1'.repeat(79))).toBe('token/id-invalid');
    expect(await code(at.Erc20, '1')).toBe('token/id-invalid');
  });

  it.each([
    ['X', 'A\u202EB'],
    ['X', 'US\u200BDT'],
    ['x'.repeat(65), 'X'],
    ['X', 'X'.repeat(25)],
    ['X', 'a\u0300\u0300\u0300\u0300'],
    ['\u0007', 'X'],
  ])('does not add a token that calls itself %j, %j', async (name, symbol) => {
    const contract = await deploy(chain, 'Erc20', name, symbol, 18);
    expect(await code(contract)).toBe('token/absurd');
  });

  it.each(['', 'x'.repeat(5_000)])('calls a token by its symbol where it has no name that could be shown', async (name) => {
    expect(await tokens.find(context, await deploy(chain, 'Erc20', name, 'X', 18))).toMatchObject({ symbol: 'X', name: 'X' });
  });

  it('does not add a token with more decimals than anybody can write down', async () => {
    expect(await code(await deploy(chain, 'Erc20', 'X', 'X', 37))).toBe('token/absurd');
    expect(await code(await deploy(chain, 'Erc20', 'X', 'X', 36))).toBe('found');
  });

  it('reads the coin and 200 tokens in one request, and lets no hostile one spoil the others', async () => {
    const { transport, asked } = counted(context.transport);
    const hostile = ['BurnsGas', 'SaysTooMuch', 'SaysMost'] as const;
    const filling = Array.from({ length: 190 }, (_, index): AssetId => `eip155:1/erc20:0x${(index + 1000).toString(16).padStart(40, '0')}`);
    const honest = [
      asset('Erc20'),
      asset('SaysNothing'),
      asset('OldText'),
      asset('TakesFee'),
      asset('Erc721', '42'),
      asset('Erc721', '43'),
      asset('Erc1155', '9'),
    ];
    const { native, amounts } = await tokens.balances({ ...context, transport }, alice, [...hostile.map((name) => asset(name)), ...filling, ...honest]);
    expect(asked()).toBe(1);
    expect(native).toEqual({ amount: 3n * ether });
    expect([...amounts]).toEqual([
      [asset('Erc20'), 123_456n],
      [asset('SaysNothing'), 7n],
      [asset('OldText'), 5n * ether],
      [asset('TakesFee'), 0n],
      [asset('Erc721', '42'), 1n],
      [asset('Erc721', '43'), 0n],
      [asset('Erc1155', '9'), 5n],
    ]);
  });

  it('reads more than fit into one request in several', async () => {
    const { transport, asked } = counted(context.transport);
    const many = Array.from({ length: 500 }, () => asset('Erc20'));
    const { amounts } = await tokens.balances({ ...context, transport }, alice, many);
    expect(amounts.get(asset('Erc20'))).toBe(123_456n);
    expect(asked()).toBe(2);
  });

  it('asks Multicall3 where the node will not run a program, and remembers that', async () => {
    const usual = '0xcA11bde05977b3631167028862bE2a173976CA11';
    await chain.rpc('anvil_setCode', [usual, await chain.rpc('eth_getCode', [at.Multicall, 'latest'])]);
    const refusing: Transport = {
      ...context.transport,
      request: (method, params) => {
        const [question] = params as readonly { readonly to?: string }[];
        return method === 'eth_call' && question?.to === undefined
          ? Promise.reject(new NodeError(-32000, 'to is required'))
          : context.transport.request(method, params);
      },
    };
    const { transport, asked } = counted(refusing);
    const read = () => tokens.balances({ ...context, transport }, alice, [asset('Erc20'), asset('SaysMost'), asset('Multicall'), asset('Erc1155', '9')]);
    const first = await read();
    expect(first.native).toEqual({ amount: 3n * ether });
    expect([...first.amounts]).toEqual([
      [asset('Erc20'), 123_456n],
      [asset('Erc1155', '9'), 5n],
    ]);
    // The program, Multicall3, and the account's code, which that does not read; then the last two.
    expect(asked()).toBe(3);
    expect(await read()).toEqual(first);
    expect(asked()).toBe(5);
    await chain.rpc('anvil_setCode', [usual, '0x']);
    // Without that either, the coin is shown at least.
    expect(await read()).toEqual({ native: { amount: 3n * ether }, amounts: new Map(), control: { kind: 'key' } });
  });

  it('asks nothing about assets that are not of this network, and tells what it can of the rest', async () => {
    const strange: readonly AssetId[] = ['eip155:1/slip44:60', 'eip155:56/erc20:0x55d398326f99059ff775485246999027b3197955', `eip155:1/erc20:${alice}`];
    expect((await tokens.balances(context, alice, strange)).amounts.size).toBe(0);
    const facts = await tokens.facts(context, [...strange, asset('Erc20'), asset('SaysMost'), asset('Erc721', '42'), asset('Erc1155', '9')]);
    expect(facts.map(({ symbol }) => symbol)).toEqual(['GOOD', 'PIX', 'NFT']);
  });
});

function counted(inner: Transport) {
  let asked = 0;
  const transport: Transport = {
    ...inner,
    request: (method, params) => {
      asked++;
      return inner.request(method, params);
    },
  };
  return { transport, asked: () => asked };
}
