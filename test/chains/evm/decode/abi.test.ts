import { AbiCoder, ParamType } from 'ethers/abi';
import { assert, property, type Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValues } from '../../../../src/chains/evm/decode/abi';

const coder = AbiCoder.defaultAbiCoder();
const read = (types: readonly string[], data: string) =>
  decodeValues(
    types.map((type) => ParamType.from(type)),
    data,
  );
const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);

type Typed = { readonly type: string; readonly value: unknown };
const atom: Arbitrary<Typed> = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((value) => ({ type: 'uint256', value })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ type: 'int64', value })),
  fc.boolean().map((value) => ({ type: 'bool', value })),
  hex(4).map((value) => ({ type: 'bytes4', value })),
  fc.uint8Array({ maxLength: 70 }).map((bytes) => ({ type: 'bytes', value: `0x${Buffer.from(bytes).toString('hex')}` })),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => ({ type: 'string', value })),
);
const typed = fc.letrec<{ any: Typed; list: Typed; tuple: Typed }>((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, atom, tie('list'), tie('tuple')),
  // Items of one type: one value, repeated.
  list: fc.tuple(tie('any'), fc.nat(3), fc.boolean()).map(([item, count, fixed]) => ({
    type: `${item.type}[${fixed && count > 0 ? count : ''}]`,
    value: new Array<unknown>(count).fill(item.value),
  })),
  tuple: fc
    .array(tie('any'), { minLength: 1, maxLength: 4 })
    .map((items) => ({ type: `(${items.map(({ type }) => type).join(',')})`, value: items.map(({ value }) => value) })),
})).any;

describe('the reader of ABI values', () => {
  it('reads whatever ethers writes, to the last byte', () => {
    assert(
      property(fc.array(typed, { minLength: 1, maxLength: 4 }), (all) => {
        const types = all.map(({ type }) => type);
        const values = all.map(({ value }) => value);
        const data = coder.encode(types, values);
        const decoded = read(types, data);
        expect(decoded).toEqual({ values, size: (data.length - 2) / 2 });
      }),
      { numRuns: 300 },
    );
  });

  it('takes no second encoding: what it reads, ethers writes the same', () => {
    const types = ['uint256', 'bytes[]', '(address,bool,int8)[]', 'bytes7'];
    const honest = coder.encode(types, [5n, ['0x1234', '0x'], [[`0x${'11'.repeat(20)}`, true, -1]], '0x01020304050607']);
    let refused = 0;
    assert(
      property(fc.nat((honest.length - 4) / 2), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(honest.slice(2), 'hex');
        bytes[at]! ^= flip;
        const changed = `0x${bytes.toString('hex')}`;
        try {
          const { values, size } = read(types, changed);
          expect(coder.encode(types, values as unknown[])).toBe(changed.slice(0, 2 + 2 * size));
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
          refused++;
        }
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(150);
  });

  it.each([
    ['an array of 2²⁵⁵ items', ['uint256[]'], `${word(32n)}${word(2n ** 255n)}`],
    ['more items than there are bytes', ['uint256[]'], `${word(32n)}${word(3n)}${word(1n)}`],
    ['an offset behind the end', ['bytes'], word(2n ** 64n)],
    ['an offset onto itself', ['bytes[]'], `${word(32n)}${word(1n)}${word(0n)}`],
    ['two offsets onto the same bytes', ['bytes', 'bytes'], `${word(64n)}${word(64n)}${word(0n)}`],
    ['text that is no UTF-8', ['string'], `${word(32n)}${word(1n)}ff${'0'.repeat(62)}`],
    ['half a byte', ['uint256'], `${word(1n)}0`],
    ['nothing at all', ['uint256'], ''],
  ])('refuses %s', (_what, types, data) => {
    expect(() => read(types, `0x${data}`)).toThrow();
  });

  it('refuses in no time what unfolds to more than anybody has room for', () => {
    // Every offset of the outer array names the same inner array, and so on: 4¹⁰ items in a few kB for who follows them.
    const level = `${word(100n)}${word(3200n).repeat(100)}`;
    const started = performance.now();
    expect(() => read(['uint256[][][][][]'], `0x${word(32n)}${level.repeat(30)}`)).toThrow(TypeError);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

function word(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
