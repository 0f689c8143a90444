import { deepEqual, equal, throws } from 'node:assert/strict';
import { readLink } from '../../../src/chains/evm/links';
import { normalise } from '../../../src/chains/evm/ens-name';
import type { Case, Topic } from '../topic';

type Parsed = { readonly target_address: string; readonly function_name?: string; readonly parameters?: Readonly<Record<string, string>> };

/** Addresses are compared in lower case: some of the cases are in capitals, and we write EIP-55. */
function read(vector: Case) {
  const { target, chain, method, params } = readLink(String(vector['uri']));
  if (!target.startsWith('0x')) normalise(target);
  return { target: target.toLowerCase(), chain, method, params: Object.fromEntries(params) };
}

export const topic: Topic = {
  groups: {
    spec(vector) {
      const { target, method, params } = read(vector);
      deepEqual([target, method], [vector['target'], vector['function']]);
      deepEqual(params, Object.fromEntries(vector['args'] as [string, string][]));
    },
    'eth-url-parser'(vector) {
      const { target, method, params } = read(vector);
      const expected = vector['parsed'] as Parsed;
      deepEqual([target, method], [expected.target_address.toLowerCase(), expected.function_name]);
      deepEqual(params, expected.parameters ?? {});
    },
    handwritten(vector) {
      if (vector['valid']) equal(typeof read(vector).target, 'string');
      else throws(() => read(vector), { name: 'WalletError' });
    },
  },
};
