import { afterEach, expect, it, vi } from 'vitest';
import { guardStorage } from '../../src/storage/areas';

afterEach(() => vi.unstubAllGlobals());

it('keeps both areas from content scripts, and lives where a browser cannot', async () => {
  const refuse = vi.fn(async () => Promise.reject(new Error('not for this area')));
  const obey = vi.fn(async () => undefined);
  vi.stubGlobal('chrome', { storage: { session: { setAccessLevel: obey }, local: { setAccessLevel: refuse } } });
  await guardStorage();
  for (const level of [obey, refuse]) expect(level).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
  vi.stubGlobal('chrome', { storage: { session: {}, local: {} } });
  await guardStorage();
});
