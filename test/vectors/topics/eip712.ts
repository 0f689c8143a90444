import { keccak_256 } from '@noble/hashes/sha3.js';
import { equal, notEqual, throws } from 'node:assert/strict';
import { adapter } from '../../../src/chains/evm/adapter';
import { eip712 } from '../../../src/chains/evm/typed-data';
import { digestOfEntries, readEntries } from '../../../src/chains/evm/typed-data-v1';
import { digestOf, encodeType, hashStruct, hasArrays, readTypedData, type TypedData } from '../../../src/chains/typed-data';
import { toHex, utf8 } from '../../../src/core/bytes';
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

const args = (vector: Case): readonly unknown[] => revive(vector['args']) as readonly unknown[];

/** v3 has no arrays, and is v4 without them. */
function hashOf([type, value, types, version]: readonly unknown[]): Uint8Array {
  if (version === 'V3' && hasArrays({ types: types as Types, primaryType: type as string })) throw new TypeError('arrays');
  return hashStruct(types as Types, type as string, value as Json, eip712);
}

function readFor(version: unknown, data: Json): TypedData {
  if (version === 'V1') throw new TypeError('v1 has no structs');
  const typed = readTypedData(data, eip712);
  if (version === 'V3' && hasArrays(typed)) throw new TypeError('arrays');
  return typed;
}

async function sameStruct(vector: Case, expected: (result: Uint8Array) => Uint8Array): Promise<void> {
  const [type, value, types, version] = args(vector);
  if (!isWire(value)) throw new NoCodeYet('a page sends JSON');
  equal(toHex(await unlessRefused(() => hashOf([type, value, types, version]))), toHex(expected(revive(vector['result']) as Uint8Array)));
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
    'eth-sig-util/hashStruct': (vector) => sameStruct(vector, (hash) => hash),
    'eth-sig-util/hashStruct-error': (vector) => void throws(() => hashOf(args(vector))),
    // What is hashed is not kept: the hash of it is compared.
    'eth-sig-util/encodeData': (vector) => sameStruct(vector, keccak_256),
    'eth-sig-util/encodeData-error': (vector) => void throws(() => hashOf(args(vector))),
    'eth-sig-util/hashType'(vector) {
      const [type, types] = args(vector) as [string, Types];
      equal(toHex(keccak_256(utf8(encodeType(types, type, eip712)))), toHex(revive(vector['result']) as Uint8Array));
    },
    async 'eth-sig-util/typedSignatureHash'(vector) {
      const [entries] = args(vector);
      if (!isWire(entries)) throw new NoCodeYet('a page sends JSON');
      equal(`0x${toHex(digestOfEntries(await unlessRefused(() => readEntries(entries))))}`, vector['result']);
    },
    'eth-sig-util/typedSignatureHash-error': (vector) => void throws(() => readEntries(args(vector)[0] as Json)),
    'eth-sig-util/encodeType'(vector) {
      const [type, types] = revive(vector['args']) as [string, Types];
      equal(encodeType(types, type, eip712), vector['result']);
    },
    async 'eth-sig-util/eip712Hash'(vector) {
      const [data, version] = args(vector);
      if (!isWire(data)) throw new NoCodeYet('a page sends JSON');
      equal(toHex(await unlessRefused(() => digestOf(readFor(version, data), eip712))), toHex(revive(vector['result']) as Uint8Array));
    },
    'eth-sig-util/eip712Hash-error'(vector) {
      const [data, version] = args(vector);
      throws(() => readFor(version, data as Json));
    },
    async 'eth-sig-util/signTypedData'(vector) {
      const [{ privateKey, data, version }] = revive(vector['args']) as [{ privateKey: Uint8Array; data: Json; version: string }];
      if (!isWire(data)) throw new NoCodeYet('a page sends JSON');
      const signer = person(toHex(privateKey));
      const asked = { origin: 'https://site.example', address: signer.address, at: 0 };
      if (version === 'V1') {
        const entries = await unlessRefused(() => readEntries(data));
        return equal(await adapter.messages.sign({ kind: 'entries', ...asked, entries }, ethereum, signer.signers), vector['result']);
      }
      const typed = await unlessRefused(() => readFor(version, data));
      const network = { ...ethereum, id: `eip155:${Number(typed.domain['chainId'] ?? 1)}` } as const;
      equal(await adapter.messages.sign({ kind: 'typed', ...asked, data: typed }, network, signer.signers), vector['result']);
    },
    'eth-sig-util/signTypedData-error'(vector) {
      const [{ privateKey, data, version }] = revive(vector['args']) as [{ privateKey?: unknown; data: Json; version?: string }];
      if (!privateKey || version === 'V0') throw new NoCodeYet('no key, or no such version');
      throws(() => (version === 'V1' ? readEntries(data) : readFor(version, data)));
    },
    // They come without a result: what can be read has a digest that depends on every value.
    async 'wallet-core-message'(vector) {
      const typed = await unlessRefused(() => readTypedData(vector['message'] as Json, eip712));
      const other = readTypedData({ ...(vector['message'] as object), domain: { ...typed.domain, name: `${String(typed.domain['name'])}!` } }, eip712);
      notEqual(toHex(digestOf(typed, eip712)), toHex(digestOf(other, eip712)));
    },
  },
};
