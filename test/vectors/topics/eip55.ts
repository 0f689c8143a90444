import { equal, throws } from 'node:assert/strict';
import { addresses, checksummed } from '../../../src/chains/evm/addresses';
import { ethereum, person } from '../../chains/evm/world';
import type { Case, Topic } from '../topic';

const text = (vector: Case, field: string) => String(vector[field]);
/** What a page may send: nothing is trimmed and nothing added. */
const refused = (vector: Case) => throws(() => checksummed(text(vector, 'address')), { name: 'WalletError' });

export const topic: Topic = {
  groups: {
    spec(vector) {
      equal(addresses.parse(text(vector, 'address'), ethereum), checksummed(text(vector, 'address').toLowerCase()));
    },
    accounts(vector) {
      equal(person(text(vector, 'privateKey')).address, vector['address']);
      equal(addresses.parse(text(vector, 'address').toLowerCase(), ethereum), vector['address']);
    },
    'checksum-invalid': (vector) => throws(() => addresses.parse(text(vector, 'address'), ethereum), { code: 'address/checksum' }),
    malformed: refused,
  },
};
