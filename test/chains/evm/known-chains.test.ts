import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adapter } from '../../../src/chains/evm/adapter';
import { networks } from '../../../src/chains/evm/networks';
import type { KnownNetwork } from '../../../src/wallet/services';
import { warningsFor } from '../../../src/wallet/network-check';

const known = (reference: string) => adapter.endpoints.known?.(reference);

describe('a chain that does not ship', () => {
  it.each([
    ['1088', 'Metis', 'METIS', []],
    ['1088', 'Metis Andromeda Mainnet', 'metis', []],
    ['7000', 'ZetaChain Mainnet', 'ZETA', []],
    ['1088', 'Metis', 'ETH', ['Metis (METIS)']],
    ['1088', 'Base', 'METIS', ['Metis (METIS)']],
    ['424242', 'Whatever', 'ABC', []],
  ])('%s, called %s with %s, is said to be known otherwise only where it is', (reference, name, symbol, of) => {
    const others: readonly KnownNetwork[] = [];
    const warnings = warningsFor({ name, symbol, rpc: ['https://rpc.example.org'] }, others, 'evm', known(reference));
    expect(warnings.filter(({ code }) => code === 'known-otherwise').map((warning) => warning.of)).toEqual(of);
  });

  it('is none of those that ship, and no name of an object’s own', () => {
    for (const { id } of networks) expect(known(id.split(':')[1]!)).toBeUndefined();
    for (const name of ['constructor', '__proto__', 'toString', '']) expect(known(name)).toBeUndefined();
  });

  const file = '../shared/vectors/chain-registry.json';
  it.runIf(existsSync(file))('has the coin that the registry says', () => {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly { chainId?: string; symbol: string; name: string; blockchain: string }[] };
    // Boba pays with ether; BOBAETH is how the registry tells it from the others.
    const wrong = cases.filter(({ chainId = '', symbol }) => known(chainId) && known(chainId)!.symbol !== symbol && symbol !== 'BOBAETH');
    expect(wrong).toEqual([]);
  });
});
