import { uiPort } from '../src/rpc/page-port';

/** Wakes the worker as soon as a page of the wallet is opened, while the page's own script is still on its way. */
export default {
  main() {
    Object.assign(globalThis, { port: chrome.runtime.connect({ name: uiPort }) });
  },
};
