import { Link } from 'wouter';
import type { ActivityView } from '../../wallet/api';
import { shortAddress } from '../components/address';
import { Amount } from '../components/amount';
import { Tag } from '../components/network';
import { Fault } from '../components/notice';
import { clockText, dayText } from '../format';
import { useWords } from '../i18n/words';
import { Assets, useNetwork } from '../networks';
import { siteName } from '../safe-text';
import { useWallet } from '../wallet';

export function Activity() {
  const { t, language } = useWords();
  const { value, error, reload } = useWallet(['activity', 'accounts'], async (from) => {
    const [entries, accounts] = await Promise.all([from.activity.list(), from.accounts.list()]);
    const selected = accounts.find((account) => account.selected)?.index;
    return entries.filter((entry) => entry.account === selected).sort((a, b) => b.createdAt - a.createdAt);
  });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{t.activity.title}</h1>
      </header>
      <div className="screen-body">
        <Fault code={error} retry={reload} />
        {value?.length === 0 && (
          <div className="empty">
            <p>{t.activity.none}</p>
            <p className="note">{t.activity.noneHint}</p>
          </div>
        )}
        {byDay(value ?? [], language).map(([day, entries]) => (
          <section key={day}>
            <h2>{day}</h2>
            <ul className="rows">
              {entries.map((entry) => (
                <Entry key={`${entry.network} ${entry.id}`} entry={entry} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </main>
  );
}

/** In the order they come in, which is newest first. */
function byDay(entries: readonly ActivityView[], language: string): readonly (readonly [string, readonly ActivityView[]])[] {
  const days = new Map<string, ActivityView[]>();
  for (const entry of entries) {
    const day = dayText(entry.createdAt, language);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

function Entry({ entry }: { readonly entry: ActivityView }) {
  const { t, language } = useWords();
  const network = useNetwork(entry.network);
  const [change] = entry.preview.changes;
  const detail =
    change?.party !== undefined && change.direction === 'out'
      ? t.activity.sentTo(shortAddress(change.party))
      : entry.origin === 'wallet'
        ? ''
        : siteName(entry.origin);
  return (
    <li className={network?.testnet ? 'striped-edge' : ''}>
      <Link href={`/activity/${entry.network}/${entry.id}`} className="row" data-testid={`activity-${entry.id}`}>
        {network && <Tag network={network} />}
        <span className="row-text">
          <strong>{t.preview.titles[entry.preview.title]}</strong>
          <span className="note">
            {network?.testnet && <span className="spoken">{t.common.testNetwork} </span>}
            {detail}
          </span>
        </span>
        <span className="row-end">
          <Assets value={entry.assets ?? {}}>{change && <StaticAmount change={change} />}</Assets>
          <span className="note">
            <span className={`state ${entry.state}`}>{t.activity.states[entry.state]}</span> · {clockText(entry.createdAt, language)}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** Not a button: the whole row leads to the full figure. */
function StaticAmount({ change }: { readonly change: ActivityView['preview']['changes'][number] }) {
  return (
    <span className={`static-amount ${change.direction}`}>
      {change.direction === 'out' ? '−' : '+'}
      <Amount asset={change.asset} amount={change.amount} still />
    </span>
  );
}
