import type { ChainId } from '../core/caip';
import type { Json } from '../core/json';

/** An account as the page may see it. `publicKey` is hex: 33 bytes for secp256k1, 32 for ed25519. */
export type VisibleAccount = { readonly address: string; readonly publicKey: string };

/** What the worker tells a page, unasked. `network` is the origin's own, not a global one. */
export type PageEvent = { readonly type: 'accounts'; readonly accounts: readonly VisibleAccount[] } | { readonly type: 'network'; readonly network: ChainId };

/** EIP-6963's ProviderInfo, used by every family: `uuid` is new with every page load. */
export type WalletInfo = { readonly uuid: string; readonly name: string; readonly icon: `data:image/${string}`; readonly rdns: string };

/** What a family's provider has to work with: the page, and one road to the worker. */
export type Page = {
  readonly window: Window & typeof globalThis;
  readonly info: WalletInfo;
  /**
   * Asks the worker. Rejects with an Error that carries the numeric `code` of the family's standard (and `data` where there is any).
   * `params` are copied at once; what cannot be written as JSON rejects with the family's `invalid-params`.
   */
  request(method: string, params?: Json): Promise<Json>;
  /** Once per family. */
  subscribe(listener: (event: PageEvent) => void): void;
};

/** Every `src/chains/<family>/inpage.ts` exports `install`. It runs in the page, before any script of the page. */
export type InstallProvider = (page: Page) => void;
