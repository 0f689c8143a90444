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
import { useWallet } from '../wallet';

export function Receive({ id }: { readonly id: string | undefined }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const networks = useVisibleNetworks();
  const accounts = useWallet(['accounts', 'networks'], (from) => from.accounts.list());
  const network = networks.find((each) => each.id === id);
  if (!network)
    return (
      <Screen title={t.receive.title} back="/">
        <p className="note">{t.receive.choose}</p>
        <NetworkChoice networks={networks} path="/receive" />
      </Screen>
    );

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
          <Qr text={address} label={t.receive.qr(network.name)} />
          <p className="own-address">
            <WholeAddress address={address} testId="own-address" />
          </p>
          <CopyButton text={address} label={t.common.copyAddress} />
          <p className="note">{network.testnet ? t.common.testNetworkHint : t.receive.only(network.currency.symbol, network.name)}</p>
        </>
      )}
    </Screen>
  );
}
