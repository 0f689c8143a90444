/** The forms of a counted sentence; `#` stands for the number. */
export type Counted = { readonly one?: string; readonly other: string };

export function counted(locale: string, count: number, forms: Counted): string {
  const form = new Intl.PluralRules(locale).select(count) === 'one' ? forms.one : undefined;
  return (form ?? forms.other).replace('#', String(count));
}
