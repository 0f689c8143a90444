import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networks } from '../../../src/chains/bitcoin/networks';
import { parseUri } from '../../../src/chains/bitcoin/uri';
import { codeOf } from '../../../src/core/errors';

const [mainnet, testnet, regtest] = networks;
// Not the one of BIP-21's examples, whose checksum is wrong.
const address = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
const read = (uri: string) => parseUri(uri, mainnet);

describe('a bitcoin: URI', () => {
  it("is read as BIP-21's examples say", () => {
    expect(read(`bitcoin:${address}`)).toEqual({ address });
    expect(read(`bitcoin:${address}?amount=50&label=Luke-Jr&message=Donation%20for%20project%20xyz`)).toEqual({
      address,
      amount: 5_000_000_000n,
      label: 'Luke-Jr',
      message: 'Donation for project xyz',
    });
    expect(() => read(`bitcoin:${address}?req-somethingyoudontunderstand=50`)).toThrow('address/invalid');
    expect(read(`bitcoin:${address}?somethingyoudontunderstand=50`)).toEqual({ address });
  });

  it('may be all in capitals, as codes that are scanned are', () => {
    const written = 'BITCOIN:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?AMOUNT=0.1';
    expect(read(written)).toEqual({ address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', amount: 10_000_000n });
  });

  it('names the address of each network in its query', () => {
    const there = 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx';
    expect(parseUri(`bitcoin:?tb=${there}`, testnet)).toEqual({ address: there });
    for (const network of [mainnet, regtest]) expect(() => parseUri(`bitcoin:?tb=${there}`, network)).toThrow('address/invalid');
    expect(() => read(`bitcoin:?bc=${there}`)).toThrow('address/wrong-network');
    expect(() => read(`bitcoin:${there}`)).toThrow('address/wrong-network');
  });

  it.each([
    ['1,5', 'amount/invalid'],
    ['1e3', 'amount/invalid'],
    ['-1', 'amount/invalid'],
    ['%2B1', 'amount/invalid'],
    ['0x10', 'amount/invalid'],
    ['1.2.3', 'amount/invalid'],
    ['.', 'amount/invalid'],
    ['', 'amount/invalid'],
    ['1 ', 'amount/invalid'],
    ['21000000.00000001', 'amount/invalid'],
    ['0.000000001', 'amount/too-precise'],
  ])('with the amount %j is refused', (amount, code) => {
    expect(() => read(`bitcoin:${address}?amount=${amount}`)).toThrow(code);
  });

  it.each([
    `bitcoin://${address}`,
    `javascript:${address}`,
    `bitcoin:${address}#1`,
    'bitcoin:',
    'bitcoin:?amount=1',
    `bitcoin:${address}?amount=1&amount=2`,
    `bitcoin:${address}?label=a&LABEL=b`,
    `bitcoin:${address}?label=%`,
    `bitcoin:${address}?%72eq-x=1`,
    `bitcoin:${address}?label=${'x'.repeat(5_000)}`,
  ])('of another kind is refused: %s', (uri) => {
    expect(() => read(uri)).toThrow('address/invalid');
  });

  it('touches no prototype, whatever it names', () => {
    expect(read(`bitcoin:${address}?__proto__=1&constructor=2&__proto__[x]=3`)).toEqual({ address });
    expect(({} as { readonly x?: unknown }).x).toBeUndefined();
  });

  it('ends in a code and nothing else, whatever follows the scheme', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webQueryParameters().map((query) => `${address}?${query}`),
        ),
        (rest) => {
          try {
            expect(read(`bitcoin:${rest}`).address).toBeTypeOf('string');
          } catch (error) {
            expect(codeOf(error)).toMatch(/^(address|amount)\//);
          }
        },
      ),
    );
  });

  it('keeps every amount there can be', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2_100_000_000_000_000n), (sats) => {
        const text = `${sats / 100_000_000n}.${(sats % 100_000_000n).toString().padStart(8, '0')}`;
        expect(read(`bitcoin:${address}?amount=${text}`).amount).toBe(sats);
      }),
    );
  });
});
