import type { ReceivedView } from '../../wallet/api';
import { useAccountName } from '../account-name';
import { CopyButton, WholeAddress } from '../components/address';
import { Foreign } from '../components/foreign';
import { Icon } from '../components/icon';
import { Fault, Notice } from '../components/notice';
import { Screen } from '../components/screen';
import { Where } from '../components/where';
import { explorerLink, timeText } from '../format';
import { useWords } from '../i18n/words';
import { Assets, useNetwork } from '../networks';
import { PreviewBody } from '../preview';
import { useNameOf } from '../names';
import { useWallet } from '../wallet';

type ReceivedProps = { readonly network: string; readonly id: string; readonly hidden: string | undefined };

/** What one transaction of somebody else's brought. The sender's address can be read and not copied: it is nobody to pay back. */
export function Received({ network: networkId, id, hidden }: ReceivedProps) {
  const { t } = useWords();
  const network = useNetwork(networkId);
  const { value, error, reload } = useWallet(['activity', 'accounts', 'tokens'], (from) => from.activity.received());
  const entry = value?.find((each) => each.id === id && each.network === networkId && each.hidden === hidden);
  // An imitator has a name for himself, too.
  const name = useNameOf(networkId, (entry?.hidden === undefined && entry?.changes) || [], 'in');
  const link = explorerLink(network?.explorer?.transaction, id);
  return (
    <Screen title={t.received.title} back="/activity" testnet={network?.testnet}>
      <Fault code={error} retry={reload} />
      {value && !entry && <div className="empty">{t.activity.gone}</div>}
      {entry && (
        <>
          <div className="standing" role="status" data-testid="received-state" data-state={entry.state}>
            <strong className={`state ${entry.state}`}>{t.activity.states[entry.state]}</strong>
            <span className="note">{t.activity.stateHints[entry.state]}</span>
            <div className="stitch" aria-hidden="true" />
          </div>
          {entry.hidden !== undefined && (
            <Notice tone={entry.hidden === 'look-alike' ? 'bad' : 'warn'} testId={`hidden-${entry.hidden}`}>
              {t.received.warnings[entry.hidden]}
            </Notice>
          )}
          <Where network={entry.network} />
          <Assets value={entry.assets ?? {}}>
            <PreviewBody preview={{ title: 'send', changes: entry.changes, details: [], warnings: [] }} fromName={name} />
          </Assets>
          <Facts entry={entry} />
          <div className="actions">
            <CopyButton text={id} label={t.common.copyId} />
            {link !== undefined && (
              <a className="button plain" href={link} target="_blank" rel="noreferrer">
                <Icon name="out" />
                <span>{t.common.openInExplorer}</span>
              </a>
            )}
          </div>
        </>
      )}
    </Screen>
  );
}

function Facts({ entry }: { readonly entry: ReceivedView }) {
  const { t, language } = useWords();
  const nameOf = useAccountName();
  const account = useWallet(['accounts'], (from) => from.accounts.list()).value?.find((each) => each.index === entry.account);
  return (
    <dl className="group details">
      <div className="detail">
        <dt>{t.activity.time}</dt>
        <dd>
          <time dateTime={new Date(entry.at).toISOString()}>{timeText(entry.at, language)}</time>
        </dd>
      </div>
      {account && (
        <div className="detail">
          <dt>{t.common.account}</dt>
          <dd>
            <Foreign text={nameOf(account)} />
          </dd>
        </div>
      )}
      <div className="detail tall">
        <dt>{t.activity.id}</dt>
        <dd>
          <WholeAddress address={entry.id} testId="transaction-id" />
        </dd>
      </div>
    </dl>
  );
}
