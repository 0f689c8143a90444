import { beforeEach, describe, expect, it } from 'vitest';
import type { ChainAdapter } from '../../src/chains/adapter';
import { WalletError } from '../../src/core/errors';
import type { Topic } from '../../src/wallet/api';
import { createServices, type Services } from '../../src/wallet/create-api';
import { endpointUrl } from '../../src/wallet/network-check';
import { fakePlatform, plainAdapter } from '../fakes/platform';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const password = 'correct horse battery';
const mainnets = ['bip122:000000000019d6689c085ae165831e93', 'eip155:1', 'eip155:56', 'tron:728126428', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'];

let platform: ReturnType<typeof fakePlatform>;
let services: Services;
let api: Services['api'];
let loaded: string[];
let heard: Topic[];

function start(): void {
  services = createServices(platform);
  ({ api } = services);
  services.core.onChanged((topics) => heard.push(...topics));
}

function adapterWith(parts: Partial<ChainAdapter>): void {
  platform.loadAdapter = async (family) => {
    loaded.push(family);
    return { ...plainAdapter, ...parts };
  };
}

beforeEach(() => {
  [platform, loaded, heard] = [fakePlatform(), [], []];
  adapterWith({});
  start();
});

describe('before there is a wallet', () => {
  it('no host is asked anything', async () => {
    expect(await api.networks.tryEndpoint('eip155:1', 'https://a.example')).toEqual({ ok: false, code: 'vault/absent' });
    await expect(api.networks.setEndpoints('eip155:1', ['https://a.example'])).rejects.toMatchObject({ code: 'vault/absent' });
    await expect(api.send.quote({ network: 'eip155:1', to: '0x', amount: 1n })).rejects.toMatchObject({ code: 'vault/absent' });
    expect(loaded).toEqual([]);
  });

  it.each([
    ['ninechars', 'password/too-short'],
    ['          ', 'password/common'],
    ['Password123!', 'password/common'],
    ['1234567890', 'password/common'],
    ['ababababab', 'password/common'],
    ['qwertyuiop', 'password/common'],
  ])('the password %j is refused', async (weak, code) => {
    await expect(api.vault.create(phrase, weak)).rejects.toMatchObject({ code });
  });

  it.each([
    ['abandon', 'phrase/word-count'],
    [phrase.replace('about', 'zoo'), 'phrase/checksum'],
    [phrase.replace('about', 'abou'), 'phrase/unknown-word'],
  ])('the phrase %j is refused, and leaves nothing behind', async (wrong, code) => {
    await expect(api.vault.create(wrong, password)).rejects.toMatchObject({ code });
    expect(await api.vault.status()).toBe('absent');
  });

  it('the UI cannot reach what only other services may', () => {
    expect(Object.keys(api.approvals)).toEqual(['list', 'get', 'revise', 'feeFields', 'reveal', 'approve', 'reject', 'rejectAll', 'askers']);
    expect(Object.keys(api.permissions)).toEqual(['list', 'revoke']);
  });
});

describe('with a wallet', () => {
  beforeEach(() => api.vault.create(phrase, password));

  it('account 1 has an address on each network that is on, known also while locked and after a restart, without its library', async () => {
    const [account] = await api.accounts.list();
    expect(Object.keys(account!.addresses)).toEqual(mainnets);
    expect(account!.addresses['bip122:000000000019d6689c085ae165831e93']).toBe('0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c');
    expect(account!.addresses['eip155:1']).toBe(account!.addresses['eip155:56']);
    await api.vault.lock();
    loaded = [];
    start();
    expect(await api.accounts.list()).toEqual([account]);
    expect(loaded).toEqual([]);
  });

  it('accounts are added, named and selected', async () => {
    expect(await api.accounts.add()).toBe(1);
    expect(await api.accounts.add(' 储蓄 ')).toBe(2);
    await api.accounts.rename(0, 'Daily');
    await api.accounts.select(2);
    expect((await api.accounts.list()).map(({ index, name, selected }) => [index, name, selected])).toEqual([
      [0, 'Daily', false],
      [1, 'Account 2', false],
      [2, '储蓄', true],
    ]);
    expect(heard).toContain('accounts');
    const addresses = (await api.accounts.list()).map((account) => account.addresses['eip155:1']);
    expect(new Set(addresses).size).toBe(3);
  });

  it.each(['', '   ', 'a\nb', 'x'.repeat(41), 'evil\u202etxt', 'a\u0000b'])('an account is not called %j', async (name) => {
    await expect(api.accounts.rename(0, name)).rejects.toMatchObject({ code: 'name/invalid' });
    await expect(api.accounts.add(name)).rejects.toMatchObject({ code: 'name/invalid' });
  });

  it('what is not there cannot be selected or renamed, and a locked wallet adds nothing', async () => {
    await expect(api.accounts.select(1)).rejects.toMatchObject({ code: 'account/unknown' });
    await expect(api.accounts.rename(-1, 'x')).rejects.toMatchObject({ code: 'account/unknown' });
    await api.vault.lock();
    await expect(api.accounts.add()).rejects.toMatchObject({ code: 'vault/locked' });
    expect(await api.accounts.list()).toHaveLength(1);
  });

  it('a lost account list is made again at the next unlock', async () => {
    const before = await api.accounts.list();
    platform.local.data.set('accounts', { v: 1, data: 'junk' });
    start();
    expect(await api.accounts.list()).toEqual([]);
    await api.vault.lock();
    await api.vault.unlock(password);
    expect(await api.accounts.list()).toEqual(before);
  });

  it('mainnets are on; test and local networks wait for the user', async () => {
    const networks = await api.networks.list();
    expect(networks.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual(mainnets);
    expect(networks.find(({ id }) => id === 'eip155:56')).toMatchObject({ asset: 'eip155:56/slip44:714', testnet: false, local: false, customised: false });
    await api.networks.setEnabled('eip155:31337', true);
    expect((await api.accounts.list())[0]!.addresses).toHaveProperty('eip155:31337');
    await api.networks.setEnabled('eip155:1', false);
    expect((await api.accounts.list())[0]!.addresses).not.toHaveProperty('eip155:1');
    await expect(api.networks.setEnabled('eip155:999', true)).rejects.toMatchObject({ code: 'network/unknown' });
  });

  it('nothing is asked of a network that is off', async () => {
    await expect(api.send.quote({ network: 'eip155:31337', to: '0x', amount: 1n })).rejects.toMatchObject({ code: 'network/disabled' });
    await api.balances.refresh(['eip155:31337']);
    expect(loaded).toEqual([]);
  });

  it('endpoints are tried before they are used, and refused when they serve another chain', async () => {
    await api.networks.setEndpoints('eip155:1', ['https://a.example/v3/key/', 'http://127.0.0.1:8545', 'https://a.example/v3/key']);
    expect((await api.networks.list()).find(({ id }) => id === 'eip155:1')).toMatchObject({
      endpoints: ['https://a.example/v3/key', 'http://127.0.0.1:8545'],
      customised: true,
    });
    adapterWith({ endpoints: { probe: async () => ({ chain: 'eip155:56', height: 1 }) } });
    start();
    expect(await api.networks.tryEndpoint('eip155:1', 'https://b.example')).toEqual({ ok: false, code: 'network/wrong-chain' });
    await expect(api.networks.setEndpoints('eip155:1', ['https://b.example'])).rejects.toMatchObject({ code: 'network/wrong-chain' });
    await api.networks.resetEndpoints('eip155:1');
    expect((await api.networks.list()).find(({ id }) => id === 'eip155:1')).toMatchObject({
      endpoints: ['https://ethereum-rpc.publicnode.com', 'https://eth.drpc.org'],
      customised: false,
    });
  });

  it.each([[[]], [['https://a.example', 'ftp://a.example']], [Array.from({ length: 11 }, (_, i) => `https://${i}.example`)]])(
    '%j are no endpoints',
    async (urls) => {
      await expect(api.networks.setEndpoints('eip155:1', urls)).rejects.toMatchObject({ code: 'endpoint/invalid' });
    },
  );

  it('balances are the last ones at once, then what the networks say, each as it comes', async () => {
    expect((await api.balances.list()).map(({ amount, state }) => [amount, state])).toEqual(mainnets.map(() => [undefined, 'stale']));
    await api.balances.refresh();
    expect(heard.filter((topic) => topic === 'balances').length).toBeGreaterThanOrEqual(5);
    start();
    expect((await api.balances.list())[2]).toEqual({
      network: 'eip155:56',
      asset: 'eip155:56/slip44:714',
      amount: 5n,
      readAt: platform.time,
      state: 'fresh',
      tokens: [],
    });
    platform.time += 61_000;
    expect((await api.balances.list())[2]).toMatchObject({ amount: 5n, state: 'stale' });
    await api.accounts.add();
    await api.accounts.select(1);
    expect((await api.balances.list())[2]!.amount).toBeUndefined();
  });

  it('a balance that cannot be read keeps the last one, and says why', async () => {
    await api.balances.refresh();
    adapterWith({
      assets: {
        native: async () => {
          throw new WalletError('network/unreachable');
        },
      },
    });
    start();
    await api.balances.refresh(['eip155:1']);
    const [, ethereum, bsc] = await api.balances.list();
    expect(ethereum).toMatchObject({ amount: 5n, state: 'failed', error: 'network/unreachable' });
    expect(bsc).toMatchObject({ state: 'fresh' });
  });

  it('a balance is asked of the new endpoints at once, and what the old ones say later does not count', async () => {
    let fail: (error: Error) => void = () => {};
    const old = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    const ethereum = async () => (await api.balances.list())[1];
    adapterWith({ assets: { native: async ({ network }) => (network.rpc[0] === 'https://new.example' ? { amount: 7n } : old) } });
    start();
    const before = api.balances.refresh(['eip155:1']);
    await api.networks.setEndpoints('eip155:1', ['https://new.example']);
    await api.balances.refresh(['eip155:1']);
    expect(await ethereum()).toMatchObject({ amount: 7n, state: 'fresh' });
    fail(new WalletError('network/unreachable'));
    await before;
    expect(await ethereum()).toMatchObject({ amount: 7n, state: 'fresh' });
  });

  it('guessing gets slower, in a new worker too, and the right password waits as well', async () => {
    await api.vault.lock();
    for (let i = 0; i < 5; i++) {
      await expect(api.vault.unlock(`wrong password ${i}`)).rejects.toMatchObject({ code: 'vault/wrong-password' });
      start();
    }
    await expect(api.vault.unlock(password)).rejects.toMatchObject({ code: 'vault/throttled' });
    await expect(api.vault.reveal(password)).rejects.toMatchObject({ code: 'vault/throttled' });
    platform.time -= 3_600_000 * 24 * 365;
    await expect(api.vault.unlock(password)).rejects.toMatchObject({ code: 'vault/throttled' });
    platform.time += 300_000;
    await api.vault.unlock(password);
    expect(await api.vault.status()).toBe('unlocked');
  });

  it('settings change one by one, within their bounds, and a shorter lock time counts at once', async () => {
    await api.settings.update({ lockMinutes: 1, language: 'zh-CN' });
    expect(await api.settings.get()).toEqual({ lockMinutes: 1, language: 'zh-CN', theme: 'auto', testnets: false, defaultWallet: true });
    for (const wrong of [{ lockMinutes: 0 }, { lockMinutes: 1e9 }, { theme: 'pink' }, { testnets: 'yes' }])
      await expect(api.settings.update(wrong as never)).rejects.toThrow();
    await expect.poll(() => platform.alarms.get('lock')).toBe(platform.time + 60_000);
    platform.time += 60_000;
    expect(await api.vault.status()).toBe('locked');
  });
});

describe('an endpoint', () => {
  it.each([
    ['https://a.example', 'https://a.example'],
    ['https://a.example/v3/key/', 'https://a.example/v3/key'],
    ['https://a.example/?key=1', 'https://a.example?key=1'],
    ['http://localhost:8545/', 'http://localhost:8545'],
    ['HTTP://127.0.0.1:1/x', 'http://127.0.0.1:1/x'],
  ])('%s is kept as %s', (text, url) => {
    expect(endpointUrl(text)).toBe(url);
  });

  it.each([
    '',
    'a.example',
    'http://a.example',
    'http://192.168.1.1',
    'http://localhost.evil.example',
    'https://user:pass@a.example',
    'https://a.example/#x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'wss://a.example',
    `https://a.example/${'x'.repeat(2048)}`,
    5,
    null,
  ])('%j is refused', (text) => {
    expect(() => endpointUrl(text as string)).toThrow(expect.objectContaining({ code: 'endpoint/invalid' }));
  });
});
