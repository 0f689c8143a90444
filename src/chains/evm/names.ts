import type { NameService } from '../adapter';
import type { EvmNetwork } from './networks';

/** ENS. Its tables of all the letters there are run only for somebody who types a name. */
export const names: NameService<EvmNetwork> = {
  home: 'eip155:1',
  looksLikeName: (text) => /^[^\s/:?#@]{1,240}\.[^\s/:?#@.]{2,}$/u.test(text),
  normalise: async (text) => (await import('./ens-name')).normalise(text),
  resolve: async (context, name, network) => (await import('./ens')).resolve(context, name, network),
  reverse: async (context, address) => (await import('./ens')).reverse(context, address),
};
