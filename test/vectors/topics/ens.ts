import { equal, throws } from 'node:assert/strict';
import { namehash, normalise } from '../../../src/chains/evm/ens-name';
import { NoCodeYet, type Case, type Topic } from '../topic';

/** `error`: no name at all; `norm`: its one spelling; neither: it is spelled so already. */
function normalisation(vector: Case): void {
  const input = String(vector['input']);
  if (input === '') throw new NoCodeYet('the empty name: nobody can be paid by it');
  if (vector['error']) throws(() => normalise(input), { code: 'recipient/name-invalid' });
  else equal(normalise(input), vector['norm'] ?? input);
}

export const topic: Topic = {
  groups: {
    error: normalisation,
    norm: normalisation,
    'already-normal': normalisation,
    custom: normalisation,
    namehash(vector) {
      const name = String(vector['ensName']);
      equal(namehash(name === '' ? '' : normalise(name)), vector['namehash']);
    },
  },
};
