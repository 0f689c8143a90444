import * as viem from 'viem/chains';
import { describe, expect, it } from 'vitest';
import { networks, type EvmNetwork } from '../../../src/chains/evm/networks';
import { bundledNetworks } from '../../../src/chains/registry';
import { referenceOf } from '../../../src/core/caip';

const shipped: readonly EvmNetwork[] = networks.filter((network) => !('local' in network));
const elsewhere = new Map<number, viem.Chain>(Object.values(viem).map((chain) => [chain.id, chain]));

it('holds every network that people were promised', () => {
  const promised = [1, 56, 137, 66, 196, 42161, 42170, 10, 8453, 324, 59144, 534352, 204, 5000, 81457, 1101, 43114, 100, 42220, 146, 250];
  const tests = [11155111, 560048, 97, 80002, 84532, 11155420, 421614, 300, 59141, 534351, 43113];
  expect(
    shipped
      .filter((network) => !('testnet' in network))
      .map(({ id }) => Number(referenceOf(id)))
      .sort(byNumber),
  ).toEqual(promised.sort(byNumber));
  expect(
    shipped
      .filter((network) => 'testnet' in network)
      .map(({ id }) => Number(referenceOf(id)))
      .sort(byNumber),
  ).toEqual(tests.sort(byNumber));
});

describe.each(shipped)('$name', (network) => {
  it('has a second endpoint at another host, neither of which needs a key', () => {
    expect(network.rpc.length).toBeGreaterThanOrEqual(2);
    expect(new Set(network.rpc.map((url) => new URL(url).host)).size).toBe(network.rpc.length);
    for (const url of network.rpc) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+(\/[A-Za-z0-9/]{1,20})?[^/]$/);
  });

  // Another list, made by other people.
  it('has the coin and the name that viem knows', () => {
    const other = elsewhere.get(Number(referenceOf(network.id)))!;
    expect(network.currency.symbol.toLowerCase()).toBe(other.nativeCurrency.symbol.toLowerCase());
    expect(network.currency.decimals).toBe(other.nativeCurrency.decimals);
    const [ours, theirs] = [plain(network.name), plain(aliases[other.name] ?? other.name)];
    expect(ours.includes(theirs) || theirs.includes(ours), `${network.name}, ${other.name}`).toBe(true);
    expect('testnet' in network).toBe(other.testnet === true);
  });

  it('has an explorer for people', () => {
    expect(network.explorer!.transaction).toMatch(/^https:\/\/.+\/tx\/\{id\}$/);
    expect(network.explorer!.address).toMatch(/^https:\/\/.+\/address\/\{id\}$/);
  });
});

it('is told from every other network by its mark, which fits on a tag', () => {
  const marks = bundledNetworks.map(({ mark }) => mark!);
  expect(new Set(marks.map(({ text }) => text.toLowerCase())).size).toBe(bundledNetworks.length);
  for (const { text, hue } of marks) {
    expect(text).toMatch(/^[A-Za-z]{2,4}$/);
    expect(hue).toBeGreaterThanOrEqual(0);
    expect(hue).toBeLessThan(360);
  }
});

it('asks five networks at most before the user has said anything', () => {
  const on = bundledNetworks.filter(({ testnet, optional }) => !testnet && !optional);
  expect(on.map(({ name }) => name)).toEqual(['Bitcoin', 'Ethereum', 'BNB Smart Chain', 'TRON', 'Solana']);
});

const aliases: Readonly<Record<string, string>> = { OKC: 'OKT Chain', Avalanche: 'Avalanche C-Chain', 'BNB Smart Chain Testnet': 'BSC Testnet' };
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]|mainnet|testnet/g, '');
const byNumber = (a: number, b: number): number => a - b;
