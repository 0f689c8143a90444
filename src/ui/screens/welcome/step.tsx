import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../components/controls';
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
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="step">
      <div className="step-about">
        {at && <p className="note">{t.welcome.step(at[0], at[1])}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
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
