import type { Warning } from './adapter';

export const info = (code: Warning['code']): Warning => ({ level: 'info', code });
export const danger = (code: Warning['code']): Warning => ({ level: 'danger', code });

/** No token has so many units; it is how sites write "everything, for ever". Also the largest value of a narrower type. */
export const isUnlimited = (amount: bigint): boolean => amount >= 2n ** 128n || (amount >= 2n ** 96n - 1n && (amount & (amount + 1n)) === 0n);

/** What an allowance of `amount` deserves; revoking one deserves nothing. */
export const allowanceWarnings = (amount: bigint): readonly Warning[] =>
  amount === 0n ? [] : [isUnlimited(amount) ? danger('unlimited-approval') : info('token-allowance')];

/** Whether a text holds what makes it read as another: controls but line ends and tabs, marks that reorder it, characters of no width. */
export const hasHiddenCharacters = (text: string): boolean => /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);

/** Whether a text is 32 bytes of hex: what is agreed to is somewhere else. */
export const looksLikeHash = (text: string): boolean => /^(0x)?[0-9a-f]{64}$/i.test(text.trim());

/** Each code once, the graver of two. */
export function unique(warnings: readonly Warning[]): readonly Warning[] {
  const worst = new Map<Warning['code'], Warning>();
  for (const warning of warnings) if (worst.get(warning.code)?.level !== 'danger') worst.set(warning.code, warning);
  return [...worst.values()];
}
