import { useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorCode } from '../../core/errors';
import { useWords } from '../i18n/words';
import { minimumPassword, strengthOf } from '../strength';
import { Button, PasswordField } from './controls';
import { Fault } from './notice';

type NewPasswordProps = {
  readonly submit: string;
  readonly busy: boolean;
  readonly error: ErrorCode | undefined;
  readonly onChosen: (password: string) => void;
  /** Stands before the fields; `ready: false` holds the button back. */
  readonly before?: ReactNode;
  readonly ready?: boolean;
};

/** A new password, twice, with a hint of how hard it is to guess. */
export function NewPassword({ submit, busy, error, onChosen, before, ready = true }: NewPasswordProps) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const strength = strengthOf(password);
  const differs = repeat !== '' && !password.startsWith(repeat);

  const choose = (event: FormEvent) => {
    event.preventDefault();
    onChosen(password);
  };

  return (
    <form onSubmit={choose}>
      {before}
      <PasswordField
        label={t.welcome.password}
        value={password}
        onValue={setPassword}
        autoComplete="new-password"
        minLength={minimumPassword}
        data-testid="new-password"
        hint={
          <span className={`strength ${password === '' ? 'none' : strength}`}>{password === '' ? t.welcome.strength.short : t.welcome.strength[strength]}</span>
        }
      />
      <PasswordField
        label={t.welcome.repeat}
        value={repeat}
        onValue={setRepeat}
        autoComplete="new-password"
        data-testid="repeat-password"
        error={differs ? t.welcome.mismatch : undefined}
      />
      <Fault code={error} />
      <Button type="submit" look="primary" busy={busy} data-testid="finish" disabled={!ready || strength === 'short' || password !== repeat}>
        {submit}
      </Button>
    </form>
  );
}
