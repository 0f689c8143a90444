import fc from 'fast-check';
import { getAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import { addresses } from '../../../src/chains/evm/addresses';
import { ethereum, person } from './world';

const parse = (text: string) => addresses.parse(text, ethereum);
const hex = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'));

describe('EVM addresses', () => {
  it('are written as viem writes them, whatever case they came in', () => {
    fc.assert(
      fc.property(hex, (digits) => {
        const expected = getAddress(`0x${digits}`);
        for (const text of [`0x${digits}`, `0x${digits.toUpperCase()}`, expected, ` ${expected}\n`]) expect(parse(text)).toBe(expected);
      }),
    );
  });

  it('with one letter in the wrong case are refused for their checksum', () => {
    fc.assert(
      fc.property(hex, fc.nat(), (digits, pick) => {
        const right = getAddress(`0x${digits}`);
        const letters = [...right].flatMap((character, index) => (index > 1 && /[a-f]/i.test(character) ? [index] : []));
        fc.pre(letters.length > 1);
        const at = letters[pick % letters.length]!;
        const flipped = right[at]! === right[at]!.toLowerCase() ? right[at]!.toUpperCase() : right[at]!.toLowerCase();
        const wrong = right.slice(0, at) + flipped + right.slice(at + 1);
        fc.pre(wrong.slice(2) !== wrong.slice(2).toLowerCase() && wrong.slice(2) !== wrong.slice(2).toUpperCase());
        expect(() => parse(wrong)).toThrow(expect.objectContaining({ code: 'address/checksum' }));
      }),
    );
  });

  it.each([
    '',
    '0x',
    '0x123',
    `${'a'.repeat(40)}`,
    `0x${'g'.repeat(40)}`,
    `0X${'a'.repeat(40)}`,
    `0x${'a'.repeat(41)}`,
    'vitalik.eth',
    'XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS',
  ])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'address/invalid' }));
  });

  it('belong to the key that BIP-44 gives the public test phrase', () => {
    const { publicKey } = person('1ab42cc412b618bdea3a599e3c9bae199ebf030895b039e9db1e30dafb12b727');
    expect(addresses.fromPublicKey(publicKey, ethereum, 'default')).toBe('0x9858EfFD232B4033E47d90003D41EC34EcaEda94');
  });
});
