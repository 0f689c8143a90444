import { useState } from 'react';
import { familyOf } from '../../chains/registry';
import type { NetworkView } from '../../wallet/views/network';
import { useAmountText } from '../components/amount';
import { Field } from '../components/controls';
import { CopyButton, WholeAddress } from '../components/address';
import { Foreign } from '../components/foreign';
import { NetworkName, Tag } from '../components/network';
import { NetworkChoice } from '../components/network-choice';
import { Fault } from '../components/notice';
import { Qr } from '../components/qr';
import { Screen } from '../components/screen';
import { useAccountName } from '../account-name';
import { useWords } from '../i18n/words';
import { useVisibleNetworks } from '../networks';
import { useLinkTo } from '../payment-link';
import { useWallet } from '../wallet';

export function Receive({ id }: { readonly id: string | undefined }) {
  const { t } = useWords();
  const networks = useVisibleNetworks();
  const network = networks.find((each) => each.id === id);
  if (!network)
    return (
      <Screen title={t.receive.title} back="/">
        <p className="note">{t.receive.choose}</p>
        <NetworkChoice networks={networks} path="/receive" />
      </Screen>
    );
  return <ReceiveOn key={network.id} network={network} />;
}

function ReceiveOn({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const write = useAmountText();
  const accounts = useWallet(['accounts', 'networks'], (from) => from.accounts.list());
  const [typed, setTyped] = useState('');
  const link = useLinkTo(network, typed);
  const account = accounts.value?.find((each) => each.selected);
  const address = account?.addresses[network.id];
  return (
    <Screen title={t.receive.title} back="/receive" testnet={network.testnet}>
      <div className="where">
        <Tag network={network} />
        <span className="row-text">
          <NetworkName network={network} />
          {account && (
            <span className="note">
              <Foreign text={nameOf(account)} />
            </span>
          )}
        </span>
      </div>
      <Fault code={accounts.error} retry={accounts.reload} />
      {address !== undefined && (
        <>
          <Qr
            text={link.text ?? address}
            label={link.text === undefined ? t.receive.qr(network.name) : t.receive.linkQr(write(link.amount, network.currency))}
          />
          <p className="own-address">
            <WholeAddress address={address} testId="own-address" />
          </p>
          <CopyButton text={address} label={t.common.copyAddress} />
          <p className="note">
            {network.testnet
              ? t.common.testNetworkHint
              : (familyOf(network.family).tokens ? t.tokens.receive : t.receive.only)(network.currency.symbol, network.name)}
          </p>
          {familyOf(network.family).linkScheme !== undefined && (
            <Field label={t.receive.amount} error={link.error && t.errors[link.error]} hint={t.receive.amountHint}>
              {(ids) => (
                <div className="with-action amount-entry">
                  <input
                    {...ids}
                    className="input"
                    inputMode="decimal"
                    autoComplete="off"
                    data-testid="receive-amount"
                    placeholder="0"
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                  />
                  <span className="unit">{network.currency.symbol}</span>
                </div>
              )}
            </Field>
          )}
          {link.text !== undefined && <CopyButton text={link.text} label={t.receive.link} />}
        </>
      )}
    </Screen>
  );
}
