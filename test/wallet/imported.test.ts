import { beforeEach, describe, expect, it } from 'vitest';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { fromHex, toHex } from '../../src/core/bytes';
import { createServices, type Services } from '../../src/wallet/create-api';
import { fakePlatform } from '../fakes/platform';
import { asked, numberOf, site } from '../fakes/steps';
import { makeWorld } from '../fakes/world';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const password = 'correct horse battery';
const secret = '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318';
/** The phrase's own, at m/44'/60'/0'/0/0. */
const ownSecret = '1ab42cc412b618bdea3a599e3c9bae199ebf030895b039e9db1e30dafb12b727';
const publicKey = toHex(secp256k1.getPublicKey(fromHex(secret), true));
const request = { family: 'evm', secret, filePassword: '', password } as const;

describe('an imported account', () => {
  let platform: ReturnType<typeof fakePlatform>;
  let services: Services;
  let api: Services['api'];
  const restart = () => {
    services = createServices(platform);
    ({ api } = services);
  };
  const listed = async () => (await api.accounts.list()).map(({ index, name, imported }) => ({ index, name, imported }));
  const again = async () => {
    restart();
    await api.vault.lock();
    await api.vault.unlock(password);
  };

  beforeEach(async () => {
    platform = fakePlatform();
    restart();
    await api.vault.create(phrase, password);
  });

  it('has an address on the networks of its family alone, known while locked and after a restart', async () => {
    const { index } = await api.accounts.importKey({ ...request, secret: ` 0x${secret}\n` });
    await api.vault.lock();
    restart();
    const account = (await api.accounts.list()).find((one) => one.index === index)!;
    expect(account).toMatchObject({ name: 'Imported 1', selected: false, imported: 'evm' });
    expect(account.addresses).toEqual({ 'eip155:1': publicKey, 'eip155:56': publicKey });
  });

  it('stands behind the others, which are counted as before', async () => {
    const { index } = await api.accounts.importKey(request);
    expect(await api.accounts.add()).toBe(1);
    expect((await listed()).map((one) => [one.index, one.name])).toEqual([
      [0, 'Account 1'],
      [1, 'Account 2'],
      [index, 'Imported 1'],
    ]);
    await api.accounts.importKey({ ...request, secret: secret.replace('4', '5') });
    expect((await listed()).map(({ name }) => name)).toContain('Imported 2');
  });

  it('is there once, and not where the phrase makes the same key', async () => {
    const { index } = await api.accounts.importKey(request);
    expect(await api.accounts.importKey({ ...request, secret: secret.toUpperCase(), password: 'not looked at' })).toEqual({ index, already: true });
    expect(await api.accounts.importKey({ ...request, secret: ownSecret })).toEqual({ index: 0, already: true });
    expect(await listed()).toHaveLength(2);
  });

  it.each([
    [{ secret: 'zz' }, 'key/characters'],
    [{ secret: '{}' }, 'keystore/invalid'],
    [{ password: 'wrong password' }, 'vault/wrong-password'],
    [{ family: 'tron' }, 'chain/unsupported'],
    [{ family: '__proto__' }, 'chain/unsupported'],
  ])('is not made with %o, and nothing is written', async (wrong, code) => {
    const before = JSON.stringify([...platform.local.data].filter(([key]) => key !== 'throttle'));
    await expect(api.accounts.importKey({ ...request, ...wrong } as never)).rejects.toMatchObject({ code });
    expect(JSON.stringify([...platform.local.data].filter(([key]) => key !== 'throttle'))).toBe(before);
  });

  it('is not made, shown or removed while the wallet is locked', async () => {
    const { index } = await api.accounts.importKey(request);
    await api.vault.lock();
    for (const call of [api.accounts.importKey(request), api.accounts.revealKey(index, password), api.accounts.remove(index, password)])
      await expect(call).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it('gives its key for the password alone, and wrong ones are counted', async () => {
    const { index } = await api.accounts.importKey(request);
    expect(await api.accounts.revealKey(index, password)).toBe(secret);
    for (const other of [0, index + 1]) await expect(api.accounts.revealKey(other, password)).rejects.toMatchObject({ code: 'account/unknown' });
    for (let tries = 0; tries < 5; tries++) await expect(api.accounts.revealKey(index, 'wrong')).rejects.toMatchObject({ code: 'vault/wrong-password' });
    for (const call of [
      api.accounts.revealKey(index, password),
      api.accounts.remove(index, password),
      api.accounts.importKey({ ...request, secret: '11'.repeat(32) }),
    ])
      await expect(call).rejects.toMatchObject({ code: 'vault/throttled' });
  });

  it('is nowhere to be read in what is stored, nor is the phrase, and both come back', async () => {
    const { index } = await api.accounts.importKey(request);
    const stored = JSON.stringify([...platform.local.data, ...platform.session.data, platform.backup.copies]);
    for (const form of [secret, Buffer.from(secret, 'hex').toString('base64').slice(0, 40), 'abandon']) expect(stored).not.toContain(form);
    await again();
    expect([await api.vault.reveal(password), await api.accounts.revealKey(index, password)]).toEqual([phrase, secret]);
  });

  it('outlives a change of the password', async () => {
    const { index } = await api.accounts.importKey(request);
    await api.vault.changePassword(password, 'another long one');
    expect(await api.accounts.revealKey(index, 'another long one')).toBe(secret);
    await expect(api.accounts.revealKey(index, password)).rejects.toMatchObject({ code: 'vault/wrong-password' });
  });

  it('is listed again where the list was lost, or the worker died before it came to it', async () => {
    const { index } = await api.accounts.importKey(request);
    await api.accounts.rename(index, 'Cold');
    platform.local.data.set('accounts', { v: 1, data: 'junk' });
    await again();
    expect(await listed()).toEqual([
      { index: 0, name: 'Account 1', imported: undefined },
      { index, name: 'Imported 1', imported: 'evm' },
    ]);
    expect(await api.accounts.revealKey(index, password)).toBe(secret);
  });

  it('is taken back from a copy with the vault that it is in', async () => {
    const { index } = await api.accounts.importKey(request);
    platform.local.data.delete('vault');
    platform.local.data.delete('accounts');
    restart();
    await api.vault.restore();
    await api.vault.unlock(password);
    expect(await listed()).toContainEqual({ index, name: 'Imported 1', imported: 'evm' });
  });

  it('is gone with its key once it is removed: from the vault, from every copy, and with another selected', async () => {
    const { index } = await api.accounts.importKey(request);
    await api.accounts.select(index);
    const withKey = structuredClone(platform.local.data.get('vault'));
    await expect(api.accounts.remove(index, 'wrong password')).rejects.toMatchObject({ code: 'vault/wrong-password' });
    expect(await listed()).toHaveLength(2);
    await api.accounts.remove(index, password);
    expect(await api.accounts.list()).toMatchObject([{ index: 0, selected: true }]);
    await again();
    expect(await listed()).toHaveLength(1);
    expect(platform.backup.copies.every(({ vault }) => JSON.stringify(vault) !== JSON.stringify((withKey as { data: unknown }).data))).toBe(true);
    platform.local.data.delete('vault');
    restart();
    await api.vault.restore();
    await api.vault.unlock(password);
    await expect(api.accounts.revealKey(index, password)).rejects.toMatchObject({ code: 'account/unknown' });
    expect(await api.vault.reveal(password)).toBe(phrase);
  });

  it('is not the account of the phrase that one removes', async () => {
    await expect(api.accounts.remove(0, password)).rejects.toMatchObject({ code: 'account/unknown' });
    expect(await listed()).toHaveLength(1);
  });

  it('leaves the list where the vault has not its key: money would come to an address that nobody can spend from', async () => {
    const before = structuredClone(platform.local.data.get('vault'))!;
    const { index } = await api.accounts.importKey(request);
    await api.accounts.select(index);
    platform.local.data.set('vault', before);
    await again();
    expect(await api.accounts.list()).toMatchObject([{ index: 0, selected: true }]);
  });

  it('has a number of its own, which it gets again and no other key gets', async () => {
    const { index } = await api.accounts.importKey(request);
    await api.accounts.remove(index, password);
    const { index: other } = await api.accounts.importKey({ ...request, secret: secret.replace('4', '5') });
    expect(other).not.toBe(index);
    expect((await api.accounts.importKey(request)).index).toBe(index);
  });

  it('is asked of the networks of its family alone, and the others are named as elsewhere while it is selected', async () => {
    const { index } = await api.accounts.importKey(request);
    await api.accounts.select(index);
    await api.balances.refresh();
    expect((await api.balances.list()).map(({ network, state }) => [network, state])).toEqual([
      ['eip155:1', 'fresh'],
      ['eip155:56', 'fresh'],
    ]);
    const views = await api.networks.list();
    expect(views.every(({ family, elsewhere }) => (family === 'evm') === (elsewhere === undefined))).toBe(true);
    await expect(api.send.quote({ network: 'tron:728126428', to: 'x', amount: 1n })).rejects.toMatchObject({ code: 'account/elsewhere' });
    await api.accounts.select(0);
    expect((await api.networks.list()).some(({ elsewhere }) => elsewhere)).toBe(false);
  });
});

describe('a site', () => {
  const origin = 'https://a.test';
  async function worldWith() {
    const world = await makeWorld();
    const { index } = await world.now.api.accounts.importKey(request);
    return { world, index };
  }

  it('of its family may be shown it; of another is offered those that have an address there', async () => {
    const { world, index } = await worldWith();
    await world.now.api.accounts.select(index);
    const page = world.page(origin);
    void page.request('connect').catch(() => {});
    const first = await asked(world, 'connect');
    expect(first.account.index).toBe(index);
    expect(first.subject).toMatchObject({ accounts: [{ index: 0 }, { index }] });
    await world.now.api.approvals.reject(first.id);
    const other = world.page('https://b.test', { tabId: 2 });
    void other.request('connect', undefined, 'solana').catch(() => {});
    const second = await asked(world, 'connect');
    expect(second).toMatchObject({ family: 'solana', account: { index: 0 }, subject: { accounts: [{ index: 0 }] } });
  });

  it('sees it no more, and is not asked for by it, once it is removed', async () => {
    const { world, index } = await worldWith();
    await world.now.api.accounts.select(index);
    const page = await site(world, origin, { accounts: [index] });
    expect(await page.request('accounts')).toHaveLength(1);
    const answer = page.request('sign', { text: 'x' });
    await asked(world, 'sign');
    await world.now.api.accounts.remove(index, password);
    expect(await numberOf(answer)).toBeTypeOf('number');
    expect(await world.now.api.permissions.list()).toEqual([]);
    expect(await page.request('accounts')).toEqual([]);
    // What was answered stays in the list without the account.
    expect((await world.now.api.approvals.list()).every(({ state }) => state !== 'pending')).toBe(true);
    await world.now.api.accounts.importKey(request);
    expect(await page.request('accounts')).toEqual([]);
  });

  it('gets what is signed with its key', async () => {
    const { world, index } = await worldWith();
    await world.now.api.accounts.select(index);
    const page = await site(world, origin, { accounts: [index] });
    const answer = page.request('sign', { text: 'x' });
    const { id, digest } = await asked(world, 'sign');
    await world.now.api.approvals.approve(id, digest);
    expect(JSON.stringify(await answer)).not.toBe('null');
  });
});
