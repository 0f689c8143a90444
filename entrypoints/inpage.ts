import { createPages } from '../src/inpage/client';
import { walletInfo } from '../src/inpage/info';
import { linkFromPage } from '../src/inpage/link';
import type { InstallProvider } from '../src/inpage/provider';

const providers = import.meta.glob<InstallProvider>('./*/inpage.ts', { eager: true, import: 'install', base: '../src/chains' });

/** In the page's own world, before its first script: one provider per family. */
export default {
  main() {
    const pageOf = createPages(window, linkFromPage(window), walletInfo());
    for (const [path, install] of Object.entries(providers)) install(pageOf(path.split('/')[1]!));
  },
};
