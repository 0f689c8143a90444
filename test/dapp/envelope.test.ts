import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEnvelope } from '../../src/dapp/envelope';

const call = { id: 'a:1', family: 'evm', method: 'eth_accounts', params: [] };
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

describe('an envelope from a page', () => {
  it('is opened when it holds a call, and only what belongs to one', () => {
    expect(openEnvelope({ ...call, origin: 'https://bank.test', isAdmin: true })).toEqual({ call });
    expect(openEnvelope({ ...call, params: undefined })).toEqual({ call: { ...call, params: null } });
  });

  it.each([
    null,
    undefined,
    1,
    'x',
    [],
    {},
    { ...call, id: 1 },
    { ...call, id: '' },
    { ...call, id: 'x'.repeat(65) },
    { ...call, family: '__proto__' },
    { ...call, family: 'toString' },
    { ...call, family: null },
  ])('gets no answer where none could find its way: %o', (message) => {
    expect(openEnvelope(message)).toBe('silence');
  });

  it.each([undefined, 1, null, '', 'x'.repeat(101), {}, ['eth_accounts']])('needs a method, not %o', (method) => {
    expect(openEnvelope({ ...call, method })).toEqual({ id: 'a:1', family: 'evm', failure: 'invalid-request' });
  });

  it.each([
    ['a function', () => 1],
    ['a bigint', [1n]],
    ['a cycle', cyclic],
    ['more than a megabyte', ['x'.repeat(1_000_000)]],
    ['a pit', JSON.parse('['.repeat(101) + ']'.repeat(101))],
    ['a symbol', Symbol('x')],
    [
      'a throwing getter',
      {
        get x() {
          throw new Error('no');
        },
      },
    ],
  ])('refuses params that are %s', (_what, params) => {
    expect(openEnvelope({ ...call, params })).toEqual({ id: 'a:1', family: 'evm', failure: 'invalid-params' });
  });

  it('measures a pit by its brackets, not by those in a text', () => {
    expect(openEnvelope({ ...call, params: ['['.repeat(500), '\\"[['.repeat(200)] })).toMatchObject({ call: {} });
  });

  it('drops what reaches for a prototype', () => {
    const opened = openEnvelope({ ...call, params: JSON.parse('[{"a":1,"__proto__":{"isAdmin":true}}]') });
    expect(opened).toEqual({ call: { ...call, params: [{ a: 1 }] } });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('copies: what changes afterwards changes nothing', () => {
    const params = [{ to: 'alice' }];
    const opened = openEnvelope({ ...call, params }) as { call: { params: unknown } };
    params[0]!.to = 'mallory';
    expect(opened.call.params).toEqual([{ to: 'alice' }]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true, withSparseArray: true }), (params) => {
        openEnvelope(params);
        openEnvelope({ ...call, params });
      }),
    );
  });
});
