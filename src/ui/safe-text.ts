/**
 * Foreign text (names, messages, memos) made inert: what cannot be seen, or moves other text about, is written out as ‹U+202E›.
 * Line breaks and tabs stay. See UTS #36 and CVE-2021-42574 for what bidi controls can do.
 */
export function safeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(invisible, (char, offset: number) => (joinsEmoji(text, char, offset) ? char : written(char)))
    .replace(/(\p{M}{3})(\p{M}+)/gu, (_all, kept: string, rest: string) => kept + Array.from(rest, written).join(''));
}

/** The marks that {@link safeText} wrote, and the text between them, in turn. */
export const splitMarks = (text: string): readonly string[] => text.split(/(‹U\+[0-9A-F]{4,6}›)/);

// Cc, Cf, Co, Cs, Zl, Zp, everything Unicode calls ignorable (fillers, tags, variation selectors), braille blank, and spaces of odd widths.
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u00A0\u1680\u2000-\u200A\u202F\u205F]/gu;

const written = (char: string) => `‹U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`;

/** Emoji are spelt with a joiner (U+200D) and a selector (U+FE0F); anywhere else those two hide something. */
function joinsEmoji(text: string, char: string, offset: number): boolean {
  if (char !== '\u200D' && char !== '\uFE0F') return false;
  return /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?$/u.test(text.slice(Math.max(0, offset - 3), offset));
}

/** The same without the scheme, for a button under the whole name. */
export const siteHost = (origin: string): string => siteName(origin).replace(/^http:\/\//, '');

/**
 * Where a request comes from, as a person can check it: the host in ASCII (a name in another script shows its punycode),
 * with scheme and port only where they are unusual.
 */
export function siteName(origin: string): string {
  try {
    const { protocol, host } = new URL(origin);
    if (host === '') return safeText(origin);
    return protocol === 'https:' ? host : `${protocol}//${host}`;
  } catch {
    return safeText(origin);
  }
}
