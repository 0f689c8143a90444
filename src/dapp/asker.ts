import type { PageMethod } from '../chains/adapter';
import type { Network } from '../chains/family';

/** Who asks, as the browser says. `signal` is aborted when the page goes away. */
export type Asker = { readonly origin: string; readonly tabId: number; readonly signal: AbortSignal };

export type Method<A extends PageMethod<Network>['access']> = Extract<PageMethod<Network>, { access: A }>;
