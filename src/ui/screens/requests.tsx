import { useEffect, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { ApprovalView } from '../../wallet/views/approval';
import { Button } from '../components/controls';
import { Heading } from '../components/heading';
import { Fault } from '../components/notice';
import type { Words } from '../i18n/en';
import { useWords } from '../i18n/words';
import { useNetwork } from '../networks';
import { Question } from '../question';
import { siteName } from '../safe-text';
import { useAction, useWallet, wallet } from '../wallet';

const pingEvery = 20_000;
/** How long nothing must be asked before the window goes. */
export const lingerTime = 300;

const isWaiting = (approval: ApprovalView) => approval.state === 'pending' && approval.origin !== 'wallet';

/** The questions of sites, one at a time, oldest first. Calls `onEmpty` when the last is answered. */
export function Questions({ onEmpty }: { readonly onEmpty: () => void }) {
  const { t } = useWords();
  const { value, error, reload } = useWallet(['approvals', 'accounts', 'networks'], (from) => from.approvals.list());
  const [held, setHeld] = useState<string>();
  const rejectAll = useAction();
  const waiting = value?.filter(isWaiting) ?? [];
  // The one that is being worked on keeps its place, whatever else comes or goes.
  const current = value?.find((approval) => approval.id === held) ?? waiting[0];
  const network = useNetwork(current?.network);
  const empty = value !== undefined && current === undefined;

  // A worker that nobody talks to is stopped, while the person still reads.
  useEffect(() => {
    const timer = setInterval(() => {
      wallet.vault.status().catch(() => {
        /* the next one wakes it */
      });
    }, pingEvery);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!empty) return;
    let left = false;
    // A site asks for the next thing as soon as it has the first: wait for it, and look once more.
    const look = async () => {
      const another = await wallet.approvals.list().then(
        (all) => all.some(isWaiting),
        () => true,
      );
      if (left) return;
      if (another) reload();
      else onEmpty();
    };
    const timer = setTimeout(() => void look(), lingerTime);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [empty, onEmpty, reload]);

  if (error)
    return (
      <main className="screen">
        <div className="screen-body">
          <Fault code={error} retry={reload} />
        </div>
      </main>
    );
  if (!current)
    return (
      <main className="screen">
        <div className="empty">{empty && <p>{t.approval.none}</p>}</div>
      </main>
    );
  const others = waiting.filter((approval) => approval.id !== current.id).length;
  const { subject } = current;
  const title = titleOf(subject, t);
  return (
    <main className={network?.testnet ? 'screen striped-edge' : 'screen'} key={current.id}>
      {others > 0 && (
        <div className="queue">
          <span className="note" role="status" data-testid="queue">
            {t.approval.of(1, others + 1)}
          </span>
          <Button look="quiet" busy={rejectAll.busy} data-testid="reject-all" onClick={() => rejectAll.run(() => wallet.approvals.rejectAll())}>
            {t.approval.rejectAll}
          </Button>
        </div>
      )}
      <header className="asker">
        <bdi className="site" data-testid="site">
          {siteName(current.origin)}
        </bdi>
        <Heading>{title}</Heading>
        {isOpenToAll(current.origin) && <p className="note bad">{t.approval.insecure}</p>}
        <div className="stitch accent" aria-hidden="true" />
      </header>
      <Question approval={current} onStart={() => setHeld(current.id)} onEnd={() => setHeld(undefined)} />
    </main>
  );
}

function titleOf(subject: ApprovalView['subject'], t: Words): string {
  switch (subject.kind) {
    case 'connect':
      return t.approval.connectTitle;
    case 'switch':
      return subject.stay ? t.networks.offered.title : t.approval.switchTitle;
    case 'token':
      return t.tokens.add;
    case 'network':
      return t.networks.offered.title;
    default:
      return t.preview.titles[subject.preview.title];
  }
}

/** A plain connection, except to this computer. */
const isOpenToAll = (origin: string) => /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])(:|$))/.test(origin);

/** The same inside the popup. */
export function Requests() {
  const [, go] = useHashLocation();
  const [home] = useState(() => () => go('/'));
  return <Questions onEmpty={home} />;
}
