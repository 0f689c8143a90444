import { useEffect, type ReactNode } from 'react';
import type { VaultStatus } from '../wallet/views/account';
import type { Settings } from '../wallet/views/settings';
import { Fault } from './components/notice';
import { SpeechProvider } from './i18n/words';
import { Networks } from './networks';
import { useWallet, wallet } from './wallet';

/**
 * What every page of the extension stands in: language, theme, networks, and the state of the vault.
 *
 * Hooks for tests, where the words are translated: `unlock-password`, `unlock`, `welcome-create`, `welcome-import`, `phrase-word-<i>`,
 * `ask-word-<i>`, `word-<i>`, `new-password`, `repeat-password`, `finish`, `continue`, `account-switch`, `balance-<chain>`, `balance-failed-<chain>`,
 * `own-address`, `send-to`, `send-amount`, `send-max`, `fee-<speed>`, `fee-custom`, `custom-<field>`, `custom-apply`, `review`,
 * `approve`, `reject`, `reject-all`, `understand`, `queue`, `error` (with `data-code`), `activity-<id>`, `activity-state`, `replace-<how>`, `replaces`, `trouble-<why>`, `network-switch-<chain>`, `setting-<name>`, `revealed`.
 */
export function Frame({ children }: { readonly children: (status: VaultStatus) => ReactNode }) {
  const settings = useWallet(['settings'], (from) => from.settings.get());
  const status = useWallet(['vault'], (from) => from.vault.status());
  const networks = useWallet(['networks', 'settings', 'accounts'], (from) => from.networks.list());
  useTheme(settings.value?.theme);
  useTouch(status.value === 'unlocked');

  const error = settings.error ?? status.error ?? networks.error;
  if (!settings.value || !status.value || !networks.value) {
    const retry = () => [settings, status, networks].forEach((reading) => reading.reload());
    return (
      <SpeechProvider setting={settings.value?.language ?? 'auto'}>
        {error && (
          <div className="screen-body">
            <Fault code={error} retry={retry} />
          </div>
        )}
      </SpeechProvider>
    );
  }
  return (
    <SpeechProvider setting={settings.value.language}>
      <Networks value={{ networks: networks.value, testnets: settings.value.testnets }}>{children(status.value)}</Networks>
    </SpeechProvider>
  );
}

function useTheme(theme: Settings['theme'] | undefined): void {
  useEffect(() => {
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
    else delete document.documentElement.dataset['theme'];
  }, [theme]);
}

const touchEvery = 15_000;

/** Tells the worker that somebody is here, so that the wallet does not lock under their hands. */
function useTouch(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let last = 0;
    const touch = () => {
      if (Date.now() - last < touchEvery) return;
      last = Date.now();
      wallet.vault.touch().catch(() => {
        /* the next one will do */
      });
    };
    const events = ['pointerdown', 'keydown'] as const;
    events.forEach((event) => window.addEventListener(event, touch, { passive: true }));
    return () => events.forEach((event) => window.removeEventListener(event, touch));
  }, [active]);
}
