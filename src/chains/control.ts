import type { Address } from '../core/caip';

/**
 * What acts for an account besides whoever has its key. `delegate`: a contract, which the intent `undelegate` takes off; `name` is what its
 * makers call it, where a public list says so. `contract`: the account is one itself, and nothing can be taken off.
 */
export type Control = { readonly kind: 'key' } | { readonly kind: 'delegate'; readonly to: Address; readonly name?: string } | { readonly kind: 'contract' };
