import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createPages } from '../src/inpage/client';
import { walletInfo } from '../src/inpage/info';
import { linkFromPage } from '../src/inpage/link';
import type { InstallProvider } from '../src/inpage/provider';

const providers = import.meta.glob<{ readonly install: InstallProvider }>('../src/chains/*/inpage.ts', { eager: true });

/** In the page's own world, before its first script: one provider per family. */
export default defineUnlistedScript(() => {
  const pageOf = createPages(window, linkFromPage(window), walletInfo());
  for (const [path, { install }] of Object.entries(providers)) install(pageOf(path.split('/').at(-2)!));
});
