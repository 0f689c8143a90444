import { deepEqual, equal, throws } from 'node:assert/strict';
import { AbiCoder, ParamType } from 'ethers/abi';
import type { Draft } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { decodeValues, type Value } from '../../../src/chains/evm/decode/abi';
import { Transaction } from 'ethers/transaction';
import { coin, ethereum } from '../../chains/evm/world';
import type { Case, Topic } from '../topic';

/** A value as the files write it: integers as text or numbers, tuples and arrays as lists, addresses in any case. */
function written(param: ParamType, value: unknown): Value {
  if (param.isArray()) return (value as readonly unknown[]).map((item) => written(param.arrayChildren, item));
  if (param.isTuple()) return (value as readonly unknown[]).map((item, i) => written(param.components[i]!, item));
  if (/^u?int/.test(param.type)) return BigInt(value as string | number);
  if (param.type === 'address') return String(value).toLowerCase();
  // The old tests write bytes as text.
  if (param.type.startsWith('bytes') && !/^0x/.test(String(value))) return `0x${Buffer.from(String(value)).toString('hex')}`;
  return value as Value;
}

const lower = (param: ParamType, value: Value): Value => {
  if (param.isArray()) return (value as readonly Value[]).map((item) => lower(param.arrayChildren, item));
  if (param.isTuple()) return (value as readonly Value[]).map((item, i) => lower(param.components[i]!, item));
  return param.type === 'address' ? String(value).toLowerCase() : value;
};

function check(types: readonly string[], values: readonly unknown[], encoded: string): void {
  const params = types.map((type) => ParamType.from(type));
  const { values: read, size } = decodeValues(params, encoded);
  const decoded = read as readonly Value[];
  equal(size, (encoded.length - 2) / 2);
  deepEqual(
    decoded.map((value, i) => lower(params[i]!, value)),
    values.map((value, i) => written(params[i]!, value)),
  );
  equal(AbiCoder.defaultAbiCoder().encode(types, decoded as unknown[]), encoded);
  // A word less is no encoding of it.
  throws(() => decodeValues(params, encoded.slice(0, -64)), TypeError);
}

/** The address that the screen shows for a contract to be made. */
function created(vector: Case): void {
  const gas = 1_000_000n;
  const payload = Transaction.from({
    type: 2,
    chainId: 1,
    nonce: Number(vector['nonce']),
    to: null,
    data: '0x00',
    gasLimit: gas,
    maxFeePerGas: 1n,
  }).unsignedSerialized;
  const draft: Draft<string> = {
    chain: ethereum.id,
    from: String(vector['sender']),
    fee: { speed: 'normal', max: { asset: coin(ethereum), amount: gas }, terms: {} },
    payload,
  };
  const shown = adapter.transactions.preview(draft, ethereum).details.find(({ label }) => label === 'contract');
  deepEqual(shown?.value, { kind: 'address', address: vector['address'] });
}

export const topic: Topic = {
  groups: {
    ethers: (vector) => check([String(vector['type'])], [vector['value']], String(vector['encoded'])),
    'ethereum-tests': (vector) => check(vector['types'] as readonly string[], vector['args'] as readonly unknown[], `0x${String(vector['result'])}`),
    'create-address': created,
  },
};
