import { Fragment, useEffect } from 'react';
import { Link } from 'wouter';
import type { BalanceView } from '../../wallet/views/asset';
import type { NetworkView } from '../../wallet/views/network';
import { Age } from '../components/age';
import { Amount, useAmountText } from '../components/amount';
import { Button, IconButton } from '../components/controls';
import { Icon } from '../components/icon';
import { Tag } from '../components/network';
import { Fault } from '../components/notice';
import { Collectibles, isFungible, TokenRow } from '../components/token-row';
import { Foreign } from '../components/foreign';
import { useAccountName } from '../account-name';
import { Controls } from '../control';
import { useWords } from '../i18n/words';
import { useVisibleNetworks } from '../networks';
import { useAction, useWallet, wallet } from '../wallet';

export function Home() {
  const { t } = useWords();
  const networks = useVisibleNetworks();
  const balances = useWallet(['balances', 'accounts', 'networks', 'tokens'], (from) => from.balances.list());
  const refresh = useAction();
  const { run } = refresh;
  const account = useWallet(['accounts'], (from) => from.accounts.list()).value?.find((each) => each.selected)?.index;
  const enabled = networks.map((network) => network.id).join();

  // What the cache holds is on the screen already; now ask.
  useEffect(() => {
    if (account !== undefined && enabled !== '') run(() => wallet.balances.refresh());
  }, [account, enabled, run]);

  const asking = refresh.busy || (balances.value?.some((balance) => balance.state === 'refreshing') ?? false);
  return (
    <main className="screen home">
      <HomeHead />
      <div className="screen-body">
        <Waiting />
        <Controls networks={networks} balances={balances.value ?? []} />
        <div className="actions">
          <Link href="/send" className="button primary">
            <Icon name="send" />
            <span>{t.home.send}</span>
          </Link>
          <Link href="/receive" className="button plain">
            <Icon name="receive" />
            <span>{t.home.receive}</span>
          </Link>
        </div>
        <section aria-labelledby="balances">
          <div className="list-head">
            <h2 id="balances">{t.home.balances}</h2>
            <span className="spoken" role="status">
              {asking ? t.home.refreshing : ''}
            </span>
            <IconButton icon="refresh" label={t.home.refresh} disabled={asking} data-testid="refresh" onClick={() => run(() => wallet.balances.refresh())} />
          </div>
          <div className={asking ? 'stitch running' : 'stitch'} aria-hidden="true" />
          <Fault code={balances.error} retry={balances.reload} />
          {networks.length === 0 && (
            <div className="empty">
              <p>{t.home.noNetworks}</p>
              <Link href="/settings" className="button plain">
                {t.home.chooseNetworks}
              </Link>
            </div>
          )}
          <ul className="rows">
            {networks.map((network) => {
              const balance = balances.value?.find((each) => each.network === network.id);
              return (
                <Fragment key={network.id}>
                  <BalanceRow network={network} balance={balance} />
                  {balance?.tokens?.filter(isFungible).map((token) => (
                    <TokenRow key={token.asset} network={network} token={token} />
                  ))}
                </Fragment>
              );
            })}
          </ul>
        </section>
        <Collectibles networks={networks} balances={balances.value ?? []} />
        {networks.length > 0 && (
          <Link href="/tokens" className="button quiet" data-testid="tokens">
            {t.tokens.manage}
          </Link>
        )}
      </div>
    </main>
  );
}

function HomeHead() {
  const { t } = useWords();
  const nameOf = useAccountName();
  const accounts = useWallet(['accounts'], (from) => from.accounts.list());
  const selected = accounts.value?.find((account) => account.selected);
  return (
    <header className="screen-head">
      <h1 className="spoken">{t.common.name}</h1>
      {selected && (
        <Link href="/accounts" className="account-button" data-testid="account-switch" title={t.accounts.title}>
          <span className="spoken">{t.common.account}</span>
          <Foreign text={nameOf(selected)} />
          {selected.imported && <small className="badge">{t.imported.tag}</small>}
          <Icon name="down" />
        </Link>
      )}
      <IconButton
        icon="lock"
        label={t.home.lock}
        data-testid="lock"
        onClick={() => {
          void wallet.vault.lock();
        }}
      />
    </header>
  );
}

/** Questions that wait: those of sites, and a transfer that was prepared and never answered. */
function Waiting() {
  const { t } = useWords();
  const pending = useWallet(['approvals'], (from) => from.approvals.list()).value?.filter((approval) => approval.state === 'pending') ?? [];
  const own = pending.find((approval) => approval.origin === 'wallet');
  const foreign = pending.filter((approval) => approval.origin !== 'wallet').length;
  return (
    <>
      {foreign > 0 && (
        <Link href="/requests" className="notice warn waiting">
          <Icon name="warn" />
          <span>{t.home.waiting(foreign)}</span>
          <Icon name="next" />
        </Link>
      )}
      {own && (
        <Link href={`/review/${own.id}`} className="notice warn waiting">
          <Icon name="warn" />
          <span>{t.home.waitingOwn}</span>
          <Icon name="next" />
        </Link>
      )}
    </>
  );
}

function BalanceRow({ network, balance }: { readonly network: NetworkView; readonly balance: BalanceView | undefined }) {
  const { t } = useWords();
  const text = useAmountText();
  const retry = useAction();
  const failed = balance?.state === 'failed';
  return (
    <li className={network.testnet ? 'row balance striped-edge' : 'row balance'} data-testid={`balance-row-${network.id}`}>
      <Tag network={network} />
      <span className="row-text">
        <strong>{network.name}</strong>
        <span className="note">
          {network.testnet && <span className="testnet">{t.common.testNetwork} · </span>}
          {failed && (
            <span className="note bad" data-testid={`balance-failed-${network.id}`}>
              {t.home.failed}
              {balance.readAt !== undefined && ' · '}
            </span>
          )}
          {balance?.readAt !== undefined && <Age at={balance.readAt} />}
          {balance?.readAt === undefined && !failed && t.home.neverRead}
          {failed && (
            <Button look="quiet" busy={retry.busy} onClick={() => retry.run(() => wallet.balances.refresh([network.id]))}>
              {t.common.retry}
            </Button>
          )}
        </span>
      </span>
      <span className="row-end" data-testid={`balance-${network.id}`}>
        {balance?.amount === undefined ? <span className="amount">{t.common.unknown}</span> : <Amount asset={balance.asset} amount={balance.amount} />}
      </span>
      {balance?.amount !== undefined && balance.spendable !== undefined && balance.spendable < balance.amount && (
        <span className="note row-below">{t.home.spendable(text(balance.spendable, network.currency))}</span>
      )}
    </li>
  );
}
