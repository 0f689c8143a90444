import { useEffect } from 'react';
import type { ActivityView } from '../../wallet/views/activity';
import { Amount } from '../components/amount';
import { Button } from '../components/controls';
import { Fault } from '../components/notice';
import { Screen } from '../components/screen';
import { AccountRow, IdActions, IdRow, TimeRow } from '../components/transaction';
import { Where } from '../components/where';
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
            <Button icon="refresh" data-testid="look-again" busy={look.busy} onClick={() => look.run(() => wallet.activity.refresh())}>
              {t.activity.refresh}
            </Button>
          )}
          <IdActions network={networkId} id={id} />
          <Technical preview={entry.preview} />
        </>
      )}
    </Screen>
  );
}

function Facts({ entry }: { readonly entry: ActivityView }) {
  const { t, language } = useWords();
  const { max } = entry.fee;
  return (
    <dl className="group details">
      {!isNever(entry) && (
        <div className="detail tall" data-testid={entry.paidFee === undefined ? 'fee-most' : 'fee-paid'}>
          <dt>{entry.paidFee === undefined ? t.activity.feeMax : t.activity.paid}</dt>
          <dd>
            <Amount asset={max.asset} amount={entry.paidFee ?? max.amount} whole />
          </dd>
        </div>
      )}
      <TimeRow at={entry.createdAt} />
      {entry.confirmations !== undefined && (
        <div className="detail">
          <dt>{t.activity.confirmations}</dt>
          <dd>{entry.confirmations.toLocaleString(language)}</dd>
        </div>
      )}
      <AccountRow index={entry.account} />
      <div className="detail">
        <dt>{t.activity.by}</dt>
        <dd>{entry.origin === 'wallet' ? t.activity.byYou : <bdi>{siteName(entry.origin)}</bdi>}</dd>
      </div>
      <IdRow id={entry.id} />
    </dl>
  );
}

/** It is in no block, and takes no fee. */
const isNever = ({ state }: ActivityView): boolean => state === 'replaced' || state === 'dropped';
