import { defineBackground } from 'wxt/utils/define-background';
import { loadAdapter, loadKeyring, loadKnownTokens, prepareScripts } from '../src/wallet/scripts';
import { createDefaultWallet } from '../src/wallet/default-wallet';
import { pagePort, uiPort } from '../src/rpc/page-port';
import { serve, type Api } from '../src/rpc/rpc';
import { peerOf } from '../src/rpc/sender';
import { guardStorage, localArea, sessionArea } from '../src/storage/areas';
import { indexedBackup } from '../src/storage/backup';
import { createServices, type Alarm, type Platform, type Services } from '../src/wallet/create-api';
import { createApprovalWindow } from '../src/wallet/window';

// Every listener is registered before the first await: an event that wakes the worker finds its listener, or is lost.
export default defineBackground(() => {
  let made: Services | undefined;
  const defaultWallet = createDefaultWallet(() => services());
  const services = () => {
    if (!made) {
      made = createServices(platform);
      defaultWallet.attach(made.core);
    }
    return made;
  };
  const window = createApprovalWindow({ area: sessionArea, ready: async () => services() });
  const platform: Platform = {
    local: localArea,
    session: sessionArea,
    backup: indexedBackup,
    window,
    now: Date.now,
    loadAdapter,
    loadKeyring,
    loadKnownTokens,
    wakeAt,
  };
  void guardStorage();
  prepareScripts();

  chrome.runtime.onConnect.addListener((port) => {
    const peer = peerOf(port.sender, { id: chrome.runtime.id, root: chrome.runtime.getURL('') });
    if (port.name === uiPort && peer.kind === 'ui') attachUi(port, services());
    else if (port.name === pagePort && peer.kind === 'page') services().router.connect(port, peer);
    else port.disconnect();
  });
  chrome.alarms.onAlarm.addListener(({ name }) => void services().ring(name as Alarm));
  chrome.idle.onStateChanged.addListener((state) => {
    if (state === 'locked') void services().lock();
  });
  // Firefox forgets alarms with the browser; what was signed before is looked at again.
  chrome.runtime.onStartup.addListener(() => void services().ring('outbox'));
});

async function wakeAt(alarm: Alarm, time: number | undefined): Promise<void> {
  if (time === undefined) await chrome.alarms.clear(alarm);
  else await chrome.alarms.create(alarm, { when: time });
}

function attachUi(port: chrome.runtime.Port, { api, core }: Services): void {
  const { emit } = serve(port, api as unknown as Api);
  port.onDisconnect.addListener(core.onChanged((topics) => emit('changed', topics)));
}
