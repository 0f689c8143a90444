import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scriptOf } from '../../../src/chains/bitcoin/addresses';
import { dustLimit, feeOf, select, selectAll, sum, type Coin } from '../../../src/chains/bitcoin/coins';
import { person, regtest } from './world';

const own = scriptOf(person(1).address(regtest), regtest);
const other = scriptOf(person(2).address(regtest), regtest);
const coins = fc
  .array(fc.bigInt(1n, 10_000_000n), { maxLength: 60 })
  .map((values) => values.map((value, index): Coin => ({ txid: index.toString(16).padStart(64, '0'), vout: 0, value })));
const rate = fc.bigInt(1_000n, 500_000n);
const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(amount|fee)\/insufficient$/) });
    return undefined;
  }
};

test('nothing appears or is lost, the fee fits the rate, and no change is dust', () => {
  fc.assert(
    fc.property(coins, fc.bigInt(294n, 20_000_000n), rate, (held, value, perKvb) => {
      const outputs = [{ script: other, value }];
      const selection = attempt(() => select(held, outputs, own, perKvb));
      if (!selection) {
        const worth = sum(held);
        if (worth >= value) expect(worth).toBeLessThan(value + feeOf(held.length, [other], perKvb));
        return;
      }
      const { coins: spent, change, fee } = selection;
      expect(sum(spent)).toBe(value + change + fee);
      expect(new Set(spent.map(({ txid }) => txid)).size).toBe(spent.length);
      expect(change === 0n || change >= dustLimit(own)).toBe(true);
      expect(fee).toBeGreaterThanOrEqual(feeOf(spent.length, change > 0n ? [other, own] : [other], perKvb));
      if (change > 0n) expect(fee).toBe(feeOf(spent.length, [other, own], perKvb));
      else expect(fee).toBeLessThan(feeOf(spent.length, [other, own], perKvb) + dustLimit(own));
    }),
  );
});

test('"max" takes every coin that is worth its fee, and nothing comes back', () => {
  fc.assert(
    fc.property(coins, rate, (held, perKvb) => {
      const selection = attempt(() => selectAll(held, other, perKvb));
      if (!selection) return;
      const { coins: spent, value, fee, change } = selection;
      expect([sum(spent), change]).toEqual([value + fee, 0n]);
      expect(fee).toBe(feeOf(spent.length, [other], perKvb));
      for (const coin of held) if (!spent.includes(coin)) expect(coin.value * 1_000n).toBeLessThanOrEqual(perKvb * 68n);
    }),
  );
});

test('says whether the amount is missing or only the fee', () => {
  const [coin] = [{ txid: '0'.repeat(64), vout: 0, value: 10_000n }];
  expect(() => select([coin!], [{ script: other, value: 10_001n }], own, 1_000n)).toThrow('amount/insufficient');
  expect(() => select([coin!], [{ script: other, value: 10_000n }], own, 1_000n)).toThrow('fee/insufficient');
  expect(() => selectAll([], other, 1_000n)).toThrow('amount/insufficient');
});

test('is done with a hundred thousand crumbs at once, and never makes a transaction that is too large to send', () => {
  const crumbs = Array.from({ length: 100_000 }, (_, index): Coin => ({
    txid: index.toString(16).padStart(64, '0'),
    vout: 0,
    value: 1_000n + BigInt(index % 7),
  }));
  const started = performance.now();
  expect(() => select(crumbs, [{ script: other, value: 50_000_000n }], own, 1_000n)).toThrow('insufficient');
  expect(selectAll(crumbs, other, 1_000n).coins.length).toBeLessThanOrEqual(1_400);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test.each([
  ['p2pkh', '76a914' + '00'.repeat(20) + '88ac', 546n],
  ['p2sh', 'a914' + '00'.repeat(20) + '87', 540n],
  ['p2wpkh', '0014' + '00'.repeat(20), 294n],
  ['p2wsh', '0020' + '00'.repeat(32), 330n],
  ['p2tr', '5120' + '00'.repeat(32), 330n],
  ['data', '6a0401020304', 0n],
])('knows how little is too little for %s', (_, script, limit) => expect(dustLimit(Uint8Array.from(Buffer.from(script, 'hex')))).toBe(limit));
