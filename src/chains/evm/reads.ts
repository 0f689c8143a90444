import * as v from 'valibot';
import { NodeError, PageError } from '../../core/errors';
import type { PageMethod } from '../adapter';
import { refusals } from '../refusals';
import { evm } from './family';
import type { EvmNetwork } from './networks';
import { addressText, dataText, quantityText } from './request';

const { read } = refusals(evm);

/** Reads that a connected page may have done by the wallet's node, each with what it may ask. Nothing else is passed on. */
export const reads: Readonly<Record<string, PageMethod<EvmNetwork>>> = Object.fromEntries(
  Object.entries(allowed()).map(([method, params]) => [method, passedOn(method, params)]),
);

function passedOn(method: string, schema: v.GenericSchema): PageMethod<EvmNetwork> {
  return {
    access: 'connected',
    async handle({ transport }, params) {
      read(schema, params ?? []);
      try {
        return await transport.request(method, params ?? []);
      } catch (error) {
        if (!(error instanceof NodeError)) throw error;
        throw new PageError(isJsonRpc(error.code) ? error.code : evm.pageErrors.internal, error.message.slice(0, 500), revertData(error.data));
      }
    },
  };
}

function allowed(): Readonly<Record<string, v.GenericSchema>> {
  const hash = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{64}$/));
  const tag = v.picklist(['latest', 'pending', 'earliest', 'safe', 'finalized']);
  const number = v.union([tag, quantityText]);
  // EIP-1898.
  const block = v.union([
    number,
    v.strictObject({ blockHash: hash, requireCanonical: v.optional(v.boolean()) }),
    v.strictObject({ blockNumber: quantityText }),
  ]);
  const calldata = v.pipe(dataText, v.maxLength(1_000_000));
  const quantity = v.optional(quantityText);
  const accessList = v.array(v.object({ address: addressText, storageKeys: v.array(hash) }));
  const call = v.strictObject({
    from: v.optional(addressText),
    to: v.nullish(addressText),
    data: v.optional(calldata),
    input: v.optional(calldata),
    value: quantity,
    gas: quantity,
    gasPrice: quantity,
    maxFeePerGas: quantity,
    maxPriorityFeePerGas: quantity,
    nonce: quantity,
    type: quantity,
    chainId: quantity,
    accessList: v.optional(accessList),
  });
  const state = v.record(v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{40}$/)), v.looseObject({}));
  const addresses = v.union([addressText, v.pipe(v.array(addressText), v.maxLength(1000))]);
  const topics = v.pipe(v.array(v.nullable(v.union([hash, v.pipe(v.array(hash), v.maxLength(1000))]))), v.maxLength(4));
  const range = { address: v.optional(addresses), topics: v.optional(topics) };
  const logs = v.union([
    v.strictObject({ fromBlock: v.optional(number), toBlock: v.optional(number), ...range }),
    v.strictObject({ blockHash: hash, ...range }),
  ]);
  const percentiles = v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(100))), v.maxLength(100));
  const none = v.strictTuple([]);
  const one = (entry: v.GenericSchema) => v.strictTuple([entry]);
  /** The block may be left out. */
  const at = (...entries: readonly v.GenericSchema[]) => v.union([v.strictTuple([...entries, block]), v.strictTuple([...entries])]);
  return {
    eth_blockNumber: none,
    eth_gasPrice: none,
    eth_maxPriorityFeePerGas: none,
    eth_syncing: none,
    eth_feeHistory: v.union([
      v.strictTuple([v.union([quantityText, v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024))]), number, percentiles]),
      v.strictTuple([quantityText, number]),
    ]),
    eth_getBalance: at(addressText),
    eth_getCode: at(addressText),
    eth_getTransactionCount: at(addressText),
    eth_getStorageAt: at(addressText, v.union([quantityText, hash])),
    eth_call: v.union([at(call), v.strictTuple([call, block, state])]),
    eth_estimateGas: v.union([at(call), v.strictTuple([call, block, state])]),
    eth_getTransactionByHash: one(hash),
    eth_getTransactionReceipt: one(hash),
    eth_getBlockByHash: v.strictTuple([hash, v.boolean()]),
    eth_getBlockByNumber: v.strictTuple([number, v.boolean()]),
    eth_getBlockTransactionCountByHash: one(hash),
    eth_getBlockTransactionCountByNumber: one(number),
    eth_getTransactionByBlockHashAndIndex: v.strictTuple([hash, quantityText]),
    eth_getTransactionByBlockNumberAndIndex: v.strictTuple([number, quantityText]),
    eth_getLogs: one(logs),
  };
}

/** 3 is what nodes answer for a revert. */
const isJsonRpc = (code: number): boolean => code === 3 || (Number.isInteger(code) && code >= -32768 && code <= -32000);

const revertData = (data: unknown): unknown => (typeof data === 'string' && data.length <= 100_000 && /^0x[0-9a-fA-F]*$/.test(data) ? data : undefined);
