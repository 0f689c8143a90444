import { Link } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { ApprovalView } from '../wallet/views/approval';
import type { BalanceView, ControlView } from '../wallet/views/asset';
import type { NetworkView } from '../wallet/views/network';
import { NamedAddress, WholeAddress } from './components/address';
import { Age } from './components/age';
import { Button } from './components/controls';
import { Icon } from './components/icon';
import { Fault, Notice } from './components/notice';
import { useWords } from './i18n/words';
import { useAction, useWallet, wallet } from './wallet';

type Place = { readonly network: NetworkView; readonly control: ControlView };
type Delegate = Extract<ControlView, { kind: 'delegate' }>;

/** What else than the key acts for the selected account, and on which networks: one notice for each contract that does. */
export function Controls({ networks, balances }: { readonly networks: readonly NetworkView[]; readonly balances: readonly BalanceView[] }) {
  const { t, language } = useWords();
  const places = networks.flatMap((network): readonly Place[] => {
    const control = balances.find((balance) => balance.network === network.id)?.control;
    return control ? [{ network, control }] : [];
  });
  const contracts = places.filter(({ control }) => control.kind === 'contract');
  const delegates = new Map(places.flatMap(({ control }) => (control.kind === 'delegate' ? [[control.to, control]] : [])));
  const listed = (of: readonly Place[]) => new Intl.ListFormat(language).format(of.map(({ network }) => network.name));
  return (
    <>
      {[...delegates.values()].map((delegate) => {
        const there = places.filter(({ control }) => control.kind === 'delegate' && control.to === delegate.to);
        return (
          <Notice key={delegate.to} tone="warn" testId="delegated">
            <strong>{t.control.acts(listed(there))}</strong>
            <DelegateAddress delegate={delegate} />
            <p className="note">{t.control.means}</p>
            <div className="removals">
              {there.map(({ network }) => (
                <Removal key={network.id} network={network} alone={there.length === 1} />
              ))}
              <span className="note">
                <Age at={Math.min(...there.map(({ control }) => control.readAt))} />
              </span>
            </div>
          </Notice>
        );
      })}
      {contracts.length > 0 && (
        <Notice tone="warn" testId="contract-account">
          {t.control.contract(listed(contracts))}
        </Notice>
      )}
    </>
  );
}

function DelegateAddress({ delegate: { to, name } }: { readonly delegate: Delegate }) {
  return (
    <p className="delegate" data-testid="delegate">
      {name === undefined ? <WholeAddress address={to} /> : <NamedAddress name={name} address={to} />}
    </p>
  );
}

function Removal({ network, alone }: { readonly network: NetworkView; readonly alone: boolean }) {
  const { t } = useWords();
  const [, go] = useHashLocation();
  const start = useAction();
  const account = useWallet(['accounts'], (from) => from.accounts.list()).value?.find(({ selected }) => selected)?.index;
  const entries = useWallet(['activity'], (from) => from.activity.list()).value ?? [];
  const running = entries.find(
    (entry) =>
      entry.preview.title === 'undelegate' &&
      entry.network === network.id &&
      entry.account === account &&
      (entry.state === 'signed' || entry.state === 'pending'),
  );
  if (running)
    return (
      <Link href={`/activity/${network.id}/${running.id}`} className="button quiet" data-testid={`removing-${network.id}`}>
        {t.control.removing(network.name)} <Icon name="next" />
      </Link>
    );
  return (
    <>
      <Button
        look="quiet"
        busy={start.busy}
        data-testid={`undelegate-${network.id}`}
        onClick={() => start.run(async () => go(`/review/${await wallet.send.undelegate(network.id)}`))}
      >
        {alone ? t.control.remove : t.control.removeOn(network.name)}
      </Button>
      <Fault code={start.error} reason={start.reason} />
    </>
  );
}

/** In a question about a transaction of an account for which something else than its key acts. */
export function ControlNotice({ approval: { control, subject } }: { readonly approval: ApprovalView }) {
  const { t } = useWords();
  if (control?.kind !== 'delegate' || subject.kind !== 'transaction') return null;
  const takes = subject.preview.title === 'undelegate';
  return (
    <Notice tone={takes ? 'info' : 'warn'} testId="delegated">
      {takes ? t.control.takes : t.control.noted} <DelegateAddress delegate={control} />
    </Notice>
  );
}
