import { beforeEach, describe, expect, it } from 'vitest';
import { createServices } from '../../src/wallet/create-api';
import { fakePlatform } from '../fakes/platform';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const password = 'correct horse battery';
const minutes = 60_000;

describe('the vault', () => {
  let platform: ReturnType<typeof fakePlatform>;
  let services: ReturnType<typeof createServices>;
  const restart = () => {
    services = createServices(platform);
  };

  beforeEach(async () => {
    platform = fakePlatform();
    restart();
    expect(await services.api.vault.status()).toBe('absent');
    await services.api.vault.create(phrase, password);
  });

  it('is unlocked once made, with one account', async () => {
    expect(await services.api.vault.status()).toBe('unlocked');
    expect(await services.api.accounts.list()).toMatchObject([{ index: 0, name: 'Account 1', selected: true }]);
  });

  it('stays unlocked when the worker dies, and locked too', async () => {
    restart();
    expect(await services.api.vault.status()).toBe('unlocked');
    await services.api.vault.lock();
    restart();
    expect(await services.api.vault.status()).toBe('locked');
    expect(JSON.stringify([...platform.session.data])).not.toContain('"key"');
  });

  it('locks when its time is over, though no alarm came', async () => {
    platform.time += 15 * minutes;
    restart();
    expect(await services.api.vault.status()).toBe('locked');
  });

  it('locks when the clock was set back', async () => {
    platform.time -= 10_000;
    expect(await services.api.vault.status()).toBe('locked');
  });

  it('is kept open by use, and asks to be woken when the time will be over', async () => {
    platform.time += 14 * minutes;
    await services.api.vault.touch();
    platform.time += 14 * minutes;
    expect(await services.api.vault.status()).toBe('unlocked');
    expect(platform.alarms.get('lock')).toBe(platform.time + minutes);
  });

  it('opens with its password only', async () => {
    await services.api.vault.lock();
    await expect(services.api.vault.unlock('correct horse batterz')).rejects.toMatchObject({ code: 'vault/wrong-password' });
    expect(await services.api.vault.status()).toBe('locked');
    await services.api.vault.unlock(password);
    expect(await services.api.vault.status()).toBe('unlocked');
    expect(await services.api.vault.reveal(password)).toBe(phrase);
  });

  it('cannot be made twice', async () => {
    await expect(services.api.vault.create(phrase, password)).rejects.toMatchObject({ code: 'vault/exists' });
  });

  it('opens with the new password after a change, and no copy opens with the old one', async () => {
    await services.api.vault.changePassword(password, 'another long one');
    expect(platform.backup.copies).toHaveLength(1);
    await services.api.vault.lock();
    await expect(services.api.vault.unlock(password)).rejects.toMatchObject({ code: 'vault/wrong-password' });
    await services.api.vault.unlock('another long one');
  });

  it('is lost, and not absent, when it is gone but a copy exists; and can be put back', async () => {
    platform.local.data.delete('vault');
    platform.local.data.delete('accounts');
    restart();
    expect(await services.api.vault.status()).toBe('lost');
    await expect(services.api.vault.create(phrase, password)).rejects.toMatchObject({ code: 'vault/exists' });
    await services.api.vault.restore();
    await services.api.vault.unlock(password);
    expect((await services.api.accounts.list())[0]?.name).toBe('Account 1');
  });

  it.each([null, 'rubbish', { madeAt: 1, vault: null, accounts: null }, { madeAt: 1, vault: { version: 1 }, accounts: {} }])(
    'passes over a damaged copy for the one before it, and says when there is none: %j',
    async (damaged) => {
      const copies = platform.backup.copies;
      platform.local.data.set('vault', 'rubbish');
      restart();
      platform.backup.copies = [damaged as never];
      await expect(services.api.vault.restore()).rejects.toMatchObject({ code: 'vault/absent' });
      expect(await services.api.vault.status()).toBe('lost');
      expect(platform.local.data.get('vault')).toBe('rubbish');
      platform.backup.copies = [...copies, damaged as never];
      await services.api.vault.restore();
      await services.api.vault.unlock(password);
      expect(platform.local.data.get('vault.corrupt')).toBe('rubbish');
    },
  );

  it('leaves nothing behind when erased', async () => {
    await services.api.vault.erase();
    expect([...platform.local.data.keys(), ...platform.session.data.keys(), ...platform.backup.copies]).toEqual([]);
    expect(await services.api.vault.status()).toBe('absent');
  });
});
