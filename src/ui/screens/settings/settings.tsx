import { Link } from 'wouter';
import type { Settings as Values } from '../../../wallet/views/settings';
import { Choice, Switch } from '../../components/controls';
import { Icon } from '../../components/icon';
import { Fault } from '../../components/notice';
import { useWords } from '../../i18n/words';
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
              <h2>{t.settings.networks}</h2>
              <div className="group">
                <Line to="/settings/networks" text={t.settings.networks} />
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
                <Switch
                  label={t.settings.defaultWallet}
                  hint={t.settings.defaultWalletHint}
                  on={value.defaultWallet}
                  testId="setting-default-wallet"
                  onChange={(on) => void chooseDefault(on, set)}
                />
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

/** Stepping back takes a permission on all sites, which is given back when it is needed no more. It can only be asked for within the click itself. */
async function chooseDefault(on: boolean, set: (next: Partial<Values>) => void): Promise<void> {
  const everySite = { origins: ['https://*/*'] };
  if (on) set({ defaultWallet: true });
  if (on) await chrome.permissions.remove(everySite);
  else if (await chrome.permissions.request(everySite)) set({ defaultWallet: false });
}
