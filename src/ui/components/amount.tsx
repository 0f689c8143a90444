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

/** An amount; where digits are cut off it says so with an ellipsis, and shows them at a tap. `whole` never cuts. */
export function Amount({ asset, amount, whole = false }: { readonly asset: AssetId; readonly amount: bigint; readonly whole?: boolean }) {
  const { t, language } = useWords();
  const currency = useAsset(asset);
  const [open, setOpen] = useState(false);
  if (!currency) return <span className="amount">{amountText(amount, 0, language).text} <small>{t.common.unknownAsset}</small> <code className="asset">{asset}</code></span>;
  const { text, cut } = amountText(amount, currency.decimals, language, whole || open ? undefined : shortPlaces);
  const digits = <><span className="digits">{text}{cut && '…'}</span> <small>{currency.symbol}</small></>;
  if (!cut && !open) return <span className="amount">{digits}</span>;
  return (
    <button type="button" className="amount more" aria-expanded={open} title={open ? t.common.showLess : t.common.showWhole} onClick={() => setOpen(!open)}>{digits}</button>
  );
}
