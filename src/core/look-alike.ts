/** Whether a hasty reader could take one name for the other. */
export function alike(a: string, b: string): boolean {
  const [left, right] = [skeleton(a), skeleton(b)];
  return left !== '' && left === right;
}

/** What a hasty reader takes the text for: letters of other scripts that look Latin, digits for letters, case, accents and spacing are all one. */
export function skeleton(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
  return Array.from(plain, (letter) => lookAlikes.get(letter) ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

// The idea of UTS #39's confusables, for the letters that counterfeit names are made of.
const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ@',
    b: 'ьвßβ฿',
    c: 'сϲ¢ƈᴄ',
    d: 'ԁɗđðᴅ₫',
    e: 'еεєɛᴇ€3ёҽ',
    g: 'ɡ9',
    h: 'һнʜ',
    i: 'іιıɪ1l|!ӏⅼ',
    j: 'јʝ',
    k: 'кκᴋ',
    m: 'мᴍϻ',
    n: 'пηɴո',
    o: 'оοσ0ө°ᴏօ',
    p: 'рρᴘ',
    q: 'ԛ',
    r: 'гʀᴦ',
    s: 'ѕ$5ꜱ',
    t: 'тτ₮ŧᴛ7',
    u: 'υцսᴜ',
    v: 'νѵᴠ',
    w: 'ԝωшѡᴡ',
    x: 'хχ×',
    y: 'уγʏ¥ү',
    z: 'ᴢƶ2',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);
