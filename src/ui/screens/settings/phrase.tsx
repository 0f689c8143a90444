import { Button } from '../../components/controls';
import { Notice } from '../../components/notice';
import { PasswordForm } from '../../components/password-form';
import { Screen } from '../../components/screen';
import { WordList } from '../../components/words';
import { useExposed } from '../../exposed';
import { useWords } from '../../i18n/words';
import { wallet } from '../../wallet';

/** ms that a phrase stays on the screen: enough to write 24 words down. Less would make people take a photograph. */
const exposure = 120_000;

export function RevealPhrase() {
  const { t } = useWords();
  const [phrase, setPhrase] = useExposed(exposure);
  return (
    <Screen title={t.settings.reveal} back="/settings">
      <Notice tone="warn">{t.settings.revealText}</Notice>
      {phrase === undefined ? (
        <PasswordForm
          label={t.unlock.password}
          submit={t.settings.revealSubmit}
          autoFocus
          testId="reveal-password"
          submitTestId="reveal"
          onPassword={async (password) => setPhrase(await wallet.vault.reveal(password))}
        />
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
