import { beforeEach, describe, expect, it } from 'vitest';
import type { ChainId } from '../../src/core/caip';
import { fakeChain, type FakeChain } from '../fakes/chain';
import { makeWorld, type World } from '../fakes/world';

const ethereum: ChainId = 'eip155:1';
const address = 'eip155:1/abc';

describe('the name of an address', () => {
  let chain: FakeChain;
  let world: World;
  let asked: number;
  beforeEach(async () => {
    asked = 0;
    chain = fakeChain();
    Object.assign(chain.adapter.names!, {
      reverse: async () => {
        asked++;
        return 'bob.eth';
      },
    });
    world = await makeWorld({ chain });
  });
  const nameOf = (network: ChainId, of = address) => world.now.api.activity.nameOf(network, of);

  it('is asked for once an hour', async () => {
    expect([await nameOf(ethereum), await nameOf(ethereum), asked]).toEqual(['bob.eth', 'bob.eth', 1]);
    world.wait(3_600_000);
    await nameOf(ethereum);
    expect(asked).toBe(2);
  });

  it('is not asked for on another network, where the address may be somebody else’s, nor while the network is off', async () => {
    expect(await nameOf('eip155:56', 'eip155:56/abc')).toBeNull();
    await world.now.api.networks.setEnabled(ethereum, false);
    await expect(nameOf(ethereum)).rejects.toMatchObject({ code: 'network/disabled' });
    expect(asked).toBe(0);
  });

  it('is not asked for what is no address', async () => {
    await expect(nameOf(ethereum, 'nobody')).rejects.toMatchObject({ code: 'address/invalid' });
    expect([await nameOf(ethereum, null as never), asked]).toEqual([null, 0]);
  });
});
