import type { Account } from '../wallet/views/account';
import { useWords } from './i18n/words';

/** The name that the user gave; one that nobody chose yet is written in the user's language. */
export function useAccountName(): (account: Pick<Account, 'index' | 'name'>) => string {
  const { t } = useWords();
  return ({ index, name }) => {
    if (name === `Account ${index + 1}`) return t.accounts.numbered(index + 1);
    const position = /^Imported (\d{1,3})$/.exec(name)?.[1];
    return position === undefined ? name : t.imported.numbered(position);
  };
}
