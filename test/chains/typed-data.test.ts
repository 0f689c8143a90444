import { TypedDataEncoder } from 'ethers/hash';
import fc from 'fast-check';
import { utils } from 'tronweb';
import { hashTypedData, type TypedDataDefinition } from 'viem';
import { describe, expect, it } from 'vitest';
import { eip712 } from '../../src/chains/evm/typed-data';
import { addressFrom } from '../../src/chains/tron/addresses';
import { tip712, typedDataFrom } from '../../src/chains/tron/typed-data';
import * as typedData from '../../src/chains/typed-data';
import { toHex } from '../../src/core/bytes';
import type { Json } from '../../src/core/json';

const readTypedData = (input: Json) => typedData.readTypedData(input, eip712);
const digestOf = (data: typedData.TypedData) => typedData.digestOf(data, eip712);
const leavesOf = (data: typedData.TypedData) => typedData.leavesOf(data, eip712);

type Field = { readonly name: string; readonly type: string };
type Tree = { readonly types: Readonly<Record<string, readonly Field[]>>; readonly message: { readonly [name: string]: Json } };

const bits = fc.integer({ min: 1, max: 32 });
const bytes = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max }).map((raw) => `0x${toHex(raw)}`);
/** A type and a value of it, as a page would write it. */
const atom: fc.Arbitrary<readonly [string, Json]> = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => ['string', text] as const),
  fc.boolean().map((flag) => ['bool', flag] as const),
  bytes(20, 20).map((address) => ['address', address] as const),
  bytes(0, 70).map((data) => ['bytes', data] as const),
  bits.chain((size) => bytes(size, size).map((data) => [`bytes${size}`, data] as const)),
  bits.chain((size) => fc.bigInt(0n, 2n ** BigInt(8 * size) - 1n).map((value) => [`uint${8 * size}`, String(value)] as const)),
  bits.chain((size) => fc.bigInt(-(2n ** BigInt(8 * size - 1)), 2n ** BigInt(8 * size - 1) - 1n).map((value) => [`int${8 * size}`, String(value)] as const)),
);
const list = atom.chain(([type, value]) =>
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.boolean())
    .map(([length, fixed]) => [`${type}[${fixed ? length : ''}]`, Array.from({ length }, () => value)] as const),
);

const fieldsOf = (values: readonly (readonly [string, Json])[]) => ({
  fields: values.map(([type], index) => ({ name: `f${index}`, type })),
  message: Object.fromEntries(values.map(([, value], index) => [`f${index}`, value] as const)),
});
const values = fc.array(fc.oneof(atom, list), { minLength: 1, maxLength: 5 });
const tree: fc.Arbitrary<Tree> = fc.tuple(values, values, fc.integer({ min: 0, max: 3 })).map(([outer, inner, times]) => {
  const child = fieldsOf(inner);
  const parent = fieldsOf([...outer, ['Child', child.message], ['Child[]', Array.from({ length: times }, () => child.message)]]);
  return { types: { Parent: parent.fields, Child: child.fields }, message: parent.message };
});
const domain = { name: 'Test', version: '1', chainId: 1, verifyingContract: '0xcccccccccccccccccccccccccccccccccccccccc' } as const;

const refuses = (data: Json) => expect(() => readTypedData(data)).toThrow(TypeError);
const holding = (type: string, value: Json, more: object = {}) =>
  ({ types: { X: [{ name: 'a', type }] }, primaryType: 'X', domain: {}, message: { a: value }, ...more }) as Json;

