import type { Preview } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { shortAddress } from './components/address';
import { Notice } from './components/notice';
import { useWords } from './i18n/words';
import { useWallet } from './wallet';

/** What a transaction is signed in the place of. */
export function Replaces({ network, id, preview }: { readonly network: ChainId; readonly id: string; readonly preview: Preview }) {
  const { t } = useWords();
  const old = useWallet(['activity'], (from) => from.activity.list()).value?.find((entry) => entry.id === id && entry.network === network);
  return (
    <Notice tone="warn" testId="replaces">
      <strong>
        {t.waiting.replaces}: {old && `${t.preview.titles[old.preview.title]}, `}
        <code>{shortAddress(id)}</code>
      </strong>
      <br />
      {preview.title === 'cancel' ? t.waiting.cancelling : t.waiting.replacing}
    </Notice>
  );
}
