import { NETWORK, p2pkh, p2tr, p2wpkh, TEST_NETWORK } from '@scure/btc-signer';
import { bech32, bech32m } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addresses, addressOf, scriptOf } from '../../../src/chains/bitcoin/addresses';
import { mainnet, person, regtest, testnet } from './world';

const { publicKey } = person(1).signer;
const own = person(1).address(mainnet);
const codeFor = (text: string, network = mainnet): string => {
  try {
    addresses.parse(text, network);
    return 'none';
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

test('gives the address a second implementation gives', () => {
  expect(own).toBe(p2wpkh(publicKey, NETWORK).address);
  expect(person(1).address(testnet)).toBe(p2wpkh(publicKey, TEST_NETWORK).address);
  expect(person(1).address(regtest)).toMatch(/^bcrt1q/);
});

test('reads what was typed with spaces around it or in capitals, and answers in one form', () => {
  expect(addresses.parse(` ${own.toUpperCase()}\n`, mainnet)).toBe(own);
});

describe('says what is wrong:', () => {
  test('another network', () => {
    for (const text of [own, p2pkh(publicKey, NETWORK).address!])
      for (const network of [testnet, regtest]) expect(codeFor(text, network)).toBe('address/wrong-network');
    expect(codeFor(person(1).address(testnet))).toBe('address/wrong-network');
    expect(codeFor(person(1).address(testnet), regtest)).toBe('address/wrong-network');
    // Test networks cannot be told apart by their old addresses.
    expect(codeFor(p2pkh(publicKey, TEST_NETWORK).address!, regtest)).toBe('none');
  });

  test('a character that is wrong, wherever it is', () => {
    const legacy = p2pkh(publicKey, NETWORK).address!;
    fc.assert(
      fc.property(fc.constantFrom(own, legacy), fc.nat(), fc.constantFrom(...'023456789acdefghjkmnp'), (address, at, character) => {
        const start = address === own ? 3 : 1;
        const place = start + (at % (address.length - start));
        fc.pre(address[place] !== character);
        const typo = address.slice(0, place) + character + address.slice(place + 1);
        expect(codeFor(typo)).toMatch(typo.includes('0') && address === legacy ? /address\/invalid/ : /address\/(checksum|invalid)/);
        if (address === own) expect(codeFor(typo)).toBe('address/checksum');
      }),
    );
  });

  test('no address at all', () => {
    for (const text of [
      '',
      'bc1',
      'bc1q',
      'hello',
      '0x52908400098527886E0F7030069857D2E4169EE7',
      `${own}${own}`,
      `${own.slice(0, -1)}B`,
      'ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9',
    ]) {
      expect(codeFor(text)).toBe('address/invalid');
    }
  });

  test('the checksum of another witness version (BIP-350)', () => {
    const { words } = bech32.decode(own as `bc1${string}`);
    expect(codeFor(bech32m.encode('bc', words))).toBe('address/checksum');
    expect(codeFor(bech32.encode('bc', [1, ...bech32.toWords(new Uint8Array(32).fill(2))]))).toBe('address/checksum');
  });

  test('a taproot key that is no point, so that nobody could ever spend', () => {
    const impossible = bech32m.encode('bc', [1, ...bech32.toWords(new Uint8Array(32).fill(0xff))]);
    expect(codeFor(impossible)).toBe('address/not-payable');
    expect(codeFor(p2tr(publicKey.slice(1), undefined, NETWORK).address!)).toBe('none');
  });
});

test('pays to witness versions that are still to come', () => {
  const future = bech32m.encode('bc', [16, ...bech32.toWords(Uint8Array.of(1, 2))]);
  expect(addressOf(scriptOf(future, mainnet), mainnet)).toBe(future);
});
