import { Link } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { ActivityView } from '../wallet/views/activity';
import { WholeAddress } from './components/address';
import { Button } from './components/controls';
import { Fault, Notice } from './components/notice';
import { useWords } from './i18n/words';
import { useTrouble } from './standing';
import { useAction, useWallet, wallet } from './wallet';

type TroubleProps = { readonly entry: ActivityView; readonly entries: readonly ActivityView[] };

/** What keeps a transaction from being included, what can be done about it, and which one came in its place. */
export function Trouble({ entry, entries }: TroubleProps) {
  const { t } = useWords();
  const trouble = useTrouble(entry);
  const find = (id: string | undefined) => entries.find((other) => other.id === id && other.network === entry.network);
  const successor = entries.find((other) => other.replaces === entry.id && other.network === entry.network && isOpen(other));
  const by = find(entry.replacedBy);
  return (
    <>
      {trouble && (
        <Notice tone={trouble === 'earlier' ? 'info' : 'warn'} testId={`trouble-${trouble}`}>
          {t.waiting.trouble[trouble]}
        </Notice>
      )}
      {isOpen(entry) && successor && (
        <Notice>
          {t.waiting.superseded} <To entry={successor} />
        </Notice>
      )}
      {isOpen(entry) && !successor && <Remedies entry={entry} entries={entries} />}
      {entry.replaces !== undefined && <Related label={t.waiting.replaces} id={entry.replaces} entry={find(entry.replaces)} />}
      {entry.replacedBy !== undefined && (
        <Related label={by?.preview.title === 'cancel' ? t.waiting.cancelled : t.waiting.replacedBy} id={entry.replacedBy} entry={by} strange />
      )}
    </>
  );
}

/** Asked for again whenever anything happened: what was the second in line may be the first now. */
function Remedies({ entry, entries }: TroubleProps) {
  const { t } = useWords();
  const [, go] = useHashLocation();
  const replace = useAction();
  const { value } = useWallet(['activity'], (from) => from.activity.replacements(entry.network, entry.id), entry.id);
  if (!value) return null;
  const first = entries.find((other) => other.id === value.first && other.network === entry.network);
  const start = (how: 'speed-up' | 'cancel') => replace.run(async () => go(`/review/${await wallet.activity.replace(entry.network, entry.id, how)}`));
  return (
    <>
      {value.how.length > 0 && (
        <div className="answers">
          {value.how.includes('cancel') && entry.preview.title !== 'cancel' && (
            <Button busy={replace.busy} data-testid="replace-cancel" onClick={() => start('cancel')}>
              {t.waiting.cancel}
            </Button>
          )}
          {value.how.includes('speed-up') && (
            <Button busy={replace.busy} data-testid="replace-speed-up" onClick={() => start('speed-up')}>
              {t.waiting.speedUp}
            </Button>
          )}
        </div>
      )}
      {first && (
        <Link className="button plain" href={`/activity/${first.network}/${first.id}`} data-testid="first-in-line">
          {t.waiting.toFirst}
        </Link>
      )}
      <Fault code={replace.error} reason={replace.reason} />
    </>
  );
}

type RelatedProps = { readonly label: string; readonly id: string; readonly entry: ActivityView | undefined; readonly strange?: boolean };

function Related({ label, id, entry, strange = false }: RelatedProps) {
  const { t } = useWords();
  return (
    <dl className="group details">
      <div className="detail tall" data-testid="related">
        <dt>{label}</dt>
        <dd>
          {entry ? <To entry={entry} /> : <WholeAddress address={id} />}
          {!entry && strange && <span className="note">{t.waiting.stranger}</span>}
        </dd>
      </div>
    </dl>
  );
}

function To({ entry }: { readonly entry: ActivityView }) {
  const { t } = useWords();
  return (
    <Link href={`/activity/${entry.network}/${entry.id}`}>
      {t.preview.titles[entry.preview.title]} · {t.activity.states[entry.state]}
    </Link>
  );
}

const isOpen = ({ state }: ActivityView): boolean => state === 'signed' || state === 'pending';
