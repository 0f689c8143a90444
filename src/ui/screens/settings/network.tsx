import { useState, type FormEvent } from 'react';
import { familyOf } from '../../../chains/registry';
import type { NetworkView } from '../../../wallet/views/network';
import { Button, Switch } from '../../components/controls';
import { Foreign } from '../../components/foreign';
import { Fault, Notice } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { useNetwork } from '../../networks';
import { useAction, wallet } from '../../wallet';
import { Endpoints } from './endpoints';
import { Indexer } from './indexer';
import { TextField } from './network-form';

export function NetworkSettings({ id }: { readonly id: string }) {
  const { t } = useWords();
  const network = useNetwork(id);
  if (!network)
    return (
      <Screen title={t.settings.networks} back="/settings/networks">
        <Fault code="network/unknown" />
      </Screen>
    );
  return (
    <Screen title={network.name} back="/settings/networks" testnet={network.testnet}>
      {network.removed ? (
        <Removed network={network} />
      ) : (
        <>
          <OnOff network={network} />
          <Details network={network} />
          <Endpoints network={network} />
          <Indexer network={network} />
          <Remove network={network} />
        </>
      )}
    </Screen>
  );
}

function OnOff({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const { error, run } = useAction();
  return (
    <div className="group">
      <Switch
        label={t.settings.networkOn(network.name)}
        on={network.enabled}
        {...(network.enabled ? {} : { hint: t.settings.networkOff })}
        onChange={(on) => run(() => wallet.networks.setEnabled(network.id, on))}
      />
      <Fault code={error} />
    </div>
  );
}

function Details({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const words = t.networks;
  const [form, setForm] = useState<{ readonly name: string; readonly symbol: string; readonly explorer: string }>();
  const save = useAction();
  const reset = useAction();
  const explorer = explorerOf(network);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form) return;
    // Only what differs is the user's own; the rest goes on following what ships.
    const change = {
      ...(form.name.trim() !== network.name && { name: form.name }),
      ...(form.symbol.trim() !== network.currency.symbol && { symbol: form.symbol }),
      ...(form.explorer.trim() !== explorer && { explorer: form.explorer.trim() }),
    };
    save.run(async () => {
      await wallet.networks.edit(network.id, change);
      setForm(undefined);
    });
  };
  const set = (change: Partial<NonNullable<typeof form>>) => {
    save.clear();
    setForm((before) => before && { ...before, ...change });
  };

  return (
    <section>
      <h2>{words.details}</h2>
      {form === undefined ? (
        <>
          <dl className="group details">
            <Fact label={words.name} text={network.name} />
            <Fact label={words.symbol} text={network.currency.symbol} />
            <Fact label={words.chainId} text={network.id.slice(network.id.indexOf(':') + 1)} />
            {explorer !== '' && <Fact label={words.explorer} text={explorer} />}
          </dl>
          {network.custom && <p className="note">{words.custom}</p>}
          <div className="actions">
            <Button icon="edit" data-testid="network-edit" onClick={() => setForm({ name: network.name, symbol: network.currency.symbol, explorer })}>
              {words.edit}
            </Button>
            {network.edited && (
              <Button busy={reset.busy} data-testid="network-reset" onClick={() => reset.run(() => wallet.networks.reset(network.id))}>
                {words.reset}
              </Button>
            )}
          </div>
          <Fault code={reset.error} />
        </>
      ) : (
        <form onSubmit={submit}>
          <TextField
            label={words.name}
            value={form.name}
            testId="network-name"
            error={save.error}
            codes={['name/invalid']}
            onChange={(name) => set({ name })}
          />
          <TextField
            label={words.symbol}
            value={form.symbol}
            testId="network-symbol"
            error={save.error}
            codes={['symbol/invalid']}
            onChange={(symbol) => set({ symbol })}
          />
          {familyOf(network.family).custom && (
            <TextField
              label={words.explorer}
              hint={words.explorerHint}
              value={form.explorer}
              testId="network-explorer"
              error={save.error}
              codes={['explorer/invalid']}
              onChange={(text) => set({ explorer: text })}
            />
          )}
          <div className="actions">
            <Button onClick={() => setForm(undefined)}>{t.common.cancel}</Button>
            <Button type="submit" look="primary" busy={save.busy} data-testid="network-save">
              {t.common.save}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="detail">
      <dt>{label}</dt>
      <dd>
        <Foreign text={text} />
      </dd>
    </div>
  );
}

function Remove({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  return (
    <section>
      <h2>{t.networks.remove}</h2>
      <p className="note">{t.networks.removeText}</p>
      <div className="actions">
        <Button busy={busy} data-testid="network-remove" onClick={() => run(() => wallet.networks.remove(network.id))}>
          {t.networks.remove}
        </Button>
      </div>
      <Fault code={error} />
    </section>
  );
}

function Removed({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  return (
    <>
      <Notice>{t.networks.removedText}</Notice>
      <div className="actions">
        <Button look="primary" busy={busy} data-testid="network-restore" onClick={() => run(() => wallet.networks.restore(network.id))}>
          {t.networks.restore}
        </Button>
      </div>
      <Fault code={error} />
    </>
  );
}

/** Where the explorer starts: its link to a transaction without the path and the id. */
const explorerOf = ({ explorer }: NetworkView): string => explorer?.transaction.replace(/\/(#\/)?(tx|transaction)\/\{id\}.*$/, '') ?? '';
