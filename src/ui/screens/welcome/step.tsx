import type { ReactNode } from 'react';
import { Button } from '../../components/controls';
import { Heading } from '../../components/heading';
import { useWords } from '../../i18n/words';

type StepProps = {
  readonly title: string;
  readonly text: string;
  readonly at?: readonly [number, number];
  readonly onBack?: () => void;
  readonly children: ReactNode;
};

/** One question of the welcome page: what it is about on the left, what to do on the right. */
export function Step({ title, text, at, onBack, children }: StepProps) {
  const { t } = useWords();
  return (
    <div className="step">
      <div className="step-about">
        {at && <p className="note">{t.welcome.step(at[0], at[1])}</p>}
        <Heading>{title}</Heading>
        <p className="lead">{text}</p>
        {onBack && (
          <Button look="quiet" icon="back" onClick={onBack}>
            {t.common.back}
          </Button>
        )}
      </div>
      <div className="step-do">{children}</div>
    </div>
  );
}
