import { Fault, Notice } from '../components/notice';
import { Screen } from '../components/screen';
import { AccountRow, IdActions, IdRow, TimeRow } from '../components/transaction';
import { Where } from '../components/where';
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
          <dl className="group details">
            <TimeRow at={entry.at} />
            <AccountRow index={entry.account} />
            <IdRow id={entry.id} />
          </dl>
          <IdActions network={networkId} id={id} />
        </>
      )}
    </Screen>
  );
}
