import { Wallet } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { ChainId } from '../../src/core/caip';
import { delegate } from '../chains/evm/delegations';
import { startEvm, type EvmChain } from '../devnet/evm';
import { makeWorld, phrase, type World } from '../fakes/world';
import { listen } from '../loopback';

const anvil: ChainId = 'eip155:31337';
const contract = '0x000000009B1D0aF20D8C6d0A44e162d11F9b8f00';

describe('a contract that acts for an account, on a chain that runs', () => {
  let chain: EvmChain;
  let world: World;
  const key = Wallet.fromPhrase(phrase).privateKey;
  const api = () => world.now.api;
  const control = async () => (await api().balances.list()).find(({ network }) => network === anvil)?.control;
  const refresh = () => api().balances.refresh([anvil]);
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  beforeAll(async () => {
    chain = await startEvm({ chainId: 31337 });
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    world = await makeWorld({ loadAdapter });
    await api().networks.setEnabled(anvil, true);
    await api().networks.setEndpoints(anvil, [chain.url]);
    await chain.fund(Wallet.fromPhrase(phrase).address, 10n ** 18n);
  });

  it('is found, outlives the worker, stands beside every transaction, is taken off, and is gone', async () => {
    await refresh();
    expect(await control()).toBeUndefined();
    expect(await code(api().send.undelegate(anvil))).toBe('delegation/absent');

    await delegate(chain.url, key, contract);
    await refresh();
    const found = { kind: 'delegate', to: contract, name: 'Uniswap Calibur', readAt: world.platform.now() };
    expect(await control()).toEqual(found);
    world.kill();
    expect(await control()).toEqual(found);

    const send = await api().send.prepare({ network: anvil, to: '0x000000000000000000000000000000000000dEaD', amount: 1n }, 'normal');
    expect((await api().approvals.get(send)).control).toEqual(found);
    await api().approvals.reject(send);

    const id = await api().send.undelegate(anvil);
    const approval = await api().approvals.get(id);
    expect(approval).toMatchObject({ origin: 'wallet', control: found, subject: { preview: { title: 'undelegate', changes: [], warnings: [] } } });
    expect(await code(api().approvals.approve(id, 'another digest'))).toBe('approval/changed');
    await api().approvals.approve(id, approval.digest);
    await expect
      .poll(async () => (await api().activity.refresh(), (await api().activity.list())[0]))
      .toMatchObject({ preview: { title: 'undelegate' }, state: 'confirmed' });
    await refresh();
    expect(await control()).toBeUndefined();
    expect(await chain.rpc('eth_getCode', [Wallet.fromPhrase(phrase).address, 'latest'])).toBe('0x');
  });

  it('stays known, with its age, while the node says nothing of code', async () => {
    await delegate(chain.url, key, contract);
    await refresh();
    const found = await control();
    expect(found).toMatchObject({ to: contract });
    let silent = true;
    const proxy = await listen((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const answer = silent && body.includes('eth_getCode') ? Promise.resolve('{"jsonrpc":"2.0","id":1,"result":null}') : post(body);
        void answer.then((text) => response.end(text));
      });
    });
    const post = async (body: string) => (await fetch(chain.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text();
    await api().networks.setEndpoints(anvil, [proxy.url]);
    world.platform.time += 3_600_000;
    await refresh();
    expect((await api().balances.list()).find(({ network }) => network === anvil)).toMatchObject({ readAt: world.platform.now(), control: found });
    silent = false;
    await refresh();
    expect(await control()).toEqual({ ...found, readAt: world.platform.now() });
    await proxy.stop();
  });

  it('is asked about by screens as part of the balances, and by nothing else', () => {
    expect(Object.keys(api().balances)).toEqual(['list', 'refresh']);
  });

  it('without a coin for the fee says so', async () => {
    await delegate(chain.url, key, contract);
    await chain.rpc('anvil_setBalance', [Wallet.fromPhrase(phrase).address, '0x0']);
    expect(await code(api().send.undelegate(anvil))).toBe('fee/insufficient');
  });
});
