import { equal, notEqual, throws } from 'node:assert/strict';
import { adapter } from '../../../src/chains/evm/adapter';
import { eip712 } from '../../../src/chains/evm/typed-data';
import { digestOf, encodeType, hashStruct, readTypedData, type TypedData } from '../../../src/chains/typed-data';
import { toHex } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import { ethereum, person } from '../../chains/evm/world';
import { revive } from '../conventions';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Types = TypedData['types'];

/** Random trees of other libraries: they hold whatever EIP-712 can say. */
function digest(vector: Case): void {
  const { domain, primaryType, types, data } = vector as unknown as { domain: Json; primaryType: string; types: Json; data: Json };
  equal(`0x${toHex(digestOf(readTypedData({ types, primaryType, domain, message: data }, eip712), eip712))}`, vector['digest']);
}

/** eth-sig-util guesses where a value does not fit its type; this wallet refuses, which is not a wrong hash. */
async function unlessRefused<T>(attempt: () => T | Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof TypeError) throw new NoCodeYet(`refused: the value does not fit its type`);
    throw error;
  }
}

function args(vector: Case): readonly unknown[] {
  const list = revive(vector['args']) as readonly unknown[];
  const version = list.at(-1) ?? 'V4';
  if (version === 'V1' || version === 'V3') throw new NoCodeYet(String(version));
  return list;
}

const isWire = (value: unknown): value is Json => {
  try {
    return (
      JSON.stringify(value, (_key, inner: unknown) => {
        if (inner === undefined || inner instanceof Uint8Array) throw new TypeError('not JSON');
        return inner;
      }) !== undefined
    );
  } catch {
    return false;
  }
};

export const topic: Topic = {
  groups: {
    ethers: digest,
    tronweb: digest,
    async 'eth-sig-util/hashStruct'(vector) {
      const [type, value, types] = args(vector);
      if (!isWire(value)) throw new NoCodeYet('a page sends JSON');
      equal(toHex(await unlessRefused(() => hashStruct(types as Types, type as string, value, eip712))), toHex(revive(vector['result']) as Uint8Array));
    },
    'eth-sig-util/hashStruct-error'(vector) {
      const [type, value, types] = args(vector);
      throws(() => hashStruct(types as Types, type as string, value as Json, eip712));
    },
    'eth-sig-util/encodeType'(vector) {
      const [type, types] = revive(vector['args']) as [string, Types];
      equal(encodeType(types, type, eip712), vector['result']);
    },
    async 'eth-sig-util/eip712Hash'(vector) {
      const [data] = args(vector);
      if (!isWire(data)) throw new NoCodeYet('a page sends JSON');
      equal(toHex(await unlessRefused(() => digestOf(readTypedData(data, eip712), eip712))), toHex(revive(vector['result']) as Uint8Array));
    },
    'eth-sig-util/eip712Hash-error'(vector) {
      const [data] = args(vector);
      throws(() => readTypedData(data as Json, eip712));
    },
    async 'eth-sig-util/signTypedData'(vector) {
      const [{ privateKey, data, version }] = revive(vector['args']) as [{ privateKey: Uint8Array; data: Json; version: string }];
      if (version !== 'V4') throw new NoCodeYet(version);
      if (!isWire(data)) throw new NoCodeYet('a page sends JSON');
      const signer = person(toHex(privateKey));
      const typed = await unlessRefused(() => readTypedData(data, eip712));
      const network = { ...ethereum, id: `eip155:${Number(typed.domain['chainId'] ?? 1)}` } as const;
      const subject = { kind: 'typed', origin: 'https://site.example', address: signer.address, at: 0, data: typed };
      equal(await adapter.messages.sign(subject, network, signer.signers), vector['result']);
    },
    'eth-sig-util/signTypedData-error'(vector) {
      const [{ privateKey, data, version }] = revive(vector['args']) as [{ privateKey?: unknown; data: Json; version?: string }];
      if (version !== 'V4' || !privateKey) throw new NoCodeYet(version ?? 'no version');
      throws(() => readTypedData(data, eip712));
    },
    // They come without a result: what can be read has a digest that depends on every value.
    async 'wallet-core-message'(vector) {
      const typed = await unlessRefused(() => readTypedData(vector['message'] as Json, eip712));
      const other = readTypedData({ ...(vector['message'] as object), domain: { ...typed.domain, name: `${String(typed.domain['name'])}!` } }, eip712);
      notEqual(toHex(digestOf(typed, eip712)), toHex(digestOf(other, eip712)));
    },
  },
};
