import { equal, rejects } from 'node:assert/strict';
import { privateKeyToAddress } from 'viem/accounts';
import { toHex } from '../../../src/core/bytes';
import { openKeystore } from '../../../src/keyring/keystore';
import type { Case, Topic } from '../topic';

type Sold = { readonly password: string; readonly wallet: object; readonly expectedAddress: string; readonly expectedPrivateKey: string };

const plain = (hex: string) => hex.replace(/^0x/, '').toLowerCase();
const addressOf = (key: Uint8Array) => privateKeyToAddress(`0x${toHex(key)}`).toLowerCase();
const open = async (file: unknown, password: string) => openKeystore(typeof file === 'string' ? file.trim() : JSON.stringify(file), password);

export const topic: Topic = {
  groups: {
    async 'ethereum-tests'(vector) {
      const key = await open(vector['json'], String(vector['password']));
      equal(toHex(key), plain(String(vector['privateKey'])));
      await rejects(open(vector['json'], `${String(vector['password'])}x`), { code: 'keystore/wrong-password' });
    },
    async ethers(vector: Case) {
      const password = Buffer.from(plain(String(vector['passwordUtf8Hex'])), 'hex').toString();
      equal(addressOf(await open(vector['content'], password)), String(vector['address']).toLowerCase());
      await rejects(open(vector['content'], `${password}x`), { name: 'WalletError' });
    },
    async 'micro-eth-signer/legacysale'(vector) {
      for (const { password, wallet, expectedAddress, expectedPrivateKey } of vector['value'] as Sold[]) {
        const key = await open(wallet, password);
        equal(toHex(key), plain(expectedPrivateKey));
        equal(addressOf(key), expectedAddress.toLowerCase());
      }
    },
    async 'micro-eth-signer/edgeCases'(vector) {
      await rejects(open(vector['wallet'] ?? vector['keystore'], String(vector['password'])), (error: { code?: string }) =>
        /^keystore\//.test(error.code ?? ''),
      );
    },
  },
};
