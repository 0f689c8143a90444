import type { HTMLAttributes } from 'react';
import type { ErrorCode } from '../../../core/errors';
import { Field } from '../../components/controls';
import { useWords } from '../../i18n/words';

type TextFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly testId: string;
  /** Shown here when it is one of `codes`. */
  readonly error?: ErrorCode | undefined;
  readonly codes?: readonly ErrorCode[];
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly rows?: number;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
};

/** One line of a form about a network, or several; none of it is anything a browser should correct. */
export function TextField({ label, hint, value, testId, error, codes = [], inputMode, rows, onChange, onBlur }: TextFieldProps) {
  const { t } = useWords();
  const common = { className: 'input', value, spellCheck: false, autoCapitalize: 'off', autoComplete: 'off', 'data-testid': testId, onBlur } as const;
  return (
    <Field label={label} hint={hint} error={error && codes.includes(error) ? t.errors[error] : undefined}>
      {(ids) =>
        rows === undefined ? (
          <input {...ids} {...common} inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <textarea {...ids} {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}
