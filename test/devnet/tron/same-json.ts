import { addressFrom } from './address';

/**
 * Whether a client's `raw_data` says the same as the one decoded from its bytes. Key order and fields at their default do not
 * count; with `visible`, addresses are in base58.
 */
export function sameJson(given: unknown, decoded: unknown, visible: boolean): boolean {
  return canonical(given, visible) === canonical(decoded, false);
}

function canonical(value: unknown, visible: boolean, key = ''): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, visible)).join(',')}]`;
  if (value === null || typeof value !== 'object') {
    if (visible && key.endsWith('_address')) return JSON.stringify(addressFrom(value));
    return JSON.stringify(key === 'resource' && value === 'BANDWIDTH' ? 0 : value);
  }
  const fields = Object.entries(value)
    .map(([name, field]) => [name, canonical(field, visible, name)] as const)
    .filter(([, text]) => !['0', '""', 'null', undefined].includes(text))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}
