import { NewPassword } from '../../components/new-password';
import { useWords } from '../../i18n/words';
import { useAction } from '../../wallet';
import { Step } from './step';

type PasswordProps = { readonly at: readonly [number, number]; readonly onBack: () => void; readonly onChosen: (password: string) => Promise<void> };

export function ChoosePassword({ at, onBack, onChosen }: PasswordProps) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  return (
    <Step title={t.welcome.passwordTitle} text={t.welcome.passwordText} at={at} onBack={onBack}>
      <NewPassword submit={t.welcome.finish} busy={busy} error={error} onChosen={(password) => run(() => onChosen(password))} />
    </Step>
  );
}
