import type { Json } from '../../core/json';
import { zeroAddress } from './addresses';
import { gasOfAuthorization } from './authorizations';
import { estimateGas, type Context } from './node';
import { callOf, type TransactionRequest } from './request';

/** What a transaction costs that calls no code. */
const plain = 21_000n;

/** Gas that it would use now. Throws `transaction/would-fail` when the node says that it would revert. `value` in wei. */
export async function gasOf(context: Context, request: TransactionRequest, value: bigint): Promise<bigint> {
  if (request.type !== '0x4') return estimateGas(context, callOf(request, value));
  // When it calls the account, there is no code there any more; a node that is asked about the account would run the code that is to go.
  const call: { readonly [field: string]: Json } = { from: request.from, to: zeroAddress, value: '0x0' };
  const bare = await estimateGas(context, call);
  // What a chain adds to that, it adds for bytes, and these are twice as many.
  return bare + gasOfAuthorization + (bare - plain);
}

/** Whether no state can change what it uses until it is mined. */
export const isFixed = (used: bigint, { data, type }: TransactionRequest): boolean =>
  data === '0x' && used === plain + (type === '0x4' ? gasOfAuthorization : 0n);
