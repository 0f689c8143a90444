import { bridge } from '../src/inpage/bridge';
import { linkFromBridge, whenShown } from '../src/inpage/link';
import { pagePort } from '../src/rpc/page-port';

/** In the isolated world: relays between the page and the worker. Opens no port until the page asks for something. */
export default {
  main() {
    whenShown(document, () => linkFromBridge(window, (link) => bridge(link, () => chrome.runtime.connect({ name: pagePort }))));
  },
};
