import { useId, useState, type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode } from 'react';
import { useWords } from '../i18n/words';
import { Icon, type IconName } from './icon';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly busy?: boolean;
  readonly icon?: IconName;
};

/** Says what happens. While it works it keeps its words, and its stitch runs. */
export function Button({ look = 'plain', busy = false, icon, children, disabled, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`button ${look} ${className}`} disabled={disabled === true || busy} aria-busy={busy}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {busy && <span className="running" aria-hidden="true" />}
    </button>
  );
}

/** A button that is only a picture; `label` is its name. */
export function IconButton({ icon, label, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { readonly icon: IconName; readonly label: string }) {
  return (
    <button type="button" {...rest} className="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}

type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Replaces the hint, and is read out. */
  readonly error?: string | undefined;
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby': string; readonly 'aria-invalid': boolean }) => ReactNode;
};

/** A label, one control, and what there is to say about it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-note`, 'aria-invalid': error !== undefined })}
      <div id={`${id}-note`} className={error ? 'note bad' : 'note'} aria-live="polite">
        {error ?? hint}
      </div>
    </div>
  );
}

type PasswordProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'onChange'> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

export function PasswordField({ label, hint, error, value, onValue, ...rest }: PasswordProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div className="with-action">
          <input
            {...rest}
            {...ids}
            className="input"
            type={shown ? 'text' : 'password'}
            value={value}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => onValue(event.target.value)}
          />
          <IconButton icon="show" label={shown ? t.unlock.hide : t.unlock.show} aria-pressed={shown} onClick={() => setShown(!shown)} />
        </div>
      )}
    </Field>
  );
}

type SwitchProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly testId?: string;
};

export function Switch({ label, hint, on, onChange, testId }: SwitchProps) {
  return (
    <label className="row switch">
      <span className="row-text">
        <span>{label}</span>
        {hint !== undefined && <span className="note">{hint}</span>}
      </span>
      <input type="checkbox" role="switch" checked={on} data-testid={testId} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

type ChoiceProps<V extends string> = {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly onChange: (value: V) => void;
  readonly testId?: string;
};

/** The platform's own menu: works from the keyboard, and with 500 entries. */
export function Choice<V extends string>({ label, value, options, onChange, testId }: ChoiceProps<V>) {
  const id = useId();
  return (
    <div className="row choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} data-testid={testId} onChange={(event) => onChange(event.target.value as V)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}
