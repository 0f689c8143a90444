import assert from 'node:assert/strict';
import { bundledNetworks, familyOf } from '../../../src/chains/registry';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Entry = {
  readonly name: string;
  readonly displayName?: string;
  readonly blockchain: string;
  readonly chainId?: string;
  readonly coinId: number;
  readonly symbol: string;
  readonly decimals: number;
};

const others: Readonly<Record<string, string>> = { Bitcoin: 'Bitcoin', Tron: 'TRON', Solana: 'Solana' };
/** Names that its makers gave up. */
const renamed: Readonly<Record<string, string>> = { 'OKX Chain': 'OKT Chain', Optimism: 'OP Mainnet', xDai: 'Gnosis Chain' };

function check(vector: Case): void {
  const entry = vector as unknown as Entry;
  const network = bundledNetworks.find(({ id, name }) =>
    entry.blockchain === 'Ethereum' && entry.chainId !== undefined ? id === `eip155:${entry.chainId}` : name === others[entry.name],
  );
  if (!network) throw new NoCodeYet('not bundled');
  if (entry.name === 'Smart Chain Legacy') throw new NoCodeYet('an address format that was given up');
  const known = plain(network.name);
  const names = [entry.name, entry.displayName, renamed[entry.name]].filter((name) => name !== undefined).map(plain);
  assert.ok(
    names.some((name) => known.includes(name) || name.includes(known)),
    `${network.name} is called ${entry.displayName ?? entry.name}`,
  );
  assert.deepEqual(network.currency, { symbol: entry.symbol, decimals: entry.decimals });
  // Above, and where it is the chain id, the registry made a number up: SLIP-44 has none.
  if (entry.coinId < 10_000_000 && `${entry.coinId}` !== entry.chainId) assert.equal(network.slip44 ?? familyOf(network.family).slip44, entry.coinId);
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]|(smart )?chain$|mainnet/g, '');

export const topic: Topic = { groups: { '': check } };
