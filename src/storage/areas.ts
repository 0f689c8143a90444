import type { Json } from '../core/json';
import type { Area } from './slot';

/** On disk, until the extension is removed. */
export const localArea: Area = areaOf(() => chrome.storage.local);

/** In memory, gone with the browser, and never seen by a content script (the default in every browser, said once more by {@link guardSession}). */
export const sessionArea: Area = areaOf(() => chrome.storage.session);

/** Firefox has no `setAccessLevel`: its session area never was open to content scripts. */
export async function guardSession(): Promise<void> {
  await (chrome.storage.session as Partial<typeof chrome.storage.session>).setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

function areaOf(storage: () => chrome.storage.StorageArea): Area {
  return {
    get: async (key) => (await storage().get(key))[key] as Json | undefined,
    set: (key, value) => storage().set({ [key]: value }),
    clear: () => storage().clear(),
  };
}
