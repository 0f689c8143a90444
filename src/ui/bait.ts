import type { TokenLook } from '../wallet/views/asset';

/** Whether a token is to be added with care: what ships with the wallet is not asked about. */
export const isAdvertised = ({ source, token }: Pick<TokenLook, 'source' | 'token'>): boolean => source !== 'bundled' && isBait(token.symbol, token.name);

/** Whether a token's name reads like an advertisement: it names a page, or asks its reader to do something. An honest one seldom does. */
export const isBait = (...texts: readonly string[]): boolean => texts.some((text) => site.test(text.normalize('NFKC')) || call.test(text.normalize('NFKC')));

/**
 * A scheme, `www.` or `t.me/`; or a dot that a domain's ending follows. Neither `fi` nor `finance` is among
 * the endings: Curve.fi and yearn.finance are names of honest tokens.
 */
const site =
  /:\/\/|www\.|t\.me\/|[\p{L}\p{N}-]\s?\.\s?(?:com|net|org|io|xyz|app|site|online|top|live|info|pro|vip|cc|me|gift|lol|fun|network|eth|us|co|so|to|link|events?|claims?)\b/iu;
const call = /\b(?:claim|visit|airdrop|redeem|voucher|reward|bonus|winner|congrat\w*|eligible|activate|free mint)s?\b/iu;
