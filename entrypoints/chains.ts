import { loadAdapter } from '../src/chains/load';

/** The worker's second script: the adapters and their libraries. Firefox has them in the background's own. */
export default {
  exclude: ['firefox'],
  main() {
    Object.assign(globalThis, { loadAdapter });
  },
};
