import { defaultSettings, type Slots } from '../storage/slots';
import type { WalletApi } from './api';
import type { Settings } from './views/settings';
import type { Core } from './services';

export type SettingsService = WalletApi['settings'];

export function createSettings(slot: Slots['settings'], core: Core): SettingsService {
  return {
    get: () => slot.read(),
    async update(change) {
      const known = Object.fromEntries(Object.entries(change).filter(([name]) => Object.hasOwn(defaultSettings, name))) as Partial<Settings>;
      await slot.update((settings) => ({ ...settings, ...known }));
      core.changed('settings');
    },
  };
}
