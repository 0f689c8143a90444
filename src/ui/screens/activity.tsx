import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { familyOf } from '../../chains/registry';
import type { Client } from '../../rpc/rpc';
import type { WalletApi } from '../../wallet/api';
import type { ActivityView, ReceivedView } from '../../wallet/views/activity';
import { shortAddress } from '../components/address';
import { Amount } from '../components/amount';
import { Button, IconButton } from '../components/controls';
import { Tag } from '../components/network';
import { Fault } from '../components/notice';
import { ReceivedRow } from '../components/received-row';
import { clockText, dayText } from '../format';
import { useWords } from '../i18n/words';
import { Assets, useAllNetworks, useNetwork, useVisibleNetworks } from '../networks';
import { useTrouble } from '../standing';
import { safeText, siteName } from '../safe-text';
import { useAction, useWallet, wallet } from '../wallet';

/** What the selected account sent, and what came to it. */
export function Activity() {
  const { t, language } = useWords();
  const networks = useVisibleNetworks();
  const { value, error, reload } = useWallet(['activity', 'accounts', 'tokens'], itemsOf);
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState('');
  const look = useAction();
  const { run } = look;

  // What is known is on the screen already; now ask.
  useEffect(() => run(() => wallet.activity.refresh()), [run]);

  const among = new Set(value?.map(networkOf));
  const network = among.has(chosen) ? chosen : '';
  const ofNetwork = value?.filter((item) => network === '' || networkOf(item) === network);
  const hidden = ofNetwork?.filter(isHidden).length ?? 0;
  const shown = all ? ofNetwork : ofNetwork?.filter((item) => !isHidden(item));
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{t.activity.title}</h1>
        <IconButton icon="refresh" label={t.received.refresh} disabled={look.busy} data-testid="look" onClick={() => run(() => wallet.activity.refresh())} />
      </header>
      <div className="screen-body">
        <div className={look.busy ? 'stitch running' : 'stitch'} aria-hidden="true" />
        <span className="spoken" role="status">
          {look.busy ? t.received.looking : ''}
        </span>
        <Fault code={error} retry={reload} />
        <NetworkFilter among={among} value={network} onChange={setChosen} />
        {shown?.length === 0 && (
          <div className="empty">
            <p>{t.activity.none}</p>
            <p className="note">{t.activity.noneHint}</p>
          </div>
        )}
        {byDay(shown ?? [], language).map(([day, items]) => (
          <section key={day}>
            <h2>{day}</h2>
            <ul className="rows">
              {items.map((item) => ('received' in item ? <ReceivedRow key={item.key} entry={item.received} /> : <Entry key={item.key} entry={item.sent} />))}
            </ul>
          </section>
        ))}
        {hidden > 0 && (
          <Button look="quiet" aria-pressed={all} data-testid="hidden-toggle" onClick={() => setAll(!all)}>
            {all ? t.received.hide : t.received.show(hidden)}
          </Button>
        )}
        {networks.some(({ family }) => familyOf(family).indexer !== undefined) && <p className="note">{t.received.coins}</p>}
      </div>
    </main>
  );
}

/** All networks (`''`), or one: for who looks for one thing in a long list. Where there is but one network there is nothing to choose. */
function NetworkFilter({
  among,
  value,
  onChange,
}: {
  readonly among: ReadonlySet<string>;
  readonly value: string;
  readonly onChange: (network: string) => void;
}) {
  const { t } = useWords();
  const networks = useAllNetworks().filter(({ id }) => among.has(id));
  if (networks.length < 2) return null;
  return (
    <select className="filter" aria-label={t.activity.filter} value={value} data-testid="activity-network" onChange={(event) => onChange(event.target.value)}>
      <option value="">{t.activity.allNetworks}</option>
      {networks.map(({ id, name }) => (
        <option key={id} value={id}>
          {safeText(name)}
        </option>
      ))}
    </select>
  );
}

/** One line of the list. `at`: Unix ms. */
type Item = { readonly key: string; readonly at: number } & ({ readonly sent: ActivityView } | { readonly received: ReceivedView });

const networkOf = (item: Item): string => ('sent' in item ? item.sent : item.received).network;
const isHidden = (item: Item): boolean => 'received' in item && item.received.hidden !== undefined;

async function itemsOf(from: Client<WalletApi>): Promise<readonly Item[]> {
  const [entries, arrivals, accounts] = await Promise.all([from.activity.list(), from.activity.received(), from.accounts.list()]);
  const selected = accounts.find((account) => account.selected)?.index;
  const items: readonly Item[] = [
    ...entries.map((sent) => ({ key: `${sent.network} ${sent.id}`, at: sent.createdAt, sent })),
    ...arrivals.map((received) => ({ key: `${received.network} ${received.id} in ${received.hidden ?? ''}`, at: received.at, received })),
  ];
  return items.filter((item) => ('sent' in item ? item.sent : item.received).account === selected).sort((a, b) => b.at - a.at);
}

/** In the order they come in, which is newest first. */
function byDay(items: readonly Item[], language: string): readonly (readonly [string, readonly Item[]])[] {
  const days = new Map<string, Item[]>();
  for (const item of items) {
    const day = dayText(item.at, language);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

function Entry({ entry }: { readonly entry: ActivityView }) {
  const { t, language } = useWords();
  const network = useNetwork(entry.network);
  const trouble = useTrouble(entry);
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
            <span className={`state ${trouble && trouble !== 'earlier' ? 'stuck' : entry.state}`} data-trouble={trouble}>
              {trouble === undefined ? t.activity.states[entry.state] : trouble === 'earlier' ? t.waiting.inLine : t.waiting.stuck}
            </span>{' '}
            · {clockText(entry.createdAt, language)}
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
