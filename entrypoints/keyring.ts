import { loadKeyring } from '../src/keyring/load';

/** The worker's third script: the keyring and its libraries. Firefox has them in the background's own. */
export default {
  exclude: ['firefox'],
  main() {
    Object.assign(globalThis, { loadKeyring });
  },
};
