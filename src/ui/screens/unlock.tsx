import { useState, type FormEvent } from 'react';
import { Button, PasswordField } from '../components/controls';
import { Fault } from '../components/notice';
import { useWords } from '../i18n/words';
import { siteName } from '../safe-text';
import { useAction, wallet } from '../wallet';

/** `askers`: the origins of sites whose questions wait behind the password. */
export function Unlock({ askers = [] }: { readonly askers?: readonly string[] | undefined }) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const { busy, error, run, clear } = useAction();
  const wrong = error === 'vault/wrong-password';

  const unlock = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The button cannot be pressed on an empty field, and would drop the keyboard's place with it.
    event.currentTarget.querySelector('input')?.focus();
    run(async () => {
      try {
        await wallet.vault.unlock(password);
      } finally {
        setPassword('');
      }
    });
  };

  return (
    <main className="gate">
      <img src="/mark.svg" alt="" width="64" height="64" />
      <h1>{t.unlock.title}</h1>
      {askers[0] !== undefined && (
        <p className="gate-asker" data-testid="askers">
          <bdi className="site">{siteName(askers[0])}</bdi>
          <span className="note">
            {t.unlock.asks} {askers.length > 1 && t.unlock.alsoAsk(askers.length - 1)}
          </span>
        </p>
      )}
      <form onSubmit={unlock}>
        <PasswordField
          label={t.unlock.password}
          value={password}
          autoFocus
          autoComplete="current-password"
          data-testid="unlock-password"
          onValue={(value) => {
            clear();
            setPassword(value);
          }}
          error={wrong ? t.errors['vault/wrong-password'] : undefined}
        />
        {!wrong && <Fault code={error} />}
        <Button type="submit" look="primary" busy={busy} disabled={password === ''} data-testid="unlock">
          {t.unlock.submit}
        </Button>
      </form>
      <Button look="quiet" className="aside" data-testid="forgotten" onClick={() => openWelcome('#forgotten')}>
        {t.unlock.forgotten}
      </Button>
    </main>
  );
}

/** No wallet, or none that can be read: what to do about it needs more room than a popup has. */
export function NoWallet({ lost }: { readonly lost: boolean }) {
  const { t } = useWords();
  return (
    <main className="gate">
      <img src="/mark.svg" alt="" width="64" height="64" />
      <h1>{t.common.name}</h1>
      <p className="lead">{lost ? t.unlock.lost : t.unlock.absent}</p>
      <Button look="primary" data-testid="set-up" onClick={() => openWelcome()}>
        {lost ? t.unlock.recover : t.unlock.setUp}
      </Button>
    </main>
  );
}

function openWelcome(place: '' | '#forgotten' = ''): void {
  void chrome.tabs.create({ url: chrome.runtime.getURL('welcome.html') + place });
}
