import { standBack } from '../src/inpage/stand-back';

/** In the page's own world, after our provider and before the page's first script: only where the user does not want Holdall as the default wallet. */
export default {
  main() {
    standBack(window);
  },
};
