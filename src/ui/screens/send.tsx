import { useEffect, useId, useState, type FormEvent } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { formatAmount } from '../../core/amount';
import type { FeeChoice as Choice } from '../../chains/adapter';
import type { BalanceView, TokenBalance } from '../../wallet/views/asset';
import type { NetworkView } from '../../wallet/views/network';
import type { SendForm as Kept } from '../../wallet/views/send';
import { useAmountText } from '../components/amount';
import { Button, Field } from '../components/controls';
import { NamedAddress, WholeAddress } from '../components/address';
import { FeeChoice } from '../components/fee-choice';
import { AssetChoice } from '../components/asset-choice';
import { NetworkChoice } from '../components/network-choice';
import { Because, Fault, Notice } from '../components/notice';
import { Screen } from '../components/screen';
import { Where } from '../components/where';
import { useAccountName } from '../account-name';
import { useWords } from '../i18n/words';
import { useVisibleNetworks, writtenAs } from '../networks';
import { formOf, isLink } from '../payment-link';
import { amountError, choiceOf, typedAmount, useQuote, useRecipient } from '../transfer';
import { useAction, useWallet, wallet } from '../wallet';

type Typed = Omit<Kept, 'network' | 'asset'>;

export function Send({ id, token }: { readonly id: string | undefined; readonly token?: string | undefined }) {
  const { t } = useWords();
  const networks = useVisibleNetworks();
  const network = networks.find((each) => each.id === id);
  const kept = useWallet([], (from) => from.send.unfinished());
  const balances = useWallet(['balances', 'accounts', 'tokens'], (from) => from.balances.list());
  const balance = balances.value?.find((each) => each.network === id);
  const held = balance?.tokens?.find(({ asset }) => asset === `${id}/${token}`);
  useForgetting();
  // Not drawn before it is known what to fill in: a field must not change under the hands.
  if (network && kept.value === undefined && !kept.error) return null;
  if (network && token !== undefined && !balances.value && !balances.error) return null;
  if (network && (token === undefined || held)) {
    const same = kept.value?.network === network.id && kept.value.asset === held?.asset;
    return <SendForm key={`${network.id}/${token}`} network={network} token={held} balance={balance} kept={same && kept.value ? kept.value : empty} />;
  }
  return (
    <Screen title={t.send.title} back="/">
      <p className="note">{t.send.choose}</p>
      <NetworkChoice networks={networks} path="/send" />
    </Screen>
  );
}

const empty: Typed = { to: '', amount: '', max: false };

/** Who goes elsewhere in the wallet has left the form; whose popup was closed over it has not. */
function useForgetting(): void {
  useEffect(
    () => () => {
      if (!location.hash.startsWith('#/send')) void wallet.send.keep(null).catch(ignore);
    },
    [],
  );
}

const ignore = () => {
  /* it runs out by itself */
};

type FormProps = {
  readonly network: NetworkView;
  /** The network's coin without it. */
  readonly token: TokenBalance | undefined;
  readonly balance: BalanceView | undefined;
  readonly kept: Typed;
};

