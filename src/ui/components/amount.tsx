import { useState } from 'react';
import type { AssetId } from '../../core/caip';
import { amountText, shortPlaces } from '../format';
import { useWords } from '../i18n/words';
import { useAsset } from '../networks';

/** The whole amount with its symbol, for sentences and buttons. */
export function useAmountText(): (amount: bigint, currency: { readonly symbol: string; readonly decimals: number }) => string {
  const { language } = useWords();
  return (amount, { symbol, decimals }) => `${amountText(amount, decimals, language).text}\u00A0${symbol}`;
}

type AmountProps = {
  readonly asset: AssetId;
  readonly amount: bigint;
  /** Never cuts. */
  readonly whole?: boolean;
  /** Is no button, because it stands in one. */
  readonly still?: boolean;
};

/** An amount; where digits are cut off it says so with an ellipsis, and shows them at a tap. */
export function Amount({ asset, amount, whole = false, still = false }: AmountProps) {
  const { t, language } = useWords();
  const currency = useAsset(asset);
  const [open, setOpen] = useState(false);
  if (!currency)
    return (
      <span className="amount">
        {amountText(amount, 0, language).text} <small>{t.common.unknownAsset}</small> <code className="asset">{asset}</code>
      </span>
    );
  const { text, cut } = amountText(amount, currency.decimals, language, whole || open ? undefined : shortPlaces(amount, currency.decimals));
  const digits = (
    <>
      <span className="digits">
        {text}
        {cut && '…'}
      </span>{' '}
      <small>
        <bdi>{currency.symbol}</bdi>
      </small>
    </>
  );
  if (still || (!cut && !open)) return <span className={text.length > 15 ? 'amount long' : 'amount'}>{digits}</span>;
  return (
    <button type="button" className="amount more" aria-expanded={open} title={open ? t.common.showLess : t.common.showWhole} onClick={() => setOpen(!open)}>
      {digits}
    </button>
  );
}
