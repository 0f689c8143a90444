import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainContext } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { dnsEncode, namehash } from '../../../src/chains/evm/ens-name';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { call, deploy } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { contextOf, ethereum, lying, nowhere, person, transportTo } from './world';
import { keccak256 } from 'ethers/crypto';
import { getAddress } from 'ethers/address';

const names = adapter.names!;
const registry = '0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e';
const polygon = { ...ethereum, id: 'eip155:137' } as const satisfies EvmNetwork;

describe('names (ENS)', () => {
  let chain: EvmChain;
  let context: ChainContext<EvmNetwork>;
  let resolver: string;
  const [alice, bob] = [person().address, person().address];

  const resolverOf = (name: string, to: string) => call(chain, registry, 'setResolver(bytes32,address)', [namehash(name), to]);
  const record = (name: string, coinType: bigint, value: string) => call(chain, resolver, 'set(bytes32,uint256,bytes)', [namehash(name), coinType, value]);
  async function named(name: string, address: string, coinType = 60n): Promise<void> {
    await resolverOf(name, resolver);
    await record(name, coinType, address);
  }
  async function calls(address: string, name: string): Promise<void> {
    const own = `${address.slice(2).toLowerCase()}.addr.reverse`;
    await resolverOf(own, resolver);
    await call(chain, resolver, 'setName(bytes32,string)', [namehash(own), name]);
  }

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    context = contextOf(ethereum, transportTo(chain.url));
    resolver = await deploy(chain, 'NameResolver');
    await chain.rpc('anvil_setCode', [registry, await chain.rpc('eth_getCode', [await deploy(chain, 'NameRegistry'), 'latest'])]);
  });
  afterAll(() => chain?.stop());

  it('stand for the address that was set, in any spelling that normalises to the name', async () => {
    await named('alice.eth', alice);
    expect(await names.resolve(context, 'alice.eth', ethereum)).toBe(alice);
    expect(await names.resolve(context, 'ALICE.eth', ethereum)).toBe(alice);
    expect(await names.normalise('ALICE.eth')).toBe('alice.eth');
  });

  it('stand on another chain for the address of that chain, of any chain, or else for the one of Ethereum', async () => {
    await named('many.eth', alice);
    expect(await names.resolve(context, 'many.eth', polygon)).toBe(alice);
    await record('many.eth', 0x8000_0000n, bob);
    expect(await names.resolve(context, 'many.eth', polygon)).toBe(bob);
    const carol = person().address;
    await record('many.eth', 0x8000_0000n | 137n, carol);
    expect(await names.resolve(context, 'many.eth', polygon)).toBe(carol);
    expect(await names.resolve(context, 'many.eth', ethereum)).toBe(alice);
  });

  it('are found through a wildcard above them, which is asked for the whole name', async () => {
    await resolverOf('wild.eth', await deploy(chain, 'WildcardResolver'));
    const expected = getAddress(`0x${keccak256(dnsEncode('anything.below.wild.eth')).slice(-40)}`);
    expect(await names.resolve(context, 'anything.below.wild.eth', ethereum)).toBe(expected);
  });

  it('are not taken from a resolver above them that knows no wildcards', async () => {
    await named('plain.eth', alice);
    await expect(names.resolve(context, 'sub.plain.eth', ethereum)).rejects.toMatchObject({ code: 'recipient/name-unknown' });
  });

  it('kept outside the chain are not followed there', async () => {
    await resolverOf('outside.eth', await deploy(chain, 'OffchainResolver'));
    await expect(names.resolve(context, 'a.outside.eth', ethereum)).rejects.toMatchObject({ code: 'recipient/name-offchain' });
  });

  it('that nobody set, or set to nothing or nonsense, stand for nobody', async () => {
    await resolverOf('empty.eth', resolver);
    await named('nonsense.eth', '0x1234', 0x8000_0000n | 137n);
    await resolverOf('codeless.eth', bob);
    for (const name of ['nobody.eth', 'empty.eth', 'nonsense.eth', 'codeless.eth'])
      await expect(names.resolve(context, name, polygon), name).rejects.toMatchObject({ code: 'recipient/name-unknown' });
  });

  it.each(['vit\u0430lik.eth', 'a..eth', '.eth', 'a b.eth', `${'a'.repeat(300)}.eth`, 'a\u202e.eth'])(
    'that are none are refused before anybody is asked: %j',
    async (name) => {
      await expect(names.resolve(contextOf(ethereum, nowhere), name, ethereum)).rejects.toMatchObject({ code: 'recipient/name-invalid' });
    },
  );

  it('are told of an address only where they stand for it in turn', async () => {
    await named('both.eth', alice);
    await calls(alice, 'both.eth');
    expect(await names.reverse(context, alice)).toBe('both.eth');
    await calls(bob, 'both.eth');
    expect(await names.reverse(context, bob)).toBeUndefined();
    await calls(bob, 'BOTH.eth');
    expect(await names.reverse(context, bob)).toBeUndefined();
    expect(await names.reverse(context, person().address)).toBeUndefined();
  });

  it('are not read from a node that is broken: it says so, and names nobody', async () => {
    await expect(names.resolve(contextOf(ethereum, nowhere), 'alice.eth', ethereum)).rejects.toThrow();
    for (const lie of [null, '0x', 7, `0x${'f'.repeat(64)}`, `0x${'0'.repeat(30_000)}`]) {
      const liar = { ...context, transport: lying(context.transport, { eth_call: lie }) };
      await expect(names.resolve(liar, 'alice.eth', ethereum)).rejects.toMatchObject({ code: 'recipient/name-unknown' });
    }
  });

  it('are told from addresses and links by their look', () => {
    for (const text of ['alice.eth', 'sub.alice.eth', 'site.xyz', '名字.eth']) expect(names.looksLikeName(text), text).toBe(true);
    for (const text of [alice, 'alice', 'alice.', '.eth', 'ethereum:alice.eth', 'https://alice.eth', 'a@b.eth'])
      expect(names.looksLikeName(text), text).toBe(false);
  });
});
