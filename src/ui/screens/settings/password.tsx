import { useState } from 'react';
import { PasswordField } from '../../components/controls';
import { NewPassword } from '../../components/new-password';
import { Notice } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';

export function ChangePassword() {
  const { t } = useWords();
  const [old, setOld] = useState('');
  const [done, setDone] = useState(false);
  const { busy, error, run, clear } = useAction();
  const wrong = error === 'vault/wrong-password';

  const change = (password: string) =>
    run(async () => {
      await wallet.vault.changePassword(old, password);
      setOld('');
      setDone(true);
    });

  return (
    <Screen title={t.settings.changePassword} back="/settings">
      {done ? (
        <Notice tone="good">{t.settings.passwordChanged}</Notice>
      ) : (
        <>
          <p className="note">{t.welcome.passwordText}</p>
          <NewPassword
            submit={t.settings.changePassword}
            busy={busy}
            error={wrong ? undefined : error}
            ready={old !== ''}
            onChosen={change}
            before={
              <PasswordField
                label={t.settings.oldPassword}
                value={old}
                autoFocus
                autoComplete="current-password"
                data-testid="old-password"
                error={wrong ? t.errors['vault/wrong-password'] : undefined}
                onValue={(value) => {
                  clear();
                  setOld(value);
                }}
              />
            }
          />
        </>
      )}
    </Screen>
  );
}
