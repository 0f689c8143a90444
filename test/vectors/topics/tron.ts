import assert from 'node:assert/strict';
import { adapter } from '../../../src/chains/tron/adapter';
import { readTransaction } from '../../../src/chains/tron/agreement';
import { addressBytes, addressOf, canonical } from '../../../src/chains/tron/addresses';
import { messageHash } from '../../../src/chains/tron/messages';
import { changesControl, idOf, decodeRaw } from '../../../src/chains/tron/raw';
import { tip712, typedDataFrom } from '../../../src/chains/tron/typed-data';
import { recoverKey } from '../../../src/chains/recoverable';
import { digestOf } from '../../../src/chains/typed-data';
import { fromHex, toHex } from '../../../src/core/bytes';
import { codeOf } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { network, person } from '../../chains/tron/world';
import type { Case, Topic } from '../topic';

const text = (vector: Case, field: string): string => String(vector[field]);
const sign = (subject: Json, key: string) => adapter.messages.sign(subject, network, () => person(key).signer);

const signerOf = (hash: Uint8Array, signature: Uint8Array) => addressOf(recoverKey(hash, signature));

async function message(vector: Case, version: 1 | 2): Promise<void> {
  const subject = { type: 'message', version, address: text(vector, 'address'), message: text(vector, 'messageHex').replace(/^0x/, '') };
  if (vector['hash'] !== undefined) assert.equal(`0x${toHex(messageHash(fromHex(subject.message), version))}`, vector['hash']);
  assert.equal(await sign(subject, text(vector, 'privateKey')), vector['signature']);
}

function typedData(vector: Case): void {
  const data = typedDataFrom(vector['domain'] as Json, vector['types'] as Json, (vector['data'] ?? vector['value']) as Json);
  const digest = digestOf(data, tip712);
  assert.equal(`0x${toHex(digest)}`, vector['digest']);
  if (vector['signature'] === undefined) return;
  const signer = person(text(vector, 'privateKey'));
  assert.equal(signerOf(digest, fromHex(text(vector, 'signature'))), signer.address);
}

export const topic: Topic = {
  groups: {
    'address/valid'(vector) {
      const address = adapter.addresses.parse(text(vector, 'base58'), network);
      assert.equal(address, vector['base58']);
      if (vector['privateKey'] !== undefined)
        assert.equal(adapter.addresses.fromPublicKey(person(text(vector, 'privateKey')).publicKey, network, 'default'), address);
      assert.equal(canonical(text(vector, 'hex')), address);
      assert.equal(toHex(addressBytes(address)), vector['hex']);
    },
    'address/invalid'(vector) {
      assert.throws(
        () => adapter.addresses.parse(text(vector, 'address'), network),
        (error) => codeOf(error).startsWith('address/'),
      );
    },
    async 'tx/generated'(vector) {
      const { raw, transaction } = readTransaction(vector['transaction'] as Json);
      assert.equal(transaction.owner, vector['signer']);
      const subject = { type: 'transaction', address: transaction.owner, raw: toHex(raw) };
      if (changesControl(transaction)) return assert.rejects(sign(subject, text(vector, 'privateKey')), /transaction.invalid/);
      const { warnings } = adapter.messages.preview(subject, network);
      if (text(vector, 'risk').startsWith('CRITICAL')) assert.ok(warnings.some(({ level }) => level === 'danger'));
      assert.equal(await sign(subject, text(vector, 'privateKey')), vector['signature']);
    },
    'tx/mismatch'(vector) {
      assert.throws(
        () => readTransaction(vector['transaction'] as Json),
        (error) => codeOf(error) === 'transaction/invalid',
      );
    },
    'tx/wallet-core'(vector) {
      const { raw_data: data, raw_data_hex: hex, txID: id } = vector;
      const { raw, transaction } = readTransaction({ raw_data: data as Json, raw_data_hex: hex as Json, txID: id as Json });
      assert.deepEqual(decodeRaw(raw), transaction);
      assert.equal(transaction.type, vector['type']);
      if (vector['signature'] === undefined) return;
      assert.equal(signerOf(fromHex(idOf(raw)), fromHex(text(vector, 'signature'))), vector['signerBase58']);
      assert.equal(transaction.owner === vector['signerBase58'], vector['ownerMatches']);
    },
    'message-v1': (vector) => message(vector, 1),
    'message-v2': (vector) => message(vector, 2),
    tip712: typedData,
  },
};
