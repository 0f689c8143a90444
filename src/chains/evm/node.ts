import { referenceOf } from '../../core/caip';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, ChainContext } from '../adapter';
import { revertReason } from './decode/revert';
import type { EvmNetwork } from './networks';

export type Context = ChainContext<EvmNetwork>;

/** Bounds of what a node is believed. Beyond them it is broken or lying, whatever the chain. */
export const bounds = {
  /** wei per gas: five times the highest that Ethereum ever had. */
  gasPrice: 50_000_000_000_000n,
  /** Larger than any block of the networks that ship (Mantle's: its data fee is counted in gas). */
  gas: 200_000_000_000n,
  /** wei that a rollup takes for its layer 1, for one transaction. */
  dataFee: 1_000_000_000_000_000_000n,
  /** Transactions of one account: many times what the busiest exchange has sent. */
  nonce: 1_000_000_000n,
  /** Blocks that one endpoint may be behind another, or behind itself, where a balancer stands before many. */
  behind: 10_000n,
  /** Transactions of one account that wait in a pool. */
  pendingNonces: 256n,
} as const;

export const chainIdOf = (network: EvmNetwork): bigint => BigInt(referenceOf(network.id));

/** wei. */
export const balanceOf = (context: Context, owner: Address, block = 'latest'): Promise<bigint> => read(context, 'eth_getBalance', [owner, block]);

/** EIP-2681 ends nonces at 2⁶⁴ − 2; nobody gets beyond what a double holds. */
export async function minedNonce(context: Context, owner: Address, block: 'latest' | 'pending' | 'finalized' | `0x${string}`): Promise<bigint> {
  const nonce = await read(context, 'eth_getTransactionCount', [owner, block]);
  if (nonce > BigInt(Number.MAX_SAFE_INTEGER)) throw new WalletError('network/bad-response', { why: 'nonce' });
  return nonce;
}

/** Gas that the call would use now. Throws `transaction/would-fail` when the node says that it would revert. */
export async function estimateGas(context: Context, call: { readonly [field: string]: Json }): Promise<bigint> {
  try {
    const gas = await read(context, 'eth_estimateGas', [call]);
    if (gas < 21_000n || gas > bounds.gas) throw new WalletError('network/bad-response', { why: 'gas estimate' });
    return gas;
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    if (isAboutTheNode(error)) throw new WalletError('network/bad-response', { why: 'gas estimate' }, { cause: error });
    const reason = revertReason(error);
    throw new WalletError('transaction/would-fail', {}, { cause: error, ...(reason && { reason }) });
  }
}

/** A quantity of at most 256 bits. Throws `network/bad-response`. */
export async function read(context: Context, method: string, params: Json = []): Promise<bigint> {
  return quantity(await context.transport.request(method, params));
}

export function quantity(value: unknown): bigint {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value)) return BigInt(value);
  throw new WalletError('network/bad-response');
}

/** Undefined where the node does not offer what was asked. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NodeError || (error instanceof WalletError && error.code === 'network/bad-response')) return undefined;
    throw error;
  }
}

/** An HTTP status, a limit, a missing method: nothing that was said about the call itself. */
export const isAboutTheNode = ({ code }: NodeError): boolean => (code >= 100 && code < 600) || code === -32601 || code === -32005 || code === -32700;
