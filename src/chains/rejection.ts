import { WalletError } from '../core/errors';

/** Characters of a node's own words: more is no sentence. */
const longest = 200;

/** `transaction/rejected`, with what the node says of why: foreign words, without what has no business in a sentence. */
export function rejection(words: string, cause?: unknown): WalletError {
  const text = words
    .slice(0, 2_000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\s]+/gu, ' ')
    .trim()
    .slice(0, longest);
  return new WalletError('transaction/rejected', {}, { cause, ...(text !== '' && { reason: { code: 'node', text } }) });
}
