import assert from 'node:assert/strict';
import { fromHex, toBase64, toHex } from '../../../src/core/bytes';
import { unseal } from '../../../src/keyring/sealed';
import { NoCodeYet, type Topic } from '../topic';

type Gcm = {
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
  readonly result: string;
  readonly group_data: { readonly keySize: number; readonly ivSize: number };
};

export const topic: Topic = {
  groups: {
    'aes-gcm': async (vector) => {
      const {
        key,
        iv,
        aad,
        msg,
        ct,
        tag,
        result,
        group_data: { keySize, ivSize },
      } = vector as unknown as Gcm;
      if (keySize !== 256 || ivSize !== 96) throw new NoCodeYet('the vault uses 256-bit keys and 96-bit nonces');
      const opened = unseal(fromHex(key), { iv: toBase64(fromHex(iv)), ciphertext: toBase64(fromHex(ct + tag)) }, fromHex(aad));
      if (result === 'invalid') await assert.rejects(opened);
      else assert.equal(toHex(await opened), msg);
    },
  },
};
