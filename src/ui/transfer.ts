import { useCallback, useEffect, useState } from 'react';
import type { FeeChoice, FeeOption, FeeValues } from '../chains/adapter';
import { parseAmount } from '../core/amount';
import type { AssetId, ChainId } from '../core/caip';
import { codeOf, reasonOf, type ErrorCode, type Reason } from '../core/errors';
import type { QuoteView } from '../wallet/views/send';
import { wallet } from './wallet';

/** Long enough that not every key press asks, short enough that nobody waits for it. */
const pause = 300;

type Recipient = { readonly asking: boolean; readonly address?: string; readonly name?: string; readonly resembles?: string; readonly error?: ErrorCode };

/** Checks an address, or looks up a name, while it is typed. */
export function useRecipient(network: ChainId, text: string): Recipient {
  const [answer, setAnswer] = useState<Recipient & { readonly text: string }>({ text: '', asking: false });
  useEffect(() => {
    if (text === '') return;
    let stale = false;
    const timer = setTimeout(() => {
      wallet.send.recipient(network, text).then(
        (recipient) => {
          if (!stale) setAnswer({ text, asking: false, ...recipient });
        },
        (error: unknown) => {
          if (!stale) setAnswer({ text, asking: false, error: codeOf(error) });
        },
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [network, text]);
  if (text === '') return { asking: false };
  return answer.text === text ? answer : { asking: true };
}

/** A typed amount, or why it is none. Nothing for an empty field. */
export function typedAmount(text: string, decimals: number): bigint | ErrorCode | undefined {
  if (text.trim() === '') return undefined;
  try {
    return parseAmount(text, decimals);
  } catch (error) {
    return codeOf(error);
  }
}

/** What has the same fee again. */
export const choiceOf = ({ speed, custom }: FeeOption): FeeChoice => (speed === 'custom' ? (custom ?? {}) : speed);

/** What is wrong with an amount, as far as it can be known here; the worker looks again at the real draft. */
export function amountError(
  amount: bigint | ErrorCode | 'max' | undefined,
  asset: AssetId,
  available: bigint | undefined,
  fee: FeeOption | undefined,
): ErrorCode | undefined {
  if (amount === undefined || amount === 'max') return undefined;
  if (typeof amount === 'string') return amount;
  if (amount === 0n) return 'amount/zero';
  const cost = fee?.max.asset === asset ? fee.max.amount : 0n;
  return available !== undefined && amount + cost > available ? 'amount/insufficient' : undefined;
}

type Quote = {
  readonly asking: boolean;
  readonly fees?: QuoteView['fees'];
  readonly amounts?: QuoteView['amounts'];
  readonly customisable?: boolean | undefined;
  /** About the amount, to stand beside it. */
  readonly amountError?: ErrorCode;
  readonly error?: ErrorCode;
  /** Of either error. */
  readonly reason?: Reason;
  readonly again: () => void;
};

/** Asks what a transfer would cost, of the coin where `asset` names no token, as soon as there is one to ask about; keeps the last figures while it asks again. */
export function useQuote(
  network: ChainId,
  asset: AssetId | undefined,
  to: string | undefined,
  amount: bigint | ErrorCode | 'max' | undefined,
  available: bigint | undefined,
  custom?: FeeValues,
): Quote {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ readonly key: string; readonly quote?: QuoteView; readonly error?: ErrorCode; readonly reason?: Reason | undefined }>({
    key: '',
  });
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const askable = to !== undefined && (amount === 'max' || (typeof amount === 'bigint' && amount > 0n && (available === undefined || amount <= available)));
  const request = askable && (typeof amount === 'bigint' || amount === 'max') ? amount : undefined;
  const key = request === undefined ? '' : `${asset} ${to} ${request} ${turn} ${Object.entries(custom ?? {}).join()}`;

  useEffect(() => {
    if (request === undefined || to === undefined) return;
    let stale = false;
    const timer = setTimeout(() => {
      wallet.send.quote({ network, ...(asset && { asset }), to, amount: request, ...(custom && { custom }) }).then(
        (quote) => {
          if (!stale) setState({ key, quote });
        },
        (error: unknown) => {
          if (!stale) setState({ key, error: codeOf(error), reason: reasonOf(error) });
        },
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // The key says whether what was set is another.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [network, asset, to, request, key]);

  if (key === '') return { asking: false, again };
  const current = state.key === key;
  const about = current && state.error && /^(amount|fee|transaction)\//.test(state.error) ? state.error : undefined;
  return {
    asking: !current,
    again,
    ...(state.quote ? { fees: state.quote.fees, customisable: state.quote.customisable } : {}),
    ...(current && state.quote ? { amounts: state.quote.amounts } : {}),
    ...(current && state.reason ? { reason: state.reason } : {}),
    ...(about ? { amountError: about } : current && state.error ? { error: state.error } : {}),
  };
}