function SendForm({ network, token, balance, kept }: FormProps) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const [, go] = useHashLocation();
  const write = useAmountText();
  const account = useWallet(['accounts'], (from) => from.accounts.list()).value?.find((each) => each.selected);
  const asset = token?.asset ?? network.asset;
  const currency = token ? writtenAs(token.asset, token) : network.currency;
  const available = token ? token.amount : (balance?.spendable ?? balance?.amount);

  const formId = useId();
  // There is one of a collectible: nothing to type.
  const one = token?.standard === 'collectible';
  const [{ to, amount: typed, max }, setForm] = useState<Typed>({ to: kept.to, amount: one ? '1' : kept.amount, max: !one && kept.max });
  const change = (next: Partial<Typed>) => {
    const form = { to, amount: typed, max, ...next };
    setForm(form);
    void wallet.send.keep({ network: network.id, ...(token && { asset }), ...form }).catch(ignore);
  };
  const link = useAction();
  const networks = useVisibleNetworks();
  const recipientTyped = (text: string) => {
    if (!isLink(text)) return change({ to: text });
    link.run(async () => {
      const { network: wanted, asset: wantedAsset, ...form } = await formOf(text, network, networks);
      if (wanted === network.id && wantedAsset === token?.asset) return change({ ...form, amount: form.amount || typed });
      await wallet.send.keep({ network: wanted, ...(wantedAsset && { asset: wantedAsset }), ...form });
      go(`/send/${wantedAsset ?? wanted}`);
    });
  };
  const [choice, setChoice] = useState<Choice>('normal');
  const [editing, setEditing] = useState(false);
  const custom = typeof choice === 'string' ? undefined : choice;
  const recipient = useRecipient(network.id, to);
  const amount = max ? 'max' : typedAmount(typed, currency.decimals);
  const quote = useQuote(network.id, token?.asset, recipient.address, amount, available, custom);
  const prepare = useAction();

  const fee =
    quote.fees?.find((option) => option.speed === (custom ? 'custom' : choice)) ?? quote.fees?.find(({ speed }) => speed === 'normal') ?? quote.fees?.[0];
  const arrives = max && fee ? quote.amounts?.[fee.speed] : undefined;
  const beyond = max && quote.amounts ? quote.fees?.filter((option) => quote.amounts?.[option.speed] === undefined).map((option) => option.speed) : undefined;
  const wrongAmount = amountError(amount, asset, available, fee) ?? quote.amountError;
  // The fee is paid in the coin, whatever is sent.
  const coins = balance?.spendable ?? balance?.amount;
  const feeMissing = token !== undefined && fee?.max.asset === network.asset && coins !== undefined && fee.max.amount > coins;
  const ready =
    !feeMissing &&
    recipient.address !== undefined &&
    fee !== undefined &&
    wrongAmount === undefined &&
    !quote.asking &&
    !editing &&
    (!max || arrives !== undefined);

  const shown = max ? (arrives === undefined ? '' : formatAmount(arrives, currency.decimals)) : typed;

  const asked: bigint | 'max' | undefined = typeof amount === 'bigint' || amount === 'max' ? amount : undefined;
  const request =
    recipient.address === undefined || asked === undefined ? undefined : { network: network.id, ...(token && { asset }), to: recipient.address, amount: asked };

  const review = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || amount === undefined || (typeof amount === 'string' && amount !== 'max')) return;
    prepare.run(async () =>
      go(
        `/review/${await wallet.send.prepare({ network: network.id, ...(token && { asset }), to: recipient.address!, ...(recipient.name === undefined ? {} : { name: recipient.name }), amount }, choiceOf(fee))}`,
      ),
    );
  };

  return (
    <Screen
      title={t.send.title}
      back={token ? `/token/${asset}` : '/send'}
      testnet={network.testnet}
      foot={
        <Button type="submit" form={formId} look="primary" busy={prepare.busy} disabled={!ready} data-testid="review">
          {t.send.review}
        </Button>
      }
    >
      <Where network={network.id} account={account && nameOf(account)} />
      <AssetChoice network={network} chosen={asset} tokens={balance?.tokens ?? []} />
      <form id={formId} onSubmit={review}>
        <Field
          label={t.send.to}
          error={link.error ? t.errors[link.error] : recipient.error && t.errors[recipient.error]}
          hint={
            recipient.asking ? (
              t.send.checking
            ) : recipient.address === undefined ? (
              t.send.toHint(network.name)
            ) : recipient.name !== undefined ? (
              <NamedAddress name={recipient.name} address={recipient.address} />
            ) : (
              <span className="good">{recipient.address === account?.addresses[network.id] ? t.send.self : t.send.good}</span>
            )
          }
        >
          {(ids) => (
            <textarea
              {...ids}
              className="input address"
              rows={2}
              value={to}
              autoFocus
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              data-testid="send-to"
              onChange={(event) => recipientTyped(event.target.value.replace(/\s/g, ''))}
            />
          )}
        </Field>
        {recipient.resembles !== undefined && (
          <Notice tone="bad" testId="imitated">
            {t.received.imitated} <WholeAddress address={recipient.resembles} testId="known-address" />
          </Notice>
        )}
        <Field
          label={t.send.amount}
          error={wrongAmount && t.errors[wrongAmount]}
          hint={arrives !== undefined ? t.send.arrives(write(arrives, currency)) : available !== undefined && t.send.available(write(available, currency))}
        >
          {(ids) => (
            <div className="with-action amount-entry">
              <input
                {...ids}
                className={shown.length > 14 ? 'input long' : 'input'}
                readOnly={one}
                inputMode="decimal"
                autoComplete="off"
                data-testid="send-amount"
                placeholder={max ? t.send.max : '0'}
                value={shown}
                onChange={(event) => change({ max: false, amount: event.target.value })}
              />
              <span className="unit">
                <bdi>{currency.symbol}</bdi>
              </span>
              {!one && (
                <Button look="quiet" aria-pressed={max} data-testid="send-max" onClick={() => change({ max: !max, amount: '' })}>
                  {t.send.max}
                </Button>
              )}
            </div>
          )}
        </Field>
        {quote.fees && fee && (
          <FeeChoice
            fees={quote.fees}
            value={fee.speed}
            onChange={setChoice}
            editing={editing}
            onEditing={setEditing}
            fields={quote.customisable && request ? () => wallet.send.feeFields(request) : undefined}
            {...(beyond ? { beyond } : {})}
          />
        )}
        {feeMissing && (
          <Notice tone="bad" testId="fee-missing">
            {t.tokens.needsCoin(network.currency.symbol)}
          </Notice>
        )}
        {quote.asking && !quote.fees && (
          <p className="note" role="status">
            {t.send.quoting}
          </p>
        )}
        {quote.reason && quote.amountError && (
          <p className="note bad">
            <Because reason={quote.reason} />
          </p>
        )}
        <Fault code={quote.error} retry={quote.again} reason={quote.reason} />
        <Fault code={prepare.error} reason={prepare.reason} />
      </form>
    </Screen>
  );
}
