import { describe, expect, it } from 'vitest';
import type { Area } from '../../src/storage/slot';
import { createServices } from '../../src/wallet/create-api';
import { fakePlatform } from '../fakes/platform';

const phrase = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const [old, fresh] = ['correct horse battery', 'another long one'];

/** What a full disk leaves of the writes, and what a browser that is killed: all before the one numbered `left`, and none from there on. */
function failing(platform: ReturnType<typeof fakePlatform>, left: number) {
  let writes = 0;
  const write = async (task: () => Promise<void>): Promise<void> => {
    writes += 1;
    if (writes < left) await task();
    else throw new Error('QUOTA_BYTES quota exceeded');
  };
  const area = (of: Area): Area => ({ ...of, set: (key, value) => write(() => of.set(key, value)), clear: () => write(() => of.clear()) });
  const { backup } = platform;
  const services = createServices({
    ...platform,
    local: area(platform.local),
    backup: { ...backup, list: backup.list, add: (copy) => write(() => backup.add(copy)), replace: (copy) => write(() => backup.replace(copy)) },
  });
  return { services, writes: () => writes };
}

const succeeds = (task: Promise<unknown>): Promise<boolean> =>
  task.then(
    () => true,
    () => false,
  );

const opens = async (platform: ReturnType<typeof fakePlatform>, password: string): Promise<boolean> => {
  platform.session.data.clear();
  platform.local.data.delete('throttle');
  const { api } = createServices(platform);
  return succeeds(api.vault.unlock(password));
};

/** The same wallet again, as often as it takes. */
function copyOf({ local, backup }: ReturnType<typeof fakePlatform>) {
  const platform = fakePlatform();
  for (const [key, value] of local.data) platform.local.data.set(key, structuredClone(value));
  platform.backup.copies = structuredClone(backup.copies);
  return platform;
}

describe('a disk that takes no more writes, or a browser that is killed between two', () => {
  it('leaves a wallet that opens with the old password or the new, wherever in the change that is', { timeout: 60_000 }, async () => {
    const made = fakePlatform();
    await createServices(made).api.vault.create(phrase, old);
    for (let left = 1, done = false; !done; left++) {
      const platform = copyOf(made);
      const { services, writes } = failing(platform, left);
      done = (await succeeds(services.api.vault.changePassword(old, fresh))) && writes() < left;
      const opened = await opens(platform, fresh);
      if (!opened || done) expect([opened, await opens(platform, old)], `after ${left} writes`).toEqual([done, !done]);
      expect(left).toBeLessThan(12);
    }
  });

  it('leaves no wallet, or one that opens, wherever in making it that is', { timeout: 60_000 }, async () => {
    for (let left = 1, done = false; !done; left++) {
      const platform = fakePlatform();
      const { services, writes } = failing(platform, left);
      done = (await succeeds(services.api.vault.create(phrase, old))) && writes() < left;
      platform.session.data.clear();
      const { api } = createServices(platform);
      const status = await api.vault.status();
      if (done) expect(status).toBe('locked');
      // What is neither there nor whole can be made, or brought back.
      if (status === 'absent') await api.vault.create(phrase, old);
      else if (status === 'lost') await api.vault.restore();
      expect(await opens(platform, old), `${status} after ${left} writes`).toBe(true);
      expect(left).toBeLessThan(12);
    }
  });
});
