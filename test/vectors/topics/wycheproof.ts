import assert from 'node:assert/strict';
import { base58 } from '@scure/base';
import type { Signer } from '../../../src/chains/adapter';
import { signBytes } from '../../../src/chains/solana/signature';
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

type Signed = { readonly msg: string; readonly sig: string; readonly result: string; readonly group_data: { readonly publicKey: { readonly pk: string } } };

export const topic: Topic = {
  groups: {
    /** A signature is checked before it is used, as if it came from a device. */
    ed25519: async (vector) => {
      const { msg, sig, result, group_data } = vector as unknown as Signed;
      const publicKey = fromHex(group_data.publicKey.pk);
      const none = () => Promise.reject(new Error('another curve'));
      const signer: Signer = { curve: 'ed25519', publicKey, ecdsa: none, schnorr: none, ed25519: async () => fromHex(sig) };
      const checked = signBytes(fromHex(msg), base58.encode(publicKey), signer);
      if (result === 'invalid') await assert.rejects(checked);
      else assert.equal(toHex(await checked), sig);
    },
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
