import { NodeError, WalletError } from '../../../src/core/errors';
import type { Case } from '../topic';
import { NoCodeYet } from '../topic';
import type { Question, Reply } from './liar';

/** What a case says its node answers to one question of it. */
export type Lie = (question: Question) => Reply;

/** The body of the case, as an answer to the very question. Undefined where the case has words for it instead. */
export function bodyOf({ reply }: Case): Lie | undefined {
  const { body, status } = reply as { readonly body?: string; readonly status?: number };
  if (body === undefined) return undefined;
  return ({ id }) => ({ body: body.replaceAll('"$ID"', JSON.stringify(id ?? null)), ...(status !== undefined && { status }) });
}

export const wordsOf = ({ reply }: Case): string => String((reply as { readonly directive?: unknown }).directive);

/** What became of asking a node: one of the two. `ms` is how long it took. */
export type Outcome<T> = { readonly value?: T; readonly error?: unknown; readonly ms: number };

export async function outcomeOf<T>(task: () => Promise<T>): Promise<Outcome<T>> {
  const started = performance.now();
  const took = () => performance.now() - started;
  return task().then(
    (value) => ({ value, ms: took() }),
    (error: unknown) => ({ error, ms: took() }),
  );
}

/** Throws unless it ended in one of the wallet's own errors, of one of these kinds: any other is a crash. */
export function requireRefused({ error, value }: Outcome<unknown>, codes = /^(network|fee|token|transaction|amount)\//): WalletError {
  if (error instanceof WalletError && codes.test(error.code)) return error;
  throw new Error(error instanceof NodeError || error instanceof Error ? `crashed: ${error.name} ${error.message}` : `not refused: ${show(value)}`);
}

/** Throws what it failed with. */
export function requireValue<T>({ error, value }: Outcome<T>): T {
  if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
  return value as T;
}

/** The first pattern that the words fit. */
export function forWords<T>(words: string, table: readonly (readonly [RegExp, T])[], what: string): T {
  const found = table.find(([pattern]) => pattern.test(words));
  if (!found) throw new NoCodeYet(what);
  return found[1];
}

const show = (value: unknown) => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner))?.slice(0, 200);
