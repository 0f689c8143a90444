import { describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import { codeOf } from '../fakes/steps';
import { makeWorld } from '../fakes/world';

const addresses = {
  bitcoin: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  evm: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  tron: 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8',
  solana: 'So11111111111111111111111111111111111111112',
} as const;
const mainnets = {
  bitcoin: 'bip122:000000000019d6689c085ae165831e93',
  evm: 'eip155:1',
  tron: 'tron:728126428',
  solana: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
} as const;
const families = ['bitcoin', 'evm', 'tron', 'solana'] as const;

describe('the recipient of a send', async () => {
  const world = await makeWorld({ loadAdapter });
  const recipient = (family: keyof typeof mainnets, text: string) => world.now.api.send.recipient(mainnets[family], text);

  it.each(families)('on %s may be typed with spaces around it', async (family) => {
    expect(await recipient(family, ` ${addresses[family]}\n`)).toEqual({ address: addresses[family] });
  });

  it.each(families.flatMap((on) => families.filter((other) => other !== on).map((other) => [on, other] as const)))(
    'on %s is said to be of another chain when it is of %s',
    async (on, other) => {
      expect(await codeOf(recipient(on, addresses[other]))).toBe('address/other-family');
    },
  );

  it('with a slip of the pen is not said to be of another chain', async () => {
    expect(await codeOf(recipient('evm', '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed'))).toBe('address/checksum');
    expect(await codeOf(recipient('tron', 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv9'))).toMatch(/^address\/(checksum|invalid)$/);
    expect(await codeOf(recipient('solana', 'So1111111111111111111111111111111111111111'))).toBe('address/invalid');
    for (const family of families) expect(await codeOf(recipient(family, 'hello'))).toBe('address/invalid');
  });

  it('of another network of the same chain is said to be that', async () => {
    expect(await codeOf(recipient('bitcoin', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'))).toBe('address/wrong-network');
  });
});

describe('a recipient that is a name', () => {
  const network = 'eip155:1';
  const bob = `${network}/b0b`;
  const named = async () => {
    const world = await makeWorld();
    world.chain.names['bob.eth'] = bob;
    return world;
  };
  const request = { network, to: bob, name: 'bob.eth', amount: 5n } as const;

  it('is read as the address it stands for, in its one spelling', async () => {
    const world = await named();
    expect(await world.now.api.send.recipient(network, ' Bob.eth ')).toEqual({ address: bob, name: 'bob.eth' });
    expect(await codeOf(world.now.api.send.recipient(network, 'nobody.eth'))).toBe('recipient/name-unknown');
  });

  it('is looked up on the chain that keeps names, and nowhere when that is off', async () => {
    const world = await named();
    world.chain.names['bob.eth'] = 'eip155:56/b0b';
    expect(await world.now.api.send.recipient('eip155:56', 'bob.eth')).toEqual({ address: 'eip155:56/b0b', name: 'bob.eth' });
    await world.now.api.networks.setEnabled(network, false);
    expect(await codeOf(world.now.api.send.recipient('eip155:56', 'bob.eth'))).toBe('network/disabled');
  });

  it('stays beside the address until the end', async () => {
    const world = await named();
    const id = await world.now.api.send.prepare(request, 'normal');
    const { digest, subject } = await world.now.api.approvals.get(id);
    expect(subject).toMatchObject({ toName: 'bob.eth' });
    await world.now.api.approvals.approve(id, digest);
    expect(world.chain.sent).toHaveLength(1);
  });

  it('stops the send when it has come to stand for somebody else: before the question, or before the signature', async () => {
    const world = await named();
    const id = await world.now.api.send.prepare(request, 'normal');
    world.chain.names['bob.eth'] = `${network}/eve`;
    expect(await codeOf(world.now.api.send.prepare(request, 'normal'))).toBe('recipient/name-changed');
    const { digest } = await world.now.api.approvals.get(id);
    expect(await codeOf(world.now.api.approvals.approve(id, digest))).toBe('recipient/name-changed');
    expect(world.chain.signed).toEqual([]);
  });
});

describe('a payment link', async () => {
  const world = await makeWorld({ loadAdapter });
  const { send, networks } = world.now.api;

  it('is read for a network that is on', async () => {
    expect(await send.link(` ethereum:${addresses.evm}@56?value=7 `, 'eip155:1')).toEqual({ network: 'eip155:56', to: addresses.evm, amount: 7n });
    expect(await send.link(`ethereum:${addresses.evm}`, 'eip155:56')).toEqual({ network: 'eip155:56', to: addresses.evm });
    expect(await send.link(`ethereum:${addresses.evm}`, mainnets.bitcoin)).toEqual({ network: 'eip155:1', to: addresses.evm });
    expect(await send.link(`bitcoin:${addresses.bitcoin}?amount=0.5`, 'eip155:1')).toEqual({
      network: mainnets.bitcoin,
      to: addresses.bitcoin,
      amount: 50_000_000n,
    });
  });

  it('is made for the selected account, and reads back as what it asks', async () => {
    const own = (await world.now.api.accounts.list())[0]!.addresses['eip155:56']!;
    expect(await send.linkTo('eip155:56', 7n)).toBe(`ethereum:${own}@56?value=7`);
    const link = await send.linkTo(mainnets.bitcoin, 50_000_000n);
    expect(await send.link(link, 'eip155:1')).toMatchObject({ network: mainnets.bitcoin, amount: 50_000_000n });
    expect(await codeOf(send.linkTo(mainnets.tron, 1n))).toBe('chain/unsupported');
  });

  it('is refused for one that is off or that nobody knows, and for other things than payments', async () => {
    await networks.setEnabled('eip155:56', false);
    expect(await codeOf(send.link(`ethereum:${addresses.evm}@56`, 'eip155:1'))).toBe('network/disabled');
    expect(await codeOf(send.link(`ethereum:${addresses.evm}@987654321`, 'eip155:1'))).toBe('network/unknown');
    expect(await codeOf(send.link(`ethereum:${addresses.evm}@1/approve?address=${addresses.evm}&uint256=1`, 'eip155:1'))).toBe('link/unsupported');
    for (const text of ['https://example.org', 'javascript:alert(1)', 'hello', '']) expect(await codeOf(send.link(text, 'eip155:1'))).toBe('link/invalid');
  });
});

describe('a quote', () => {
  const request = { network: 'eip155:1', to: 'eip155:1/bob' } as const;

  it('says what everything comes to at each speed that the balance can pay', async () => {
    const world = await makeWorld();
    const { fees, amounts } = await world.now.api.send.quote({ ...request, amount: 'max' });
    expect(fees.map(({ speed }) => speed)).toEqual(['slow', 'normal', 'fast']);
    expect(amounts).toEqual({ slow: 999n, normal: 990n });
    expect((await world.now.api.send.quote({ ...request, amount: 5n })).amounts).toEqual({ slow: 5n, normal: 5n, fast: 5n });
  });

  it('says why when the balance can pay none', async () => {
    const world = await makeWorld();
    world.chain.balance = 0n;
    expect(await codeOf(world.now.api.send.quote({ ...request, amount: 'max' }))).toBe('amount/insufficient');
  });

  it('is not made for a network that is off, nor a send prepared', async () => {
    const world = await makeWorld();
    await world.now.api.networks.setEnabled('eip155:1', false);
    expect(await codeOf(world.now.api.send.quote({ ...request, amount: 5n }))).toBe('network/disabled');
    expect(await codeOf(world.now.api.send.prepare({ ...request, amount: 5n }, 'normal'))).toBe('network/disabled');
  });

  it.each([
    [0n, 'amount/zero'],
    [2_000n, 'amount/insufficient'],
  ] as const)('of %s is refused where it is prepared', async (amount, code) => {
    const world = await makeWorld();
    expect(await codeOf(world.now.api.send.prepare({ ...request, amount }, 'normal'))).toBe(code);
    expect(await world.now.api.approvals.list()).toEqual([]);
  });

  it('is not prepared while the wallet is locked', async () => {
    const world = await makeWorld();
    await world.now.api.vault.lock();
    expect(await codeOf(world.now.api.send.prepare({ ...request, amount: 5n }, 'normal'))).toBe('vault/locked');
  });
});
