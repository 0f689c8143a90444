import assert from 'node:assert/strict';
import { safeText, siteName } from '../../../src/ui/safe-text';
import { NoCodeYet, type Case, type Topic } from '../topic';

const hostLike = /^[^\s/:@]+\.[^\s/:@.]+$/u;

/**
 * A string either comes out as it went in, or what would be obeyed is written out. A name of a host is judged as the name of a site is shown: in
 * ASCII, so that a look-alike shows its punycode.
 */
function check({ value, mustNeutralise }: Case): void {
  const text = String(value);
  const shown = safeText(text);
  // Whatever it is, nothing that moves or hides other text is left, and it can be shown twice.
  assert.doesNotMatch(shown, /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
  assert.equal(safeText(shown), shown);
  if (mustNeutralise === false) return assert.equal(shown, text);
  if (shown !== text) return;
  if (!hostLike.test(text)) throw new NoCodeYet('blank lines and spaces are kept');
  const name = siteName(`https://${text}`);
  assert.match(name, /^[\x21-\x7e]+$/);
  if (name === text && !text.startsWith('xn--')) throw new NoCodeYet('the part of a host that counts is not set apart');
}

export const topic: Topic = { groups: { string: check } };
