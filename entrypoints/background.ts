import { defineBackground } from 'wxt/utils/define-background';

import { loadAdapter } from '../src/chains/load';
import { uiPort } from '../src/rpc/page-port';
import { serve, type Api } from '../src/rpc/rpc';
import { peerOf } from '../src/rpc/sender';
import { guardSession, localArea, sessionArea } from '../src/storage/areas';
import { indexedBackup } from '../src/storage/backup';
import { createServices, type Services } from '../src/wallet/create-api';

const lockAlarm = 'lock';

// Every listener is registered before the first await: an event that wakes the worker finds its listener, or is lost.
export default defineBackground(() => {
  void guardSession();
  let made: Services | undefined;
  const services = () => made ??= start();

  chrome.runtime.onConnect.addListener((port) => {
    const peer = peerOf(port.sender, { id: chrome.runtime.id, root: chrome.runtime.getURL('') });
    if (port.name === uiPort && peer.kind === 'ui') attachUi(port, services());
    else port.disconnect();
  });
  chrome.alarms.onAlarm.addListener(({ name }) => {
    // Looking is enough: a session whose time is over locks itself.
    if (name === lockAlarm) void services().session.unlocked();
  });
  chrome.idle.onStateChanged.addListener((state) => {
    if (state === 'locked') void services().session.lock();
  });
});

function start(): Services {
  return createServices({
    local: localArea, session: sessionArea, backup: indexedBackup, now: Date.now, load: loadAdapter,
    wakeAt: async (time) => {
      if (time === undefined) await chrome.alarms.clear(lockAlarm);
      else await chrome.alarms.create(lockAlarm, { when: time });
    },
  });
}

function attachUi(port: chrome.runtime.Port, { api, core }: Services): void {
  const { emit } = serve(port, api as unknown as Api);
  const stop = core.onChanged((topics) => emit('changed', topics));
  port.onDisconnect.addListener(stop);
}
