/** Whether a person could take one name for the other: case, spacing, marks, other alphabets' letters and digits that look the same do not tell them apart. */
export function alike(a: string, b: string): boolean {
  const [left, right] = [skeleton(a), skeleton(b)];
  return left !== '' && left === right;
}

/** The idea of UTS #39's skeletons, for the letters that counterfeit tickers are made of. */
function skeleton(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase();
  return [...plain]
    .map((character) => lookAlikes.get(character) ?? character)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ@',
    b: 'ьвßβ฿',
    c: 'сϲ¢ƈᴄ',
    d: 'ԁɗđðᴅ₫',
    e: 'еεєɛᴇ€3',
    g: 'ɡ9',
    h: 'һнʜ',
    i: 'іιıɪ1l|!',
    j: 'јʝ',
    k: 'кκᴋ',
    m: 'мᴍ',
    n: 'пηɴ',
    o: 'оοσ0ө°ᴏ',
    p: 'рρᴘ',
    r: 'гʀ',
    s: 'ѕ$5ꜱ',
    t: 'тτ₮ŧᴛ7',
    u: 'υцսᴜ',
    v: 'νѵᴠ',
    w: 'ԝωшѡᴡ',
    x: 'хχ×',
    y: 'уγʏ¥',
    z: 'ᴢƶ2',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);
