export const minimumPassword = 10;

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/**
 * A hint, not a verdict: guesses in bits, from the kinds of characters and from what is left after repetitions, runs (`abcd`, `4321`)
 * and the commonest stems are counted as one character each.
 */
export function strengthOf(password: string): Strength {
  if ([...password].length < minimumPassword) return 'short';
  const pool = kinds.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  const bits = lengthThatCounts(password.toLowerCase().replace(stems, '*')) * Math.log2(Math.max(pool, 2));
  if (bits < 50) return 'weak';
  return bits < 75 ? 'fair' : 'strong';
}

const kinds: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^ -~]/, 100],
];
const stems = /passw[o0]rd|qwert[yz]u?i?o?p?|asdfgh?j?k?l?|iloveyou|letmein|welcome|admin|dragon|monkey|bitcoin|ethereum|wallet|woaini|(19|20)\d\d/g;

function lengthThatCounts(text: string): number {
  let count = 0;
  let step = Number.NaN;
  let before = Number.NaN;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const next = code - before;
    // The third of a run adds nothing.
    if (!(Math.abs(next) <= 1 && next === step)) count++;
    step = next;
    before = code;
  }
  return Math.min(count, new Set(text).size * 2);
}
