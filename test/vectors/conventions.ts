/** How the vector files write what JSON cannot: see their SOURCES.md. */

/** `@REPEAT(s,n)@` inside a string stands for s, n times; `COMMA` inside s for a comma. Applied to every string of a case before it is checked. */
export function expand(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/@REPEAT\((.*?),(\d+)\)@/gs, (_, text: string, times: string) => text.replaceAll('COMMA', ',').repeat(Number(times)));
  }
  if (Array.isArray(value)) return value.map(expand);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner)]));
  return value;
}

const single = (value: object, tag: string): unknown => {
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0]![0] === tag ? entries[0]![1] : undefined;
};

/** The arguments and results of recorded calls: `{"$hex"}` is bytes, `{"$bigint"}` a bigint, `{"$undefined"}` undefined, `{"$num"}` a number JSON cannot write. */
export function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  const hex = single(value, '$hex');
  if (typeof hex === 'string') return Uint8Array.from(Buffer.from(hex.replace(/^0x/, ''), 'hex'));
  const integer = single(value, '$bigint');
  if (typeof integer === 'string') return BigInt(integer);
  const number = single(value, '$num');
  if (typeof number === 'string') return Number(number);
  if (single(value, '$undefined') === true) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
}
