import { Link } from 'wouter';
import type { NetworkView, Settings as Values } from '../../../wallet/api';
import { Choice, Switch } from '../../components/controls';
import { Icon } from '../../components/icon';
import { NetworkName, Tag } from '../../components/network';
import { Fault } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { useNetworks } from '../../networks';
import { useAction, useWallet, wallet } from '../../wallet';

const lockChoices = [1, 5, 15, 30, 60, 240] as const;

export function Settings() {
  const { t } = useWords();
  const { value, error, reload } = useWallet(['settings'], (from) => from.settings.get());
  const change = useAction();
  const set = (next: Partial<Values>) => change.run(() => wallet.settings.update(next));
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{t.settings.title}</h1>
      </header>
      <div className="screen-body">
        <Fault code={error ?? change.error} retry={reload} />
        {value && (
          <>
            <section>
              <h2>{t.settings.general}</h2>
              <div className="group">
                <Choice
                  label={t.settings.language}
                  value={value.language}
                  testId="setting-language"
                  onChange={(language) => set({ language })}
                  options={(['auto', 'en', 'zh-CN'] as const).map((each) => ({ value: each, text: t.settings.languages[each] }))}
                />
                <Choice
                  label={t.settings.theme}
                  value={value.theme}
                  testId="setting-theme"
                  onChange={(theme) => set({ theme })}
                  options={(['auto', 'light', 'dark'] as const).map((each) => ({ value: each, text: t.settings.themes[each] }))}
                />
              </div>
            </section>
            <section>
              <h2>{t.settings.security}</h2>
              <div className="group">
                <Choice
                  label={t.settings.lockAfter}
                  value={String(value.lockMinutes)}
                  testId="setting-lock"
                  onChange={(minutes) => set({ lockMinutes: Number(minutes) })}
                  options={[...new Set([...lockChoices, value.lockMinutes])]
                    .sort((a, b) => a - b)
                    .map((minutes) => ({ value: String(minutes), text: t.settings.minutes(minutes) }))}
                />
                <Line to="/settings/sites" text={t.settings.sites} />
                <Line to="/settings/password" text={t.settings.changePassword} />
                <Line to="/settings/phrase" text={t.settings.reveal} />
                <button
                  type="button"
                  className="row"
                  onClick={() => {
                    void wallet.vault.lock();
                  }}
                >
                  <span className="row-text">{t.settings.lockNow}</span>
                  <Icon name="lock" />
                </button>
              </div>
            </section>
            <section>
              <h2>{t.settings.networks}</h2>
              <div className="group">
                <NetworkRows />
                <Switch
                  label={t.settings.testnets}
                  hint={t.settings.testnetsHint}
                  on={value.testnets}
                  testId="setting-testnets"
                  onChange={(testnets) => set({ testnets })}
                />
              </div>
            </section>
          </>
        )}
      </div>
    </main>
  );
}

function Line({ to, text }: { readonly to: string; readonly text: string }) {
  return (
    <Link href={to} className="row">
      <span className="row-text">{text}</span>
      <Icon name="next" />
    </Link>
  );
}

function NetworkRows() {
  return useNetworks().map((network) => <NetworkRow key={network.id} network={network} />);
}

function NetworkRow({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  return (
    <div className={network.testnet ? 'network-row striped-edge' : 'network-row'}>
      <Link href={`/settings/network/${network.id}`} className="row" data-testid={`network-${network.id}`}>
        <Tag network={network} />
        <span className="row-text">
          <NetworkName network={network} />
          {network.local && <span className="note">{t.settings.local}</span>}
        </span>
      </Link>
      <input
        type="checkbox"
        role="switch"
        checked={network.enabled}
        disabled={busy}
        aria-label={t.settings.networkOn(network.name)}
        data-testid={`network-switch-${network.id}`}
        onChange={(event) => run(() => wallet.networks.setEnabled(network.id, event.target.checked))}
      />
      <Fault code={error} />
    </div>
  );
}
