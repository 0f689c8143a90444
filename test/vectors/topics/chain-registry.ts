import assert from 'node:assert/strict';
import { familyIds, familyOf } from '../../../src/chains/registry';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Chain = {
  readonly blockchain: string;
  readonly chain: string;
  readonly chainId?: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly curve: string;
  readonly hrp?: string;
  readonly derivation: readonly { readonly path: string }[];
};

const families: Readonly<Record<string, string>> = { Bitcoin: 'bip122', Ethereum: 'eip155', Tron: 'tron', Solana: 'solana' };

/** What another wallet's registry says of the networks that are here too: unit, curve, and that one of its paths is our first account's. */
function check(vector: Case): void {
  const theirs = vector as unknown as Chain;
  const id = familyIds.find((each) => familyOf(each).namespace === families[theirs.blockchain]);
  if (id === undefined) throw new NoCodeYet('chains of later issues');
  const family = familyOf(id);
  const network = family.networks.find((each) => {
    if (each.testnet) return false;
    if (family.namespace === 'eip155') return each.id === `eip155:${theirs.chainId}`;
    return family.namespace !== 'bip122' || theirs.chain === 'bitcoin';
  });
  if (!network) throw new NoCodeYet('networks that are not built in');
  assert.equal(network.currency.decimals, theirs.decimals);
  assert.equal(network.currency.symbol, theirs.symbol);
  assert.equal(family.curve, theirs.curve);
  if (theirs.hrp !== undefined && 'hrp' in network) assert.equal(network.hrp, theirs.hrp);
  // Old wallets gave some EVM chains a coin type of their own; here an account has one address on all of them.
  if (family.namespace === 'eip155') return;
  const [{ path }] = family.derivations;
  const first = path.replace('{coin}', String(network.coinType ?? family.slip44)).replace('{index}', '0');
  assert.ok(
    theirs.derivation.some((each) => each.path === first),
    first,
  );
}

export const topic: Topic = { groups: { '': check } };
