import { bech32m } from '@scure/base';
import { Psbt } from 'bitcoinjs-lib/src/psbt';
import { afterEach, expect, test, vi } from 'vitest';
import { scriptOf } from '../../../src/chains/bitcoin/addresses';
import { extract, inspect, openPsbt, psbtFee, requireSignable, signInputs } from '../../../src/chains/bitcoin/psbt';
import { person, regtest } from './world';

afterEach(() => vi.restoreAllMocks());

test('shows and signs a payment to a witness version that is still to come, and leaves the console alone', async () => {
  const said = (['debug', 'log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
  const owner = person(1);
  const own = owner.address(regtest);
  const future = bech32m.encode('bcrt', [16, ...bech32m.toWords(Uint8Array.of(1, 2))]);
  const made = new Psbt();
  made.addInput({ hash: '5'.repeat(64), index: 0, witnessUtxo: { script: scriptOf(own, regtest), value: 10_000n } });
  made.addOutput({ script: scriptOf(future, regtest), value: 9_000n });
  const text = made.toBase64();

  const psbt = openPsbt(text);
  const inspection = inspect(psbt, [own], regtest);
  expect(inspection).toMatchObject({ outputs: [{ address: future, value: 9_000n, ours: false }], fee: 1_000n });
  expect(psbtFee(text)).toBe(1_000n);
  requireSignable(psbt, inspection);
  await signInputs(psbt, inspection, owner.signers());
  expect(extract(psbt).outs).toMatchObject([{ value: 9_000n }]);
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});
