import { useState, type FormEvent } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { useAccountName } from '../../account-name';
import { Button, PasswordField } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { safeText } from '../../safe-text';
import { useAction, useWallet, wallet } from '../../wallet';

/** Asks once, in one sentence, before a key is gone for good. */
export function RemoveImported({ index }: { readonly index: number }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const [, go] = useHashLocation();
  const accounts = useWallet(['accounts'], (from) => from.accounts.list());
  const account = accounts.value?.find((one) => one.index === index && one.imported);
  const [password, setPassword] = useState('');
  const [understood, setUnderstood] = useState(false);
  const { busy, error, run, clear } = useAction();
  const wrong = error === 'vault/wrong-password';

  const remove = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      try {
        await wallet.accounts.remove(index, password);
        go('/accounts');
      } finally {
        setPassword('');
      }
    });
  };

  return (
    <Screen title={t.imported.remove} back={`/accounts/imported/${index}`}>
      {account ? (
        <form onSubmit={remove}>
          <Notice tone="warn">{t.imported.removeText}</Notice>
          <label className="tick">
            <input type="checkbox" checked={understood} data-testid="remove-understood" onChange={(event) => setUnderstood(event.target.checked)} />
            <span>{t.imported.understand}</span>
          </label>
          <PasswordField
            label={t.imported.password}
            value={password}
            autoComplete="current-password"
            data-testid="remove-password"
            error={wrong ? t.errors['vault/wrong-password'] : undefined}
            onValue={(value) => {
              clear();
              setPassword(value);
            }}
          />
          {!wrong && <Fault code={error} />}
          <Button type="submit" busy={busy} disabled={!understood || password === ''} data-testid="remove-submit">
            {t.imported.removeSubmit(safeText(nameOf(account)))}
          </Button>
        </form>
      ) : (
        accounts.value && !busy && <Fault code="account/unknown" />
      )}
    </Screen>
  );
}
