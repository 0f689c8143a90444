import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { adapter } from '../../../src/chains/tron/adapter';
import { network } from './world';

const parse = (text: string) => adapter.addresses.parse(text, network);
const address = 'TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC';

describe('a TRON address', () => {
  it('is taken in base58 and in hex, and written in base58', () => {
    expect(parse(address)).toBe(address);
    expect(parse('415cd0fb0ab3ce40f3051414c604b27756e69e43db')).toBe(address);
    expect(parse('415CD0FB0AB3CE40F3051414C604B27756E69E43DB')).toBe(address);
  });

  it('with a typing error is told from what is no address', () => {
    expect(() => parse('TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeD')).toThrow('address/checksum');
    for (const wrong of ['', 'T', address.slice(0, -1), `${address}C`, address.toLowerCase(), ` ${address}`, `${address}\n`])
      expect(() => parse(wrong), wrong).toThrow('address/invalid');
  });

  it('of Ethereum or of another prefix is none', () => {
    expect(() => parse('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toThrow('address/invalid');
    expect(() => parse('0x415cd0fb0ab3ce40f3051414c604b27756e69e43db')).toThrow('address/invalid');
    const others = [0x40, 0x42, 0xa0].map((prefix) =>
      createBase58check(sha256).encode(Uint8Array.of(prefix, ...new Uint8Array(20).fill(prefix === 0x40 ? 0xff : 0))),
    );
    for (const other of others) expect(() => parse(other), other).toThrow('address/invalid');
  });
});
