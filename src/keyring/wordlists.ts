/** The lists of BIP-39, each read when it is first needed. A phrase is looked for in this order. */
export const wordlists = {
  english: () => import('@scure/bip39/wordlists/english.js'),
  chinese_simplified: () => import('@scure/bip39/wordlists/simplified-chinese.js'),
  chinese_traditional: () => import('@scure/bip39/wordlists/traditional-chinese.js'),
  japanese: () => import('@scure/bip39/wordlists/japanese.js'),
  korean: () => import('@scure/bip39/wordlists/korean.js'),
  spanish: () => import('@scure/bip39/wordlists/spanish.js'),
  french: () => import('@scure/bip39/wordlists/french.js'),
  italian: () => import('@scure/bip39/wordlists/italian.js'),
  portuguese: () => import('@scure/bip39/wordlists/portuguese.js'),
  czech: () => import('@scure/bip39/wordlists/czech.js'),
} as const satisfies Readonly<Record<string, () => Promise<{ readonly wordlist: string[] }>>>;

export type Language = keyof typeof wordlists;
