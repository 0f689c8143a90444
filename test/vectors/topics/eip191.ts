import { secp256k1 } from '@noble/curves/secp256k1.js';
import { equal, rejects } from 'node:assert/strict';
import { verifyMessage } from 'viem';
import { adapter } from '../../../src/chains/evm/adapter';
import { addressOf } from '../../../src/chains/evm/addresses';
import type { Signer } from '../../../src/chains/adapter';
import { fromHex, toHex } from '../../../src/core/bytes';
import { lend } from '../../../src/keyring/signer';
import type { Json } from '../../../src/core/json';
import { ethereum, pageContext, person, type Person } from '../../chains/evm/world';
import { revive } from '../conventions';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Call = { readonly privateKey?: Uint8Array; readonly data?: unknown };

/** The way of a page's `personal_sign`: the question first, then the signature. */
async function personalSign(signer: Person, message: unknown): Promise<string> {
  const method = adapter.page['personal_sign']!;
  if (method.access !== 'approval') throw new Error('personal_sign asks nobody');
  const question = await method.ask(pageContext(ethereum, [signer]), [message as string, signer.address]);
  if (question.type !== 'sign') throw new Error('personal_sign sends');
  return String(await adapter.messages.sign(question.subject, ethereum, signer.signers));
}

async function recover(params: Json): Promise<Json> {
  const method = adapter.page['personal_ecRecover']!;
  if (method.access !== 'public') throw new Error('personal_ecRecover is not for everybody');
  return method.handle(pageContext(ethereum, []), params);
}

const borrowed = (privateKey: string): Signer => {
  const key = fromHex(privateKey);
  return lend('secp256k1', key, secp256k1.getPublicKey(key, true)).signer;
};
const askedOf = (signer: Signer) => ({ origin: 'https://site.example', address: addressOf(signer.publicKey), at: 0 });

async function decrypt(vector: Case): Promise<Json> {
  const [{ encryptedData, privateKey }] = revive(vector['args']) as [{ encryptedData?: Json; privateKey?: string }];
  const signer = borrowed(privateKey!);
  return adapter.messages.sign({ kind: 'decrypt', ...askedOf(signer), sealed: encryptedData! }, ethereum, () => signer);
}

export const topic: Topic = {
  groups: {
    async 'eth-sig-util/personalSign'(vector) {
      const [{ privateKey, data }] = revive(vector['args']) as [Call];
      if (typeof data !== 'string') throw new NoCodeYet('bytes that are not text: a page sends JSON');
      equal(await personalSign(person(toHex(privateKey!)), data), vector['result']);
    },
    async 'eth-sig-util/personalSign-error'(vector) {
      const [{ privateKey, data }] = revive(vector['args']) as [Call];
      if (privateKey === undefined || privateKey === null) throw new NoCodeYet('a signature without a key');
      await rejects(personalSign(person(toHex(privateKey)), data), { code: -32602 });
    },
    async 'eth-sig-util/recoverPersonalSignature'(vector) {
      const [{ data, signature }] = revive(vector['args']) as [{ data: Json; signature: Json }];
      equal(await recover([data, signature]), vector['result']);
    },
    async 'eth-sig-util/recoverPersonalSignature-error'(vector) {
      const [{ data, signature }] = revive(vector['args']) as [{ data?: Json; signature?: Json }];
      await rejects(recover([data ?? null, signature ?? null]), { code: -32602 });
    },
    async 'encryption/getEncryptionPublicKey'(vector) {
      const [privateKey] = revive(vector['args']) as [string];
      const signer = borrowed(privateKey);
      equal(await adapter.messages.sign({ kind: 'encryption-key', ...askedOf(signer) }, ethereum, () => signer), vector['result']);
    },
    'encryption/decrypt': async (vector) => equal(await decrypt(vector), vector['result']),
    'encryption/decrypt-error': async (vector) => rejects(decrypt(vector)),
    // Padded to a length of its own, within JSON: sites open that themselves.
    'encryption/decryptSafely': async (vector) => equal((JSON.parse(String(await decrypt(vector))) as { data: string }).data, vector['result']),
    'encryption/decryptSafely-error': async (vector) => rejects(decrypt(vector)),
    async generated(vector: Case) {
      const signer = person(String(vector['privateKey']));
      const signature = await personalSign(signer, vector['messageHex']);
      equal(signer.address, vector['address']);
      equal(signature, vector['signature']);
      const raw = String(vector['messageHex']) as `0x${string}`;
      equal(await verifyMessage({ address: signer.address as `0x${string}`, message: { raw }, signature: signature as `0x${string}` }), true);
    },
  },
};
