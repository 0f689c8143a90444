/** A name of 1 to `longest` characters on one line, with nothing in it that turns or hides other text. Undefined for any other. */
export function label(text: unknown, longest: number): string | undefined {
  const trimmed = typeof text === 'string' && text.length <= 1000 ? text.normalize('NFC').trim() : '';
  // Joiners (U+200D) spell emoji.
  const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(trimmed.replace(/\u200d/g, ''));
  return trimmed === '' || [...trimmed].length > longest || hidden ? undefined : trimmed;
}

/** What a hasty reader takes the text for: letters of other scripts that look Latin, digits for letters, case, accents and spacing are all one. */
export function skeleton(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}|\p{Default_Ignorable_Code_Point}/gu, '');
  const latin = Array.from(plain.toLowerCase(), (letter) => lookalikes.get(letter) ?? letter).join('');
  return latin.replace(/[^\p{L}\p{N}]/gu, '');
}

// UTS #39's confusables, as far as they look like the letters of a name in lower case.
const lookalikes = new Map(
  [
    'aаαɑ',
    'bЬьβв',
    'cсϲ',
    'dԁ',
    'eеєεёҽ',
    'gɡ',
    'hһнн',
    'iіıι1lӏ|ⅼ',
    'jј',
    'kкκ',
    'mмϻ',
    'nпηո',
    'o0оοօσ',
    'pрρ',
    'qԛ',
    'rгᴦ',
    's5ѕꜱ$',
    'tтτ₮',
    'uυսц',
    'vνѵ',
    'wԝшω',
    'xхχ',
    'yуγү',
    'zᴢ',
  ].flatMap(([first, ...others]) => others.map((other) => [other, first!] as const)),
);
