import type { Preview } from '../chains/adapter';
import type { AssetId, ChainId } from '../core/caip';
import { shortAddress } from './components/address';
import { Amount } from './components/amount';
import { Notice } from './components/notice';
import { useWords } from './i18n/words';
import { useWallet } from './wallet';

/** What a transaction is signed in the place of. */
export function Replaces({ network, id, preview }: { readonly network: ChainId; readonly id: string; readonly preview: Preview }) {
  const { t } = useWords();
  const old = useWallet(['activity'], (from) => from.activity.list()).value?.find((entry) => entry.id === id && entry.network === network);
  const less = old && preview.title !== 'cancel' ? lessThan(old.preview, preview) : undefined;
  return (
    <Notice tone="warn" testId="replaces">
      <strong>
        {t.waiting.replaces}: {old && `${t.preview.titles[old.preview.title]}, `}
        <code>{shortAddress(id)}</code>
      </strong>
      <br />
      {preview.title === 'cancel' ? t.waiting.cancelling : t.waiting.replacing}
      {less && (
        <>
          <br />
          <strong data-testid="sends-less">
            {t.waiting.less} <Amount asset={less.asset} amount={less.amount} whole />
          </strong>
        </>
      )}
    </Notice>
  );
}

/** What the recipient of the old one gets less of: what the higher fee takes where everything was sent. */
function lessThan(old: Preview, now: Preview): { readonly asset: AssetId; readonly amount: bigint } | undefined {
  const [before, after] = [old, now].map(({ changes }) => changes.find(({ direction }) => direction === 'out'));
  if (!before || !after || before.asset !== after.asset || before.party !== after.party || after.amount >= before.amount) return undefined;
  return { asset: after.asset, amount: before.amount - after.amount };
}
