import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { ChainId } from '../../src/core/caip';
import { startEvm, type EvmChain } from '../devnet/evm';
import { asked, codeOf } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

/** Networks of every sort on real nodes: those that ship, at endpoints of the user, and one that only the user knows. */
describe.each([137, 66, 10, 4242])('chain %i', (chainId) => {
  const id: ChainId = `eip155:${chainId}`;
  const shipped = chainId !== 4242;
  let chain: EvmChain;
  let world: World;
  const spec = () => ({ reference: `${chainId}`, name: 'Example', symbol: 'EXC', rpc: [chain.url] as const });

  beforeAll(async () => {
    chain = await startEvm({ chainId });
    // An OP Stack chain has an oracle for its data fee; this one always says 42 wei.
    if (chainId === 10) await chain.rpc('anvil_setCode', ['0x420000000000000000000000000000000000000F', '0x602a60005260206000f3']);
    world = await makeWorld({ loadAdapter });
  });
  afterAll(() => chain?.stop());

  it('is used only at an endpoint that answers for it', async () => {
    const { networks } = world.now.api;
    expect(await codeOf(networks.setEndpoints('eip155:56', [chain.url]))).toBe('network/wrong-chain');
    expect(await networks.tryNetwork('evm', { ...spec(), reference: '4243' })).toEqual({ ok: false, code: 'network/wrong-chain' });
    if (shipped) {
      expect(await codeOf(networks.add('evm', spec()))).toBe('network/exists');
      await networks.setEndpoints(id, [chain.url]);
      await networks.setEnabled(id, true);
    } else {
      expect(await networks.add('evm', spec())).toBe(id);
    }
    expect((await networks.list()).find((network) => network.id === id)).toMatchObject({ enabled: true, endpoints: [chain.url] });
  });

  it('shows what is there, and sends it', async () => {
    const { api } = world.now;
    const address = (await api.accounts.list())[0]!.addresses[id]!;
    await chain.fund(address, 10n ** 18n);
    await api.balances.refresh([id]);
    expect((await api.balances.list()).find(({ network }) => network === id)).toMatchObject({ amount: 10n ** 18n, state: 'fresh' });
    const to = '0x00000000000000000000000000000000DeaDBeef';
    await api.send.prepare({ network: id, to, amount: 10n ** 17n }, 'normal');
    const { id: approval, digest } = await asked(world, 'transaction');
    await api.approvals.approve(approval, digest);
    await expect.poll(() => chain.rpc('eth_getBalance', [to, 'latest'])).toBe(`0x${(10n ** 17n).toString(16)}`);
    // EIP-155: signed for this chain and no other; OKT Chain has one gas price.
    expect(await chain.rpc('eth_getBlockByNumber', ['latest', true])).toMatchObject({
      transactions: [{ chainId: `0x${chainId.toString(16)}`, type: chainId === 66 ? '0x0' : '0x2' }],
    });
  });

  it('is where a site on this machine brings its visitors', async () => {
    const page = await connected('http://localhost:3000');
    const answer = page.request('wallet_addEthereumChain', [
      {
        chainId: `0x${chainId.toString(16)}`,
        chainName: 'Whatever',
        nativeCurrency: { name: 'X', symbol: 'X', decimals: 18 },
        rpcUrls: ['http://127.0.0.1:1'],
      },
    ]);
    const { id: approval, digest, subject } = await asked(world, 'switch');
    expect(subject).toEqual({ kind: 'switch', to: id });
    await world.now.api.approvals.approve(approval, digest);
    expect(await answer).toBeNull();
    expect(await page.request('eth_chainId')).toBe(`0x${chainId.toString(16)}`);
    expect(await page.request('eth_blockNumber')).toMatch(/^0x/);
  });

  async function connected(origin: string) {
    const tab = world.page(origin);
    const answer = tab.request('eth_requestAccounts');
    const { id: approval, digest } = await asked(world, 'connect', origin);
    await world.now.api.approvals.approve(approval, digest, [0]);
    await answer;
    return tab;
  }
});
