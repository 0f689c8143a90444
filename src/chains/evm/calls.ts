import * as v from 'valibot';
import { PageError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Batch, BatchPlan, ChainContext, Intent, PageContext, PageMethod } from '../adapter';
import { refusals } from '../refusals';
import { chainIdText } from './add-chain';
import { evm } from './family';
import { networks, type EvmNetwork } from './networks';
import { chainIdOf } from './node';
import { permitted } from './questions';
import { addressText, dataText, quantityText, readRequest } from './request';

type Context = PageContext<EvmNetwork>;

const { failure, read } = refusals(evm);

/** EIP-5792. Calls are transactions of their own, one after the other: an account without code can do no more, and says so. */
export const calls: Readonly<Record<string, PageMethod<EvmNetwork>>> = {
  wallet_getCapabilities: { access: 'connected', handle: capabilities },
  wallet_sendCalls: { access: 'batch', plan, answer: ({ id }) => ({ id }) },
  wallet_getCallsStatus: { access: 'batch-status', id: idIn, unknown: unknownBatch, answer: status },
  wallet_showCallsStatus: { access: 'batch-status', show: true, id: idIn, unknown: unknownBatch, answer: () => null },
};

/** EIP-5792, "Error Codes". */
const codes = { unsupportedCapability: 5700, unsupportedChain: 5710, duplicateId: 5720, unknownBatch: 5730, tooLarge: 5740, notAtomic: 5760 } as const;
const mostCalls = 10;

const batchId = v.pipe(v.string(), v.regex(/^0x(?:[0-9a-fA-F]{2})+$/), v.maxLength(2 + 2 * 4096));
const capability = v.looseObject({ optional: v.optional(v.boolean()) });
// valibot takes an array for a record of its indices.
const wanted = v.optional(
  v.pipe(
    v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    v.record(v.string(), capability),
  ),
);
const call = v.object({
  to: v.optional(addressText),
  data: v.optional(dataText),
  value: v.optional(quantityText),
  capabilities: wanted,
});
const request = v.object({
  version: v.literal('2.0.0'),
  id: v.optional(batchId),
  from: v.optional(addressText),
  chainId: chainIdText,
  atomicRequired: v.boolean(),
  calls: v.pipe(v.array(call), v.minLength(1)),
  capabilities: wanted,
});

function plan(context: Context, params: Json, known: ReadonlySet<string>): BatchPlan {
  const [asked] = read(v.strictTuple([request]), params);
  const { id = `0x${crypto.randomUUID().replaceAll('-', '')}`, chainId, atomicRequired } = asked;
  const from = permitted(context, asked.from ?? context.accounts[0]?.address ?? '0x0000000000000000000000000000000000000000');
  const required = [asked.capabilities, ...asked.calls.map((one) => one.capabilities)].flatMap((one) => Object.values(one ?? {}));
  if (required.some(({ optional }) => optional !== true))
    throw new PageError(codes.unsupportedCapability, 'A capability that the request needs is not supported.');
  if (BigInt(chainId) !== chainIdOf(context.network)) throw new PageError(codes.unsupportedChain, 'The calls must be for the active chain.');
  if (known.has(id)) throw new PageError(codes.duplicateId, 'There is a batch of this id.');
  if (asked.calls.length > mostCalls) throw new PageError(codes.tooLarge, `A batch has at most ${mostCalls} calls.`);
  if (atomicRequired) throw new PageError(codes.notAtomic, 'Calls cannot be carried out atomically.');
  return { id, calls: asked.calls.map(({ to, data, value }): Intent => intentOf(context, { from, to, data, value })) };
}

function intentOf({ network }: Context, fields: { readonly from: string; readonly [field: string]: string | undefined }): Intent {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const transaction = readRequest(given, chainIdOf(network));
  if (!transaction) throw failure('invalid-params', 'Invalid call.');
  return { type: 'request', from: fields.from, method: 'eth_sendTransaction', params: transaction as Json };
}

/** What is the same for everybody, of the chains that a site can know of; and of the one it is on. */
function capabilities(context: Context, params: Json): Json {
  const [account, asked] = read(v.union([v.strictTuple([addressText, v.array(chainIdText)]), v.strictTuple([addressText])]), params);
  permitted(context, account);
  const served = new Set([context.network, ...networks].map((network) => chainIdOf(network)));
  const chains = asked === undefined ? [chainIdOf(context.network)] : asked.map((chain) => BigInt(chain)).filter((chain) => served.has(chain));
  return Object.fromEntries(chains.map((chain) => [`0x${chain.toString(16)}`, { atomic: { status: 'unsupported' } }]));
}

function idIn(params: Json): string {
  return read(v.strictTuple([v.pipe(v.string(), v.maxLength(2 + 2 * 4096))]), params)[0];
}

function unknownBatch(): PageError {
  return new PageError(codes.unknownBatch, 'There is no batch of this id.');
}

async function status({ network, transport }: ChainContext<EvmNetwork>, { id, count, sent, lost = 0, over }: Batch): Promise<Json> {
  const found = await Promise.all(sent.map((hash) => transport.request('eth_getTransactionReceipt', [hash])));
  const receipts = found.map(receiptOf).filter((receipt) => receipt !== undefined);
  const good = receipts.filter((receipt) => receipt['status'] === '0x1').length;
  const waits = receipts.length < sent.length || (!over && sent.length + lost < count);
  return {
    version: '2.0.0',
    id,
    chainId: `0x${chainIdOf(network).toString(16)}`,
    status: waits ? 100 : good === count ? 200 : receipts.length === 0 ? 400 : good === 0 ? 500 : 600,
    atomic: false,
    receipts,
  };
}

const fields = ['logs', 'status', 'blockHash', 'blockNumber', 'gasUsed', 'transactionHash'] as const;

function receiptOf(found: Json): { readonly [field: string]: Json } | undefined {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
  const receipt = found as { readonly [field: string]: Json };
  const logs = Array.isArray(receipt['logs']) ? (receipt['logs'] as readonly { readonly [field: string]: Json }[]) : [];
  return {
    ...Object.fromEntries(fields.map((field) => [field, receipt[field] ?? null])),
    logs: logs.map(({ address = null, data = null, topics = null }) => ({ address, data, topics })),
  };
}
