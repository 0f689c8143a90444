import { expect, it } from 'vitest';
import { review } from '../../../src/chains/bitcoin/review';
import { scriptOf } from '../../../src/chains/bitcoin/addresses';
import { sighashAll, type Inspection } from '../../../src/chains/bitcoin/psbt';
import { person, regtest } from './world';

const [own, other] = [person(1).address(regtest), person(2).address(regtest)];
const output = (address: string, value: bigint) => ({ script: scriptOf(address, regtest), address, value, ours: address === own });
const spending = (value: bigint, ...outputs: Inspection['outputs']): Inspection => ({
  inputs: [{ ...output(own, value), txid: '5'.repeat(64), vout: 0, proven: true, complete: true, sighash: sighashAll, final: false }],
  outputs,
  fee: value - outputs.reduce((sum, one) => sum + one.value, 0n),
  rate: 1_000n,
});
const paid = (inspection: Inspection) => review(inspection, regtest, 'send').changes.map(({ amount, party }) => [amount, party]);

it('counts what comes back to the account as change', () => {
  expect(paid(spending(100_000n, output(other, 60_000n), output(own, 39_000n)))).toEqual([[60_000n, other]]);
});

it('shows what an account pays to itself, and only the last output as its change', () => {
  expect(paid(spending(100_000n, output(own, 60_000n), output(own, 39_000n)))).toEqual([[60_000n, own]]);
  expect(paid(spending(100_000n, output(own, 99_000n)))).toEqual([[99_000n, own]]);
});

it('measures the fee of such a payment by what is paid', () => {
  const warnings = (inspection: Inspection) => review(inspection, regtest, 'send').warnings.map(({ code }) => code);
  expect(warnings(spending(1_000_000n, output(own, 980_000n)))).not.toContain('high-fee');
  expect(warnings(spending(1_000_000n, output(own, 60_000n), output(own, 920_000n)))).toContain('high-fee');
});
