import * as v from 'valibot';
import type { ChainContext } from '../adapter';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';

/** Asks the node and reads its answer by a schema. Throws `network/bad-response` for any other answer, a refusal included. */
export async function ask<S extends v.GenericSchema>(context: ChainContext, schema: S, method: string, ...params: readonly Json[]): Promise<v.InferOutput<S>> {
  let answer: Json;
  try {
    answer = await context.transport.request(method, params);
  } catch (cause) {
    throw cause instanceof NodeError ? new WalletError('network/bad-response', { method }, { cause }) : cause;
  }
  const result = v.safeParse(schema, answer);
  if (!result.success) throw new WalletError('network/bad-response', { method });
  return result.output;
}

/** The u64 of a node: a JSON integer, which the transport leaves as text where a double would round it. */
export const u64 = v.union([
  v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.transform((value) => BigInt(value)),
  ),
  v.pipe(
    v.string(),
    v.regex(/^\d{16,20}$/),
    v.transform((value) => BigInt(value)),
    v.maxValue(2n ** 64n - 1n),
  ),
]);

export const height = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Most answers say which slot they were read at; nobody here needs it. */
export const inContext = <S extends v.GenericSchema>(schema: S) => v.object({ value: schema });

/** A TransactionError: a name, or an object with one key. */
export const transactionError = v.nullable(v.union([v.string(), v.record(v.string(), v.unknown())]));

const account = v.nullable(
  v.object({
    lamports: u64,
    owner: v.string(),
    executable: v.boolean(),
    data: v.tuple([v.string(), v.literal('base64')]),
    space: v.optional(height),
  }),
);
export type Account = v.InferOutput<typeof account>;

/** Not yet final, but voted for by two thirds of the stake. */
export const confirmed = { commitment: 'confirmed' } as const;

/** The account as it is now, with at most `bytes` of its data. Null where there is none. */
export async function readAccount(context: ChainContext, address: string, { offset = 0, length = 0 } = {}): Promise<Account> {
  const options = { ...confirmed, encoding: 'base64', dataSlice: { offset, length } };
  return (await ask(context, inContext(account), 'getAccountInfo', address, options)).value;
}
