import assert from 'node:assert/strict';
import { addressOf, scriptOf } from '../../../src/chains/bitcoin/addresses';
import { fromHex, toHex } from '../../../src/core/bytes';
import { mainnet, networkOf, script } from '../bitcoin';
import { NoCodeYet, type Topic } from '../topic';

/** Paying to taproot. Nothing spends from it yet. */
export const topic: Topic = {
  groups: {
    'bip341/scriptPubKey': ({ expected }) => {
      const { scriptPubKey, bip350Address } = expected as { readonly scriptPubKey: string; readonly bip350Address: string };
      assert.equal(toHex(scriptOf(bip350Address, mainnet)), scriptPubKey);
      assert.equal(addressOf(fromHex(scriptPubKey), mainnet), bip350Address);
    },
    'payments/p2tr-valid': ({ arguments: given, expected }) => {
      const { address, output, network } = { ...(given as object), ...(expected as object) } as {
        readonly address?: string;
        readonly output?: string;
        readonly network?: string;
      };
      if (address === undefined || output === undefined) throw new NoCodeYet('payments without an address');
      const on = networkOf(network ?? 'bitcoin')!;
      assert.equal(toHex(scriptOf(address, on)), toHex(script(output)));
      assert.equal(addressOf(script(output), on), address);
    },
  },
};
