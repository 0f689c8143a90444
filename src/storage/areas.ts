import type { Json } from '../core/json';
import type { Area } from './slot';

/** On disk, until the extension is removed. */
export const localArea: Area = areaOf(() => chrome.storage.local);

/** In memory, gone with the browser. */
export const sessionArea: Area = areaOf(() => chrome.storage.session);

/**
 * Closes both areas to content scripts, which share a process with the page. The session area is closed to them in every browser, the local one
 * is open until a browser that can close it is asked to; Firefox, and Chrome before it could, refuse or have no `setAccessLevel`.
 */
export async function guardStorage(): Promise<void> {
  const areas: readonly Partial<chrome.storage.StorageArea>[] = [chrome.storage.session, chrome.storage.local];
  await Promise.allSettled(areas.map(async (area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })));
}

// Nothing here is called `storage`: WXT takes that for its own, and puts 9 kB of it into the worker.
function areaOf(open: () => chrome.storage.StorageArea): Area {
  return {
    get: async (key) => (await open().get(key))[key] as Json | undefined,
    set: (key, value) => open().set({ [key]: value }),
    clear: () => open().clear(),
  };
}
