import { WalletError } from '../core/errors';

/** Throws `password/too-short`, `password/common`. Length beats rules about digits and signs (NIST SP 800-63B §3.1.1.2). */
export function checkPassword(password: string): void {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < shortest) throw new WalletError('password/too-short');
  if (common.has(plain.replace(/[\d\W_]+$/, '')) || common.has(plain) || repeats.test(plain) || walks.some((walk) => walk.includes(plain)))
    throw new WalletError('password/common');
}

/** Counted in characters, as a person would. */
const shortest = 10;

/** The roots that most of the leaked lists are made of; digits and signs put behind them do not help. */
const common = new Set([
  'password',
  'passwort',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'iloveyou',
  'woaini',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'starwars',
  'letmein',
  'welcome',
  'monkey',
  'dragon',
  'master',
  'shadow',
  'admin',
  'administrator',
  'login',
  'trustno',
  'whatever',
  'computer',
  'internet',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azerty',
  'qazwsx',
  'qazwsxedc',
  '1q2w3e4r',
  '1qaz2wsx',
  '1q2w3e4r5t',
  'abcd',
  'abc',
  'test',
  'bitcoin',
  'ethereum',
  'wallet',
  'holdall',
  'crypto',
  'changeme',
  'secret',
  'default',
  'a',
]);
const repeats = /^(.{1,4})\1+$/u;
const walks = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];
