import { useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { useAccountName } from '../../account-name';
import { Fault, Notice } from '../../components/notice';
import { PasswordForm } from '../../components/password-form';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { safeText } from '../../safe-text';
import { useWallet, wallet } from '../../wallet';

/** Asks once, in one sentence, before a key is gone for good. */
export function RemoveImported({ index }: { readonly index: number }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const [, go] = useHashLocation();
  const accounts = useWallet(['accounts'], (from) => from.accounts.list());
  const account = accounts.value?.find((one) => one.index === index && one.imported);
  const [understood, setUnderstood] = useState(false);
  // It is off the list before this screen is left.
  const [removing, setRemoving] = useState(false);

  return (
    <Screen title={t.imported.remove} back={`/accounts/imported/${index}`}>
      {account ? (
        <PasswordForm
          label={t.imported.password}
          submit={t.imported.removeSubmit(safeText(nameOf(account)))}
          disabled={!understood}
          testId="remove-password"
          submitTestId="remove-submit"
          onPassword={async (password) => {
            setRemoving(true);
            try {
              await wallet.accounts.remove(index, password);
              go('/accounts');
            } catch (error) {
              setRemoving(false);
              throw error;
            }
          }}
        >
          <Notice tone="warn">{t.imported.removeText}</Notice>
          <label className="tick">
            <input type="checkbox" checked={understood} data-testid="remove-understood" onChange={(event) => setUnderstood(event.target.checked)} />
            <span>{t.imported.understand}</span>
          </label>
        </PasswordForm>
      ) : (
        accounts.value && !removing && <Fault code="account/unknown" />
      )}
    </Screen>
  );
}
