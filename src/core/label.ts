/** A name of 1 to `longest` characters on one line, with nothing in it that turns or hides other text. Undefined for any other. */
export function label(text: unknown, longest: number): string | undefined {
  const trimmed = typeof text === 'string' && text.length <= 1000 ? text.normalize('NFC').trim() : '';
  // Joiners (U+200D) spell emoji.
  const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(trimmed.replace(/\u200d/g, ''));
  return trimmed === '' || [...trimmed].length > longest || hidden ? undefined : trimmed;
}
