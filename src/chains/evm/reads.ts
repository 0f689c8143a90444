import * as v from 'valibot';
import { NodeError, PageError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { PageMethod, Transport } from '../adapter';
import { refusals } from '../refusals';
import { blockRange, hash, logCriteria, logRange } from './criteria';
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
      return passOn(transport, method, params ?? []);
    },
  };
}

/** Asks the node in the page's stead. A refusal of the node's reaches the page in the node's words. */
export async function passOn(transport: Transport, method: string, params: Json): Promise<Json> {
  try {
    return await transport.request(method, params);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    throw new PageError(isJsonRpc(error.code) ? error.code : evm.pageErrors.internal, error.message.slice(0, 500), revertData(error.data));
  }
}

function allowed(): Readonly<Record<string, v.GenericSchema>> {
  // EIP-1898.
  const block = v.union([
    blockRange,
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
  // valibot takes an array for a record of its indices.
  const state = v.pipe(
    v.custom<object>((value) => !Array.isArray(value)),
    v.record(v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{40}$/)), v.looseObject({})),
  );
  const logs = v.union([logRange, v.strictObject({ blockHash: hash, ...logCriteria.entries })]);
  const percentiles = v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(100))), v.maxLength(100));
  const none = v.strictTuple([]);
  const one = (entry: v.GenericSchema) => v.strictTuple([entry]);
  /** The block may be left out. */
  const at = (...entries: readonly v.GenericSchema[]) => v.union([v.strictTuple([...entries, block]), v.strictTuple([...entries])]);
  return {
    eth_blockNumber: none,
    eth_gasPrice: none,
    eth_maxPriorityFeePerGas: none,
    eth_blobBaseFee: none,
    net_listening: none,
    eth_syncing: none,
    eth_feeHistory: v.union([
      v.strictTuple([v.union([quantityText, v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024))]), blockRange, percentiles]),
      v.strictTuple([quantityText, blockRange]),
    ]),
    eth_getBalance: at(addressText),
    eth_getCode: at(addressText),
    eth_getTransactionCount: at(addressText),
    eth_getProof: v.strictTuple([addressText, v.pipe(v.array(v.union([quantityText, hash])), v.maxLength(100)), block]),
    eth_getStorageAt: at(addressText, v.union([quantityText, hash])),
    eth_call: v.union([at(call), v.strictTuple([call, block, state])]),
    eth_estimateGas: v.union([at(call), v.strictTuple([call, block, state])]),
    eth_createAccessList: at(call),
    eth_getTransactionByHash: one(hash),
    eth_getTransactionReceipt: one(hash),
    eth_getBlockByHash: v.strictTuple([hash, v.boolean()]),
    eth_getBlockByNumber: v.strictTuple([blockRange, v.boolean()]),
    eth_getBlockTransactionCountByHash: one(hash),
    eth_getBlockTransactionCountByNumber: one(blockRange),
    eth_getTransactionByBlockHashAndIndex: v.strictTuple([hash, quantityText]),
    eth_getTransactionByBlockNumberAndIndex: v.strictTuple([blockRange, quantityText]),
    eth_getBlockReceipts: one(block),
    eth_getUncleCountByBlockHash: one(hash),
    eth_getUncleCountByBlockNumber: one(blockRange),
    eth_getUncleByBlockHashAndIndex: v.strictTuple([hash, quantityText]),
    eth_getUncleByBlockNumberAndIndex: v.strictTuple([blockRange, quantityText]),
    eth_getLogs: one(logs),
  };
}

/** 3 is what nodes answer for a revert. */
const isJsonRpc = (code: number): boolean => code === 3 || (Number.isInteger(code) && code >= -32768 && code <= -32000);

const revertData = (data: unknown): unknown => (typeof data === 'string' && data.length <= 100_000 && /^0x[0-9a-fA-F]*$/.test(data) ? data : undefined);
