import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { AssetId, ChainId } from '../../src/core/caip';
import { call, deploy } from '../contracts/deploy';
import { startCounted, type Counted } from '../devnet/counted';
import { startEvm, type EvmChain } from '../devnet/evm';
import { explorerOf } from '../chains/evm/explorer';
import { makeWorld, type World } from '../fakes/world';
import { listen } from '../loopback';

const anvil: ChainId = 'eip155:31337';
const paid = '0xabc0000000000000000000000000000000000def';
const poisoner = '0xabc1111111111111111111111111111111110def';

describe('the history of an account, on a chain that runs', () => {
  let chain: EvmChain;
  let node: Counted;
  let world: World;
  let owner: string;
  let coin: string;
  let spam: string;

  const api = () => world.now.api;
  const erc20 = (contract: string): AssetId => `${anvil}/erc20:${contract.toLowerCase()}`;
  const received = async () => {
    world.wait(60_000);
    await api().activity.refresh();
    return api().activity.received();
  };

  beforeAll(async () => {
    chain = await startEvm({ chainId: 31337 });
    node = await startCounted(chain.url);
    coin = await deploy(chain, 'Erc20', 'Good Coin', 'GOOD', 8);
    spam = await deploy(chain, 'Erc20', 'visit claim.example', 'CLAIM', 18);
  });
  afterAll(async () => {
    await node?.stop();
    await chain?.stop();
  });
  beforeEach(async () => {
    node.forget();
    world = await makeWorld({ loadAdapter });
    await api().networks.setEnabled(anvil, true);
    for (const { id, enabled } of await api().networks.list()) if (enabled && id !== anvil) await api().networks.setEnabled(id, false);
    await api().networks.setEndpoints(anvil, [node.url]);
    owner = (await api().accounts.list())[0]!.addresses[anvil]!;
    await api().tokens.add(erc20(coin));
  });

  it('shows what came, with what it is called, and hides what nobody asked for', async () => {
    await call(chain, coin, 'mint(address,uint256)', [owner, 500n]);
    await call(chain, spam, 'mint(address,uint256)', [owner, 10n ** 24n]);
    const [junk, good] = await received();
    expect(good).toMatchObject({
      changes: [{ direction: 'in', asset: erc20(coin), amount: 500n }],
      assets: { [erc20(coin)]: { symbol: 'GOOD', decimals: 8 } },
    });
    expect(good?.hidden).toBeUndefined();
    expect(junk).toMatchObject({ changes: [{ asset: erc20(spam) }], hidden: 'unknown-token' });
    world.kill();
    expect(await api().activity.received()).toEqual([junk, good]);
    // What is hidden is not even asked about.
    expect(node.asked().filter((method) => method === 'eth_call').length).toBeLessThanOrEqual(2);
  });

  it('hides transfers of nothing, and a little from whoever looks like one that was paid', async () => {
    await chain.fund(owner, 10n ** 18n);
    await call(chain, coin, 'mint(address,uint256)', [owner, 900n]);
    await call(chain, coin, 'mint(address,uint256)', [poisoner, 9n]);
    await chain.fund(poisoner, 10n ** 18n);
    const question = await api().send.prepare({ network: anvil, to: paid, amount: 100n, asset: erc20(coin) }, 'normal');
    await api().approvals.approve(question, (await api().approvals.get(question)).digest);
    const before = (await received()).length;
    await call(chain, coin, 'transfer(address,uint256)', [owner, 1n], poisoner);
    await call(chain, coin, 'transfer(address,uint256)', [owner, 0n], poisoner);
    const views = await received();
    expect(views.slice(0, views.length - before).map(({ hidden }) => hidden)).toEqual(['nothing', 'look-alike']);
    // The own transfer is there once, and not as something that came.
    expect((await api().activity.list()).filter(({ preview }) => preview.changes.some(({ party }) => party?.toLowerCase() === paid))).toHaveLength(1);
  });

  it('lists what somebody sends to himself once, as his own transfer', async () => {
    await chain.fund(owner, 10n ** 18n);
    await call(chain, coin, 'mint(address,uint256)', [owner, 5n]);
    const question = await api().send.prepare({ network: anvil, to: owner, amount: 5n, asset: erc20(coin) }, 'normal');
    await api().approvals.approve(question, (await api().approvals.get(question)).digest);
    const views = await received();
    const [own] = await api().activity.list();
    expect(views.map(({ id }) => id)).not.toContain(own!.id);
  });

  it('knows of coins only what an API names that the user chose, and asks nobody else', async () => {
    const { request: _request, ...explorer } = explorerOf(chain);
    const host = await listen((incoming, response) => {
      void explorer
        .get(incoming.url!.replace(/^\/api/, ''))
        .then((answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)));
    });
    try {
      await chain.rpc('eth_sendTransaction', [{ from: ((await chain.rpc('eth_accounts')) as readonly string[])[0]!, to: owner, value: '0x7' }]);
      await chain.mine(1);
      const coins = async () => (await received()).filter(({ changes }) => changes[0]!.asset.endsWith('/slip44:60'));
      expect([await coins(), explorer.asked]).toEqual([[], []]);
      await expect(api().networks.setIndexer(anvil, 'http://explorer.example/api')).rejects.toMatchObject({ code: 'endpoint/invalid' });
      await expect(api().networks.setIndexer('bip122:000000000019d6689c085ae165831e93', host.url)).rejects.toMatchObject({ code: 'chain/unsupported' });
      await api().networks.setIndexer(anvil, `${host.url}/api?apikey=abc`);
      expect(await coins()).toMatchObject([{ changes: [{ amount: 7n }], state: 'confirmed' }]);
      expect(new URLSearchParams(explorer.asked[0]).get('apikey')).toBe('abc');
      await api().networks.setIndexer(anvil, '');
      const before = explorer.asked.length;
      await chain.mine(1);
      await received();
      expect(explorer.asked).toHaveLength(before);
    } finally {
      await host.stop();
    }
  });

  it('costs three requests beside the one for the balances, once a minute', async () => {
    await received();
    await call(chain, coin, 'mint(address,uint256)', [owner, 1n]);
    node.forget();
    world.wait(60_000);
    await api().balances.refresh([anvil]);
    await api().activity.refresh();
    expect(node.asked()).toEqual(['eth_call', 'eth_blockNumber', 'eth_getLogs', 'eth_getLogs']);
    node.forget();
    await api().balances.refresh([anvil]);
    await api().activity.refresh();
    expect(node.asked()).toEqual(['eth_call']);
    node.forget();
    world.wait(60_000);
    await api().balances.refresh([anvil]);
    await api().activity.refresh();
    expect(node.asked()).toEqual(['eth_call', 'eth_blockNumber']);
  });
});
