import { useState, type FormEvent, type ReactNode } from 'react';
import { useWords } from '../i18n/words';
import { useAction } from '../wallet';
import { Button, PasswordField } from './controls';
import type { IconName } from './icon';
import { Fault } from './notice';

type PasswordFormProps = {
  readonly label: string;
  readonly submit: string;
  readonly icon?: IconName;
  readonly autoFocus?: boolean;
  /** More than the password is missing. */
  readonly disabled?: boolean;
  readonly testId: string;
  readonly submitTestId: string;
  readonly onPassword: (password: string) => Promise<void>;
  /** What stands above the field. */
  readonly children?: ReactNode;
};

/** Asks an open wallet's owner for the password once more. What was typed leaves the page as soon as it was used, right or wrong. */
export function PasswordForm({ label, submit, icon, autoFocus, disabled = false, testId, submitTestId, onPassword, children }: PasswordFormProps) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const { busy, error, run, clear } = useAction();
  const wrong = error === 'vault/wrong-password';

  const use = (event: FormEvent) => {
    event.preventDefault();
    run(() => onPassword(password).finally(() => setPassword('')));
  };
  return (
    <form onSubmit={use}>
      {children}
      <PasswordField
        label={label}
        value={password}
        autoFocus={autoFocus}
        autoComplete="current-password"
        data-testid={testId}
        error={wrong ? t.errors['vault/wrong-password'] : undefined}
        onValue={(value) => {
          clear();
          setPassword(value);
        }}
      />
      {!wrong && <Fault code={error} />}
      <Button type="submit" {...(icon && { icon })} busy={busy} disabled={disabled || password === ''} data-testid={submitTestId}>
        {submit}
      </Button>
    </form>
  );
}
