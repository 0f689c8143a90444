import { useState, type FormEvent } from 'react';
import { Button, PasswordField } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { Screen } from '../../components/screen';
import { WordList } from '../../components/words';
import { useExposed } from '../../exposed';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';

/** ms that a phrase stays on the screen: enough to write 24 words down. Less would make people take a photograph. */
const exposure = 120_000;

export function RevealPhrase() {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const [phrase, setPhrase] = useExposed(exposure);
  const { busy, error, run, clear } = useAction();
  const wrong = error === 'vault/wrong-password';

  const reveal = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      try {
        setPhrase(await wallet.vault.reveal(password));
      } finally {
        setPassword('');
      }
    });
  };

  return (
    <Screen title={t.settings.reveal} back="/settings">
      <Notice tone="warn">{t.settings.revealText}</Notice>
      {phrase === undefined ? (
        <form onSubmit={reveal}>
          <PasswordField
            label={t.unlock.password}
            value={password}
            autoFocus
            autoComplete="current-password"
            data-testid="reveal-password"
            error={wrong ? t.errors['vault/wrong-password'] : undefined}
            onValue={(value) => {
              clear();
              setPassword(value);
            }}
          />
          {!wrong && <Fault code={error} />}
          <Button type="submit" busy={busy} disabled={password === ''} data-testid="reveal">
            {t.settings.revealSubmit}
          </Button>
        </form>
      ) : (
        <>
          <WordList
            phrase={phrase}
            shown
            onShow={() => {
              /* they are shown */
            }}
          />
          <Button data-testid="cover" onClick={() => setPhrase(undefined)}>
            {t.settings.revealDone}
          </Button>
        </>
      )}
    </Screen>
  );
}
