import { loadKeyring } from '../src/wallet/load-keyring';

/** The worker's third script: the keyring and its libraries. Firefox has them in the background's own. */
export default {
  exclude: ['firefox'],
  main() {
    Object.assign(globalThis, { loadKeyring });
  },
};
