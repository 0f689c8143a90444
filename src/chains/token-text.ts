/** The most decimals a token may claim: 10³⁶ units make one, and a quadrillion of them still fit 256 bits. */
const mostDecimals = 36;
const longestSymbol = 24;
const longestName = 64;

/**
 * A symbol or name that a contract gave, or undefined where no honest one looks like that: nothing, too long, or holding characters that
 * cannot be seen, reorder the text around them, or pile up on others.
 */
export function tokenText(text: string, kind: 'symbol' | 'name'): string | undefined {
  // An emoji's variation selector draws nothing by itself.
  const plain = text
    .replace(/\uFE0F/g, '')
    .trim()
    .normalize('NFC');
  const longest = kind === 'symbol' ? longestSymbol : longestName;
  if (plain === '' || [...plain].length > longest || unseen.test(plain) || piled.test(plain)) return undefined;
  return kind === 'symbol' && /\s/u.test(plain) && [...plain].length > longestSymbol / 2 ? undefined : plain;
}

/** Or undefined where it is no count of places. */
export const tokenDecimals = (value: bigint): number | undefined => (value >= 0n && value <= BigInt(mostDecimals) ? Number(value) : undefined);

// C0 and C1, formats (bidi, zero width), line ends, lone surrogates, private use, unassigned, and what fonts draw as nothing (Braille blank is a symbol).
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/u;
const piled = /\p{M}{3}/u;
