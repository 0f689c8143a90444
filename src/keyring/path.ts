import type { Network } from '../chains/family';

/** Fills a family's template: `{coin}` and `{index}`. */
export const pathOf = (template: string, coin: number, index: number): string => template.replace('{coin}', String(coin)).replace('{index}', String(index));

/** SLIP-44 type in derivation paths. */
export const coinOf = (network: Network, slip44: number): number => network.coinType ?? slip44;

/**
 * Whether `path` is one of the account's own: the template's, where only the unhardened steps after `{index}` may differ
 * (BIP-44's change and address index).
 */
export function belongs(path: string, template: string, coin: number, index: number): boolean {
  const given = path.split('/');
  const own = pathOf(template, coin, index).split('/');
  const fixed = template.split('/').findIndex((step) => step.startsWith('{index}')) + 1;
  return given.length === own.length && given.every((step, at) => step === own[at] || (at >= fixed && /^\d+$/.test(step) && /^\d+$/.test(own[at]!)));
}
