import assert from 'node:assert/strict';
import { parseUri } from '../../../src/chains/bitcoin/uri';
import { WalletError } from '../../../src/core/errors';
import { safeText } from '../../../src/ui/safe-text';
import { mainnet, regtest, testnet } from '../bitcoin';
import type { Case, Topic } from '../topic';

/** BIP-21 and BIP-321 print addresses whose checksums are wrong. In their places stand good ones of the same kinds, so that the rest can be checked. */
const printed: Readonly<Record<string, string>> = {
  '175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W': '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
  bc1qufgy354j3kmvuch987xe4s40836x3h0lg8f5nq: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  bc1p5swkugezn97763tl0yty6556856uug0q6jflljvep9m4p7339x5qzyrh4q: 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
  tb1qghfhmd4zh7ncpmxl3qzhmq566jk8ckq4gafnmq: 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
};
const corrected = (text: unknown) => Object.entries(printed).reduce((whole, [wrong, right]) => whole.replaceAll(wrong, right), String(text));

/** A URI is good where one of the networks takes it; which one is not the file's to say. */
function check({ uri, valid, address, amountSat, label }: Case): void {
  const results = [mainnet, testnet, regtest].map((network) => {
    try {
      return parseUri(corrected(uri), network);
    } catch (error) {
      assert.ok(error instanceof WalletError);
      return undefined;
    }
  });
  const read = results.find((result) => result !== undefined);
  assert.equal(read !== undefined, valid);
  if (address !== undefined) assert.equal(read?.address, corrected(address));
  if (amountSat !== undefined) assert.equal(String(read?.amount), amountSat);
  if (label !== undefined) assert.equal(read?.label, label);
  // What is shown of it has no character that is obeyed.
  for (const text of [read?.label, read?.message]) if (text !== undefined) assert.doesNotMatch(safeText(text), /(?!\n|\t)\p{Cc}/u);
  assert.equal(({} as { readonly x?: unknown }).x, undefined);
}

export const topic: Topic = { groups: { '': check } };
