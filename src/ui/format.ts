import { formatAmount } from '../core/amount';

/** How many decimals a list shows, fewer the more stands before the point; the rest is one tap away. */
export const shortPlaces = (amount: bigint, decimals: number): number => Math.min(6, Math.max(2, 8 - String(amount / 10n ** BigInt(decimals)).length));

/** An amount as text, in the separators of `locale`. `cut`: there is more than is shown. Never rounded up, never an exponent. */
export function amountText(
  amount: bigint,
  decimals: number,
  locale: string,
  places = Number.POSITIVE_INFINITY,
): { readonly text: string; readonly cut: boolean } {
  const [whole = '0', fraction = ''] = formatAmount(amount, decimals).split('.');
  const { group, point } = separators(locale);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  // A balance of a few wei must not read as nothing: keep digits until the second one that says something.
  const first = fraction.search(/[1-9]/);
  const shown = whole.replace('-', '') === '0' && first >= 0 ? Math.max(places, Math.min(first + 2, fraction.length)) : places;
  const kept = fraction.slice(0, shown).replace(/0+$/, '');
  return { text: grouped + (kept && point + kept), cut: /[1-9]/.test(fraction.slice(shown)) };
}

function separators(locale: string): { readonly group: string; readonly point: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const find = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: find('group', ','), point: find('decimal', '.') };
}

/** An address in groups of four; `0x` stands alone. */
export function groups(address: string): readonly string[] {
  const prefix = /^0x/i.exec(address)?.[0];
  const rest = address.slice(prefix?.length ?? 0).match(/.{1,4}/gsu) ?? [];
  return prefix ? [prefix, ...rest] : rest;
}

export type Age = { readonly unit: 'now' } | { readonly unit: 'minute' | 'hour' | 'day'; readonly count: number };

/** How long ago, in whole units, rounded down. */
export function ageOf(then: number, now: number): Age {
  const minutes = Math.floor(Math.max(0, now - then) / 60_000);
  if (minutes < 1) return { unit: 'now' };
  if (minutes < 60) return { unit: 'minute', count: minutes };
  if (minutes < 48 * 60) return { unit: 'hour', count: Math.floor(minutes / 60) };
  return { unit: 'day', count: Math.floor(minutes / 1440) };
}

export const timeText = (at: number, locale: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

export const dayText = (at: number, locale: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
export const clockText = (at: number, locale: string): string => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);

/** A web page about `id`, or nothing when the template is not an https address. */
export function explorerLink(template: string | undefined, id: string): string | undefined {
  return template?.startsWith('https://') ? template.replace('{id}', encodeURIComponent(id)) : undefined;
}
