import * as v from 'valibot';
import { amountFrom } from '../../core/amount';
import { fromUtf8, fromHex } from '../../core/bytes';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, ChainContext } from '../adapter';
import { canonical } from './addresses';

/** Reads of a full node's HTTP API. What it answers is foreign: each function checks the shape and throws `network/bad-response`. */

export type Block = { readonly number: number; readonly id: string; /** Unix ms; the genesis block has none everywhere. */ readonly timestamp: number };

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const blockShape = v.object({
  blockID: hash,
  block_header: v.object({ raw_data: v.object({ number: v.optional(count, 0), timestamp: v.optional(count, 0) }) }),
});

/** `node` tells the full node's newest block from the newest that will stay. */
export async function headBlock(context: ChainContext, node: 'wallet' | 'walletsolidity' = 'wallet'): Promise<Block> {
  return block(await ask(context, node === 'wallet' ? '/wallet/getblock' : '/walletsolidity/getnowblock', node === 'wallet' ? { detail: false } : {}));
}

export const genesisBlock = async (context: ChainContext): Promise<Block> => block(await ask(context, '/wallet/getblockbynum', { num: 0 }));

function block(answer: Json): Block {
  const {
    blockID: id,
    block_header: { raw_data: raw },
  } = parse(blockShape, answer);
  // An id begins with the block's number in eight bytes.
  if (BigInt(`0x${id.slice(0, 16)}`) !== BigInt(raw.number)) throw new WalletError('network/bad-response');
  return { number: raw.number, id, timestamp: raw.timestamp };
}

/** `sun`. A node answers `{}` for an address that no transaction has opened. */
export type Account = { readonly exists: boolean; readonly balance: bigint; readonly isContract: boolean };

export async function account(context: ChainContext, address: Address): Promise<Account> {
  const shape = v.object({ address: v.optional(v.string()), balance: v.optional(v.unknown(), 0), type: v.optional(v.string()) });
  const answer = parse(shape, await ask(context, '/wallet/getaccount', { address, visible: true }));
  if (answer.address === undefined) return { exists: false, balance: 0n, isContract: false };
  if (answer.address !== address && !isSame(answer.address, address)) throw new WalletError('network/bad-response');
  return { exists: true, balance: amountFrom(answer.balance), isContract: answer.type === 'Contract' };
}

/** Bytes that can still be used today: from staking, and for free. */
export type Bandwidth = { readonly staked: number; readonly free: number };

export async function bandwidth(context: ChainContext, address: Address): Promise<Bandwidth> {
  const number = v.optional(count, 0);
  const shape = v.object({ freeNetLimit: number, freeNetUsed: number, NetLimit: number, NetUsed: number });
  const net = parse(shape, await ask(context, '/wallet/getaccountnet', { address, visible: true }));
  return { staked: Math.max(0, net.NetLimit - net.NetUsed), free: Math.max(0, net.freeNetLimit - net.freeNetUsed) };
}

/** What the network charges, in sun. */
export type Prices = { readonly byte: bigint; readonly openAccount: bigint; readonly openAccountBytes: bigint };

export async function prices(context: ChainContext): Promise<Prices> {
  const shape = v.object({ chainParameter: v.pipe(v.array(v.object({ key: v.string(), value: v.optional(v.unknown()) })), v.maxLength(1000)) });
  const { chainParameter } = parse(shape, await ask(context, '/wallet/getchainparameters', {}));
  const price = (key: string, most: bigint): bigint => {
    const found = chainParameter.find((parameter) => parameter.key === key);
    const amount = amountFrom(found?.value ?? (found ? 0 : undefined));
    // Hundreds of times today's prices: past that, the node is not believed.
    if (amount > most) throw new WalletError('network/bad-response');
    return amount;
  };
  return {
    byte: price('getTransactionFee', 100_000n),
    openAccount: price('getCreateNewAccountFeeInSystemContract', 100_000_000n),
    openAccountBytes: price('getCreateAccountFee', 100_000_000n),
  };
}

/** What became of a transaction, once a block holds it. `fee` in sun. */
export type Receipt = { readonly block: number; readonly failed: boolean; readonly fee: bigint };

export async function receipt(context: ChainContext, id: string, node: 'wallet' | 'walletsolidity'): Promise<Receipt | undefined> {
  const shape = v.object({
    id: v.optional(hash),
    blockNumber: v.optional(count),
    result: v.optional(v.string()),
    fee: v.optional(v.unknown(), 0),
    receipt: v.optional(v.object({ result: v.optional(v.string()) }), {}),
  });
  const answer = parse(shape, await ask(context, `/${node}/gettransactioninfobyid`, { value: id }));
  if (answer.id === undefined) return undefined;
  if (answer.id !== id || answer.blockNumber === undefined) throw new WalletError('network/bad-response');
  const failed = answer.result === 'FAILED' || (answer.receipt.result ?? 'SUCCESS') !== 'SUCCESS';
  return { block: answer.blockNumber, failed, fee: amountFrom(answer.fee) };
}

/** The answer to a broadcast: no code is success. `message` is the node's own words. */
export async function broadcast(context: ChainContext, transaction: string): Promise<{ readonly code?: string; readonly message: string }> {
  const shape = v.object({ result: v.optional(v.boolean()), code: v.optional(v.pipe(v.string(), v.maxLength(100))), message: v.optional(v.string(), '') });
  const { result, code, message } = parse(shape, await ask(context, '/wallet/broadcasthex', { transaction }));
  if (result === true && (code === undefined || code === 'SUCCESS')) return { message: '' };
  if (code === undefined) throw new WalletError('network/bad-response');
  return { code, message: plain(message) };
}

async function ask(context: ChainContext, path: string, body: Json): Promise<Json> {
  try {
    return await context.transport.post(path, body);
  } catch (cause) {
    throw cause instanceof NodeError ? new WalletError('network/bad-response', { path, status: String(cause.code) }, { cause }) : cause;
  }
}

function parse<S extends v.GenericSchema>(schema: S, answer: Json): v.InferOutput<S> {
  const { success, output } = v.safeParse(schema, answer);
  // A full node also answers 200 with the name of an exception.
  if (!success || Object.hasOwn(answer as object, 'Error')) throw new WalletError('network/bad-response');
  return output;
}

function isSame(text: string, address: Address): boolean {
  try {
    return canonical(text) === address;
  } catch {
    return false;
  }
}

function plain(message: string): string {
  try {
    return fromUtf8(fromHex(message)).slice(0, 500);
  } catch {
    return message.slice(0, 500);
  }
}
