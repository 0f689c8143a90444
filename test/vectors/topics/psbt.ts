import assert from 'node:assert/strict';
import { extract, inspect, openPsbt, requireSignable } from '../../../src/chains/bitcoin/psbt';
import { fromBase64 } from '../../../src/core/bytes';
import { mainnet } from '../bitcoin';
import { NoCodeYet, type Case, type Topic } from '../topic';

const invalid = { code: 'transaction/invalid' };

const refused = ({ psbt }: Case): void => assert.throws(() => openPsbt(psbt as string), invalid);
/** Nothing is lost on the way through, unknown fields included; they may change places. */
const read = ({ psbt }: Case): void => {
  const bytes = fromBase64(psbt as string);
  // Magic, then the unsigned transaction: key and value each have a length of one byte while it is short, then comes its version.
  const inputs = bytes[7] === 0xfd ? bytes[14] : bytes[12];
  if (inputs === 0) throw new NoCodeYet('PSBTs that spend nothing');
  assert.deepEqual(
    openPsbt(psbt as string)
      .toBuffer()
      .sort(),
    bytes.sort(),
  );
};
const version2 = (): never => {
  throw new NoCodeYet('PSBTs of version 2');
};
const finished = (psbt: unknown): string => extract(openPsbt(psbt as string)).toHex();

export const topic: Topic = {
  groups: {
    'bip0174/invalid': refused,
    'bip0174/valid': read,
    'bip0174/signer-refuses': ({ psbt }) =>
      assert.throws(() => {
        const opened = openPsbt(psbt as string);
        requireSignable(opened, inspect(opened, [], mainnet));
      }, invalid),
    'bip0370/invalid': refused,
    'bip0370/valid': version2,
    'bip0370/locktime': version2,
    'bip0371/invalid': refused,
    'bip0371/valid': read,
    'bip174/invalid': refused,
    'bip174/valid': read,
    'core/invalid': refused,
    'core/valid': read,
    'role/finalizer': ({ psbt, result, isTaproot }) => {
      if (isTaproot === true) throw new NoCodeYet('no taproot accounts');
      assert.equal(finished(psbt), finished(result));
    },
    'core-role/finalizer': ({ finalize, result }) => assert.equal(finished(finalize), finished(result)),
    'role/extractor': ({ psbt, transaction }) => assert.equal(finished(psbt), transaction),
    'core-role/extractor': ({ extract: psbt, result }) => assert.equal(finished(psbt), result),
  },
};
