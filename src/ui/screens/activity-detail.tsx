import { useEffect } from 'react';
import type { ActivityView } from '../../wallet/api';
import { CopyButton, WholeAddress } from '../components/address';
import { Amount } from '../components/amount';
import { Button } from '../components/controls';
import { Foreign } from '../components/foreign';
import { Icon } from '../components/icon';
import { Fault } from '../components/notice';
import { Screen } from '../components/screen';
import { Where } from '../components/where';
import { explorerLink, timeText } from '../format';
import { useAccountName } from '../account-name';
import { useWords } from '../i18n/words';
import { useNameOf } from '../names';
import { Assets, useNetwork } from '../networks';
import { PreviewBody, Technical } from '../preview';
import { siteName } from '../safe-text';
import { Trouble } from '../trouble';
import { useAction, useWallet, wallet } from '../wallet';

const lookEvery = 5_000;

export function ActivityDetail({ network: networkId, id }: { readonly network: string; readonly id: string }) {
  const { t } = useWords();
  const network = useNetwork(networkId);
  const { value, error, reload } = useWallet(['activity'], (from) => from.activity.list());
  const entry = value?.find((each) => each.id === id && each.network === networkId);
  const look = useAction();
  const open = entry?.state === 'signed' || entry?.state === 'pending';

  // Someone is watching: look more often than the worker does by itself.
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => {
      wallet.activity.refresh().catch(() => {
        /* the next look will do */
      });
    }, lookEvery);
    return () => clearInterval(timer);
  }, [open]);

  const name = useNameOf(networkId, entry?.preview.changes ?? [], 'out');
  const link = explorerLink(network?.explorer?.transaction, id);
  return (
    <Screen title={entry ? t.preview.titles[entry.preview.title] : t.activity.title} back="/activity" testnet={network?.testnet}>
      <Fault code={error} retry={reload} />
      {value && !entry && <div className="empty">{t.activity.gone}</div>}
      {entry && (
        <>
          <div className="standing" role="status" data-testid="activity-state" data-state={entry.state}>
            <strong className={`state ${entry.state}`}>{t.activity.states[entry.state]}</strong>
            <span className="note">{entry.undone ? t.waiting.undone : t.activity.stateHints[entry.state]}</span>
            <div className={open ? 'stitch running' : 'stitch'} aria-hidden="true" />
          </div>
          <Trouble entry={entry} entries={value ?? []} />
          <Where network={entry.network} />
          <Assets value={entry.assets ?? {}}>
            <PreviewBody preview={{ ...entry.preview, warnings: [] }} fee={entry.fee.max} toName={name} />
            {entry.received && (
              <section data-testid="came">
                <h2>{t.received.came}</h2>
                <PreviewBody preview={{ title: entry.preview.title, changes: entry.received, details: [], warnings: [] }} />
              </section>
            )}
          </Assets>
          <Facts entry={entry} />
          {open && (
            <Button icon="refresh" busy={look.busy} onClick={() => look.run(() => wallet.activity.refresh())}>
              {t.activity.refresh}
            </Button>
          )}
          <div className="actions">
            <CopyButton text={id} label={t.common.copyId} />
            {link !== undefined && (
              <a className="button plain" href={link} target="_blank" rel="noreferrer">
                <Icon name="out" />
                <span>{t.common.openInExplorer}</span>
              </a>
            )}
          </div>
          <Technical preview={entry.preview} />
        </>
      )}
    </Screen>
  );
}

function Facts({ entry }: { readonly entry: ActivityView }) {
  const { t, language } = useWords();
  const nameOf = useAccountName();
  const account = useWallet(['accounts'], (from) => from.accounts.list()).value?.find((each) => each.index === entry.account);
  const { max } = entry.fee;
  return (
    <dl className="group details">
      {!isNever(entry) && (
        <div className="detail tall">
          <dt>{entry.paidFee === undefined ? t.activity.feeMax : t.activity.paid}</dt>
          <dd>
            <Amount asset={max.asset} amount={entry.paidFee ?? max.amount} whole />
          </dd>
        </div>
      )}
      <div className="detail">
        <dt>{t.activity.time}</dt>
        <dd>
          <time dateTime={new Date(entry.createdAt).toISOString()}>{timeText(entry.createdAt, language)}</time>
        </dd>
      </div>
      {entry.confirmations !== undefined && (
        <div className="detail">
          <dt>{t.activity.confirmations}</dt>
          <dd>{entry.confirmations.toLocaleString(language)}</dd>
        </div>
      )}
      {account && (
        <div className="detail">
          <dt>{t.common.account}</dt>
          <dd>
            <Foreign text={nameOf(account)} />
          </dd>
        </div>
      )}
      <div className="detail">
        <dt>{t.activity.by}</dt>
        <dd>{entry.origin === 'wallet' ? t.activity.byYou : <bdi>{siteName(entry.origin)}</bdi>}</dd>
      </div>
      <div className="detail tall">
        <dt>{t.activity.id}</dt>
        <dd>
          <WholeAddress address={entry.id} testId="transaction-id" />
        </dd>
      </div>
    </dl>
  );
}

/** It is in no block, and takes no fee. */
const isNever = ({ state }: ActivityView): boolean => state === 'replaced' || state === 'dropped';
