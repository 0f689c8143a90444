import type { WalletApi } from './api';
import type { Core } from './services';

const id = 'stand-back';

/** A script that is not in the manifest needs this, though those in the manifest run on every site already. */
const everySite = { origins: ['https://*/*'] };

/**
 * Makes pages follow the setting "default wallet". The page script of the manifest takes `window.ethereum` where it is free, since it cannot know any
 * setting in time: storage answers later than a page's first script runs. Where the user does not want that, the browser is given a second script, which
 * runs between the two and lets go of it again. To be called before the first await; the services are made when they are needed.
 */
export function createDefaultWallet(services: () => { readonly api: Pick<WalletApi, 'settings'> }): { attach(core: Core): void } {
  let queue: Promise<void> = Promise.resolve();
  const follow = () => {
    queue = queue.then(async () => standBack(!(await services().api.settings.get()).defaultWallet)).catch(() => undefined);
  };
  // An update of the extension takes such scripts away.
  chrome.runtime.onInstalled.addListener(follow);
  // Without the permission the script stays, and does nothing: then the setting says what is.
  chrome.permissions.onRemoved.addListener(async () => {
    const { settings } = services().api;
    if (!(await settings.get()).defaultWallet && !(await chrome.permissions.contains(everySite))) await settings.update({ defaultWallet: true });
  });
  return {
    attach: (core) => {
      core.onChanged((topics) => {
        // Erasing the wallet empties the storage behind us.
        if (topics.includes('settings') || topics.includes('vault')) follow();
      });
    },
  };
}

async function standBack(on: boolean): Promise<void> {
  const { length } = await chrome.scripting.getRegisteredContentScripts({ ids: [id] });
  if (on && length === 0) {
    const matches = chrome.runtime.getManifest().content_scripts![0]!.matches!;
    await chrome.scripting.registerContentScripts([
      { id, matches, js: ['stand-back.js'], runAt: 'document_start', world: 'MAIN', persistAcrossSessions: true },
    ]);
  }
  if (!on && length > 0) await chrome.scripting.unregisterContentScripts({ ids: [id] });
}
