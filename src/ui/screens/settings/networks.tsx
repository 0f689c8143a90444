import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { ChainId } from '../../../core/caip';
import type { NetworkView } from '../../../wallet/views/network';
import { Button, IconButton, Switch } from '../../components/controls';
import { Icon } from '../../components/icon';
import { NetworkName, Tag } from '../../components/network';
import { Fault } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { useAllNetworks } from '../../networks';
import { useAction, useWallet, wallet } from '../../wallet';

/** Every network there is, in groups; those that are on can be put into another order. */
export function NetworksSettings() {
  const { t } = useWords();
  const words = t.networks;
  const networks = useAllNetworks();
  const settings = useWallet(['settings'], (from) => from.settings.get());
  const change = useAction();
  const [search, setSearch] = useState('');
  const [ordering, setOrdering] = useState(false);

  const found = networks.filter((network) => fits(network, search));
  const here = found.filter((network) => !network.removed);
  const on = here.filter(({ enabled, testnet }) => enabled && !testnet);
  const off = here.filter(({ enabled, testnet }) => !enabled && !testnet);
  const test = here.filter(({ testnet }) => testnet);
  const removed = found.filter((network) => network.removed);
  const showsTest = settings.value?.testnets === true || search !== '';

  return (
    <Screen
      title={t.settings.networks}
      back="/settings"
      aside={
        <Link href="/settings/networks/add" className="icon-button" aria-label={words.add} title={words.add} data-testid="network-add">
          <Icon name="plus" />
        </Link>
      }
    >
      <input
        type="search"
        className="input"
        value={search}
        aria-label={words.search}
        placeholder={words.searchHint}
        data-testid="network-search"
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className="note">{words.nothing}</p>}
      {(on.length > 0 || search === '') && (
        <section>
          <div className="list-head">
            <h2>{words.on}</h2>
            {on.length > 1 && search === '' && (
              <Button look="quiet" aria-pressed={ordering} data-testid="network-order" onClick={() => setOrdering(!ordering)}>
                {ordering ? words.orderDone : words.order}
              </Button>
            )}
          </div>
          {on.length === 0 && <p className="note">{words.none}</p>}
          {ordering && search === '' ? <Order networks={on} /> : <Rows networks={on} />}
        </section>
      )}
      {off.length > 0 && (
        <section>
          <h2>{words.off}</h2>
          <p className="note">{words.offHint}</p>
          <Rows networks={off} />
        </section>
      )}
      <section>
        <h2>{words.test}</h2>
        {settings.value && search === '' && (
          <div className="group">
            <Switch
              label={t.settings.testnets}
              hint={t.settings.testnetsHint}
              on={settings.value.testnets}
              testId="setting-testnets"
              onChange={(testnets) => change.run(() => wallet.settings.update({ testnets }))}
            />
          </div>
        )}
        <Fault code={settings.error ?? change.error} />
        {showsTest && <Rows networks={test} />}
      </section>
      {removed.length > 0 && (
        <section>
          <h2>{words.removed}</h2>
          <p className="note">{words.removedHint}</p>
          <Rows networks={removed} />
        </section>
      )}
    </Screen>
  );
}

function Rows({ networks }: { readonly networks: readonly NetworkView[] }) {
  if (networks.length === 0) return null;
  return (
    <ul className="group">
      {networks.map((network) => (
        <Row key={network.id} network={network} />
      ))}
    </ul>
  );
}

function Row({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  return (
    <li className={network.testnet ? 'network-row striped-edge' : 'network-row'}>
      <Link href={`/settings/network/${network.id}`} className="row" data-testid={`network-${network.id}`}>
        <Tag network={network} />
        <span className="row-text">
          <NetworkName network={network} />
          {(network.local || network.custom) && <span className="note">{network.custom ? t.networks.custom : t.settings.local}</span>}
        </span>
      </Link>
      {network.removed ? (
        <Button look="quiet" busy={busy} data-testid={`network-restore-${network.id}`} onClick={() => run(() => wallet.networks.restore(network.id))}>
          {t.networks.restore}
        </Button>
      ) : (
        <input
          type="checkbox"
          role="switch"
          checked={network.enabled}
          disabled={busy}
          aria-label={t.settings.networkOn(network.name)}
          data-testid={`network-switch-${network.id}`}
          onChange={(event) => run(() => wallet.networks.setEnabled(network.id, event.target.checked))}
        />
      )}
      <Fault code={error} />
    </li>
  );
}

type Move = { readonly id: ChainId; readonly by: -1 | 1 };

function Order({ networks }: { readonly networks: readonly NetworkView[] }) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  const [last, setLast] = useState<Move>();
  const list = useRef<HTMLUListElement>(null);
  const ids = networks.map(({ id }) => id);
  const place = last ? ids.indexOf(last.id) : -1;

  // The button that was pressed moves with its row, and would lose the keyboard on the way; at an end the other one takes it.
  useEffect(() => {
    if (!last || place < 0) return;
    const buttons = list.current?.children[place]?.querySelectorAll('button');
    const [up, down] = [buttons?.[0], buttons?.[1]];
    const wanted = last.by < 0 ? up : down;
    (wanted?.disabled ? (last.by < 0 ? down : up) : wanted)?.focus();
  }, [last, place]);

  const move = ({ id, by }: Move) => {
    const from = ids.indexOf(id);
    const next = ids.filter((other) => other !== id);
    next.splice(from + by, 0, id);
    setLast({ id, by });
    run(() => wallet.networks.reorder(next));
  };

  return (
    <>
      <ul className="group" ref={list} aria-busy={busy}>
        {networks.map((network, at) => (
          <li key={network.id} className="row">
            <Tag network={network} />
            <span className="row-text">
              <NetworkName network={network} />
            </span>
            <IconButton
              icon="up"
              label={t.networks.up(network.name)}
              disabled={at === 0}
              data-testid={`network-up-${network.id}`}
              onClick={() => move({ id: network.id, by: -1 })}
            />
            <IconButton
              icon="down"
              label={t.networks.down(network.name)}
              disabled={at === networks.length - 1}
              data-testid={`network-down-${network.id}`}
              onClick={() => move({ id: network.id, by: 1 })}
            />
          </li>
        ))}
      </ul>
      <p className="spoken" role="status">
        {last && place >= 0 ? t.networks.moved(networks[place]!.name, place + 1, networks.length) : ''}
      </p>
      <Fault code={error} />
    </>
  );
}

function fits({ id, name, currency }: NetworkView, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const reference = id.slice(id.indexOf(':') + 1);
  return name.toLowerCase().includes(wanted) || currency.symbol.toLowerCase() === wanted || reference === wanted || id === wanted;
}