describe('typed data', () => {
  it('hashes as ethers and viem do, and lists every value in order', () => {
    fc.assert(
      fc.property(tree, ({ types, message }) => {
        const data = readTypedData({ types, primaryType: 'Parent', domain, message });
        const digest = `0x${toHex(digestOf(data))}`;
        expect(digest).toBe(TypedDataEncoder.hash(domain, types as never, message));
        expect(digest).toBe(hashTypedData({ types, primaryType: 'Parent', domain, message } as unknown as TypedDataDefinition));
        const leaves = leavesOf(data);
        expect(leaves.filter(({ path }) => !/[.[]/.test(path)).map(({ path }) => path)).toEqual(
          types['Parent']!.filter(({ type }) => !/\[|Child/.test(type)).map(({ name }) => name),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('hashes as tronweb does, where addresses are base58 and tokens have a type of their own', () => {
    fc.assert(
      fc.property(tree, fc.bigInt(0n, 2n ** 256n - 1n), fc.uint8Array({ minLength: 20, maxLength: 20 }), ({ types, message }, token, account) => {
        const extended = { ...types, Parent: [...types['Parent']!, { name: 'token', type: 'trcToken' }, { name: 'account', type: 'address' }] };
        const values = { ...message, token: String(token), account: addressFrom(account) };
        const digest = typedData.digestOf(typedDataFrom(domain, extended, values), tip712);
        expect(`0x${toHex(digest)}`).toBe(utils.typedData.TypedDataEncoder.hash(domain, extended as never, values));
      }),
      { numRuns: 100 },
    );
  });

  it('changes its digest with every value, the domain included', () => {
    const of = (value: string, name: string) => toHex(digestOf(readTypedData(holding('string', value, { domain: { name } }))));
    expect(new Set([of('a', 'x'), of('b', 'x'), of('a', 'y')]).size).toBe(3);
  });

  it('may refer to itself, and writes such a type once', () => {
    const types = {
      Node: [
        { name: 'v', type: 'uint256' },
        { name: 'next', type: 'Node[]' },
      ],
    };
    expect(typedData.encodeType(types, 'Node', eip712)).toBe('Node(uint256 v,Node[] next)');
    const node = (v: number, ...next: Json[]): Json => ({ v, next });
    expect(leavesOf(readTypedData({ types, primaryType: 'Node', domain: {}, message: node(1, node(2), node(3)) })).map(({ path }) => path)).toEqual([
      'v',
      'next[0].v',
      'next[1].v',
    ]);
    let deep = node(0);
    for (let i = 0; i < 200; i++) deep = node(i, deep);
    refuses({ types, primaryType: 'Node', domain: {}, message: deep });
  });

  it('works a type out once, however many values there are of it, and takes no more types than a person could mean', () => {
    const chain = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, i) => [`T${i}`, [{ name: 'n', type: i + 1 < length ? `T${i + 1}[]` : 'bool' }]] as const));
    const asked = (types: number) => ({
      types: { X: [{ name: 'a', type: 'T0[]' }], ...chain(types) },
      primaryType: 'X',
      domain: {},
      message: { a: Array.from({ length: 19_000 }, () => ({ n: [] })) },
    });
    const started = performance.now();
    readTypedData(asked(1_000));
    expect(performance.now() - started).toBeLessThan(3_000);
    refuses(asked(2_000));
  });

  it('does not go down for ever, through lists or without them', () => {
    const types = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`T${i}`, i < 99 ? [{ name: 'a', type: `T${i + 1}` }] : [{ name: 'a', type: 'bool' }]] as const),
    );
    const nested = (depth: number): Json => (depth === 0 ? { a: true } : { a: nested(depth - 1) });
    expect(() => readTypedData({ types, primaryType: 'T80', domain: {}, message: nested(19) })).not.toThrow();
    refuses({ types, primaryType: 'T0', domain: {}, message: nested(99) });
    refuses(
      holding(
        `bool${'[]'.repeat(90)}`,
        Array.from({ length: 89 }).reduce<Json>((inner) => [inner], []),
      ),
    );
  });

  it.each<[string, Json]>([
    ['uint8', 256],
    ['uint8', -1],
    ['int8', 128],
    ['int8', -129],
    ['uint256', 2 ** 53],
    ['uint256', 1.5],
    ['uint256', '1e18'],
    ['uint256', ''],
    ['uint256', ' 1'],
    ['uint256', '01'],
    ['uint256', true],
    ['uint256', null],
    ['uint256', '0x'],
    ['uint7', 1],
    ['uint', 1],
    ['uint264', 1],
    ['bytes33', '0x'],
    ['bytes32', `0x${'11'.repeat(31)}`],
    ['bytes', '0x123'],
    ['bytes', 'text'],
    ['bool', 'false'],
    ['bool', 0],
    ['address', 1],
    ['address', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD'],
    ['string', 5],
    ['string', '\ud800'],
    ['string[2]', ['a']],
    ['string[]', 'a'],
    ['string[', ['a']],
    ['Missing', {}],
    ['', 1],
    ['function', '0x'],
  ])('refuses %s: %j', (type, value) => {
    refuses(holding(type, value));
  });

  it.each<[string, Json]>([
    [
      'a domain that hides its chain behind another type',
      holding('bool', true, { types: { EIP712Domain: [{ name: 'chainId', type: 'string' }], X: [{ name: 'a', type: 'bool' }] }, domain: { chainId: '5' } }),
    ],
    [
      'a domain with fields of its own',
      holding('bool', true, { types: { EIP712Domain: [{ name: 'note', type: 'string' }], X: [{ name: 'a', type: 'bool' }] }, domain: { note: 'x' } }),
    ],
    [
      'a domain that misses what its type names',
      holding('bool', true, { types: { EIP712Domain: [{ name: 'chainId', type: 'uint256' }], X: [{ name: 'a', type: 'bool' }] } }),
    ],
    ['a struct that shadows an elementary type', holding('bool', true, { types: { X: [{ name: 'a', type: 'bool' }], bool: [{ name: 'x', type: 'string' }] } })],
    [
      'a name that could be read as more of the type',
      { types: { 'X(bool a)': [{ name: 'a', type: 'bool' }] }, primaryType: 'X(bool a)', domain: {}, message: { a: true } },
    ],
    ['a field of that kind', { types: { X: [{ name: 'a,bool b', type: 'bool' }] }, primaryType: 'X', domain: {}, message: { 'a,bool b': true } }],
    [
      'two fields of one name',
      {
        types: {
          X: [
            { name: 'a', type: 'bool' },
            { name: 'a', type: 'bool' },
          ],
        },
        primaryType: 'X',
        domain: {},
        message: { a: true },
      },
    ],
    ['a type that is inherited, not declared', holding('bool', true, { primaryType: 'toString' })],
    ['a value that is inherited, not given', { types: { X: [{ name: 'toString', type: 'string' }] }, primaryType: 'X', domain: {}, message: {} }],
    [
      'a list of a million',
      holding(
        'bool[]',
        Array.from({ length: 100_000 }, () => true),
      ),
    ],
    ['no object', 5],
    ['no message', { types: { X: [] }, primaryType: 'X', domain: {} }],
  ])('refuses %s', (_what, data) => {
    refuses(data);
  });

  it('takes the colon that some protocols have in their names', () => {
    expect(() =>
      readTypedData({
        types: { 'Exchange:Withdraw': [{ name: 'to', type: 'address' }] },
        primaryType: 'Exchange:Withdraw',
        domain: {},
        message: { to: domain.verifyingContract },
      }),
    ).not.toThrow();
  });
});
