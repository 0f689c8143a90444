/** Whether a token's name is an advertisement: it names a page, or asks its reader to do something. No honest symbol or name does. */
export const isBait = (...texts: readonly string[]): boolean => texts.some((text) => site.test(text.normalize('NFKC')) || call.test(text.normalize('NFKC')));

/** A scheme, `www.` or `t.me/`; or a dot that a domain's ending follows. What ships with the wallet is not asked about. */
const site =
  /:\/\/|www\.|t\.me\/|[\p{L}\p{N}-]\s?\.\s?(?:com|net|org|io|xyz|app|site|online|top|live|info|pro|vip|cc|me|gift|lol|fun|finance|network|fi|eth|us|co|so|to|link|events?|claims?)\b/iu;
const call = /\b(?:claim|visit|airdrop|redeem|voucher|reward|bonus|winner|congrat\w*|eligible|activate|free mint)s?\b/iu;
