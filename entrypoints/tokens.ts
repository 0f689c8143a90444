import { loadKnownTokens } from '../src/chains/known-tokens';

/** The worker's third script: the tokens that ship. Firefox has them in the background's own. */
export default {
  exclude: ['firefox'],
  main() {
    Object.assign(globalThis, { loadKnownTokens });
  },
};
