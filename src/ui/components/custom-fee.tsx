import { useEffect, useState } from 'react';
import type { FeeField, FeeValues } from '../../chains/adapter';
import { faultOf, verdictOn } from '../../chains/fee-fields';
import { formatAmount } from '../../core/amount';
import { codeOf, type ErrorCode } from '../../core/errors';
import { useWords } from '../i18n/words';
import { typedAmount } from '../transfer';
import { Button, Field } from './controls';
import { Fault } from './notice';

type CustomFeeProps = {
  readonly load: () => Promise<readonly FeeField[]>;
  readonly onApply: (values: FeeValues) => void;
};

/** The numbers of a fee, for a person who wants to set them; what follows from each is said before it is used. */
export function CustomFee({ load, onApply }: CustomFeeProps) {
  const { t } = useWords();
  const [fields, setFields] = useState<readonly FeeField[]>();
  const [error, setError] = useState<ErrorCode>();
  // Once: figures that change by themselves would change under the hands.
  useEffect(() => {
    let gone = false;
    load().then(
      (loaded) => gone || setFields(loaded),
      (fault: unknown) => gone || setError(codeOf(fault)),
    );
    return () => {
      gone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);
  if (error) return <Fault code={error} />;
  if (!fields)
    return (
      <p className="note" role="status">
        {t.send.quoting}
      </p>
    );
  return <Fields fields={fields} onApply={onApply} />;
}

function Fields({ fields, onApply }: { readonly fields: readonly FeeField[]; readonly onApply: (values: FeeValues) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(() => new Map(fields.map((field) => [field.name, formatAmount(field.value, field.decimals)])));
  const read = new Map(fields.map(({ name, decimals }) => [name, typedAmount(typed.get(name) ?? '', decimals) ?? 'amount/invalid']));
  const values = Object.fromEntries([...read].filter((entry): entry is [FeeField['name'], bigint] => typeof entry[1] === 'bigint'));

  const errorOf = (field: FeeField): string | undefined => {
    const value = read.get(field.name)!;
    if (typeof value !== 'bigint') return field.decimals === 0 ? t.waiting.whole : t.errors[value];
    const fault = faultOf(field, value, values);
    if (fault === undefined) return undefined;
    const limit = fault === 'too-small' ? field.min : field.max;
    const unit = field.unit === undefined ? '' : `\u00A0${field.unit}`;
    return t.waiting.faults[fault](fault === 'above-other' ? t.waiting.fields[field.atMost!].label : `${formatAmount(limit, field.decimals)}${unit}`);
  };
  const wrong = fields.some((field) => errorOf(field) !== undefined);

  return (
    <div className="custom-fee" data-testid="custom-fee">
      {fields.map((field) => {
        const value = values[field.name];
        const verdict = value === undefined ? undefined : verdictOn(field, value);
        const words = t.waiting.fields[field.name];
        return (
          <Field
            key={field.name}
            label={words.label}
            error={errorOf(field)}
            hint={verdict ? <span className={verdict === 'high' ? 'bad' : 'warn'}>{words[verdict] ?? words.hint}</span> : words.hint}
          >
            {(ids) => (
              <div className="with-action">
                <input
                  {...ids}
                  className="input"
                  inputMode={field.decimals > 0 ? 'decimal' : 'numeric'}
                  autoComplete="off"
                  data-testid={`custom-${field.name}`}
                  data-verdict={verdict}
                  value={typed.get(field.name)}
                  onChange={(event) => setTyped(new Map(typed).set(field.name, event.target.value))}
                />
                {field.unit !== undefined && <span className="unit">{field.unit}</span>}
              </div>
            )}
          </Field>
        );
      })}
      <Button
        disabled={wrong}
        data-testid="custom-apply"
        onClick={() =>
          onApply(
            Object.fromEntries(
              fields.flatMap(({ name, value, counted }) => (counted === true && values[name] === value ? [] : [[name, values[name]!] as const])),
            ),
          )
        }
      >
        {t.waiting.apply}
      </Button>
    </div>
  );
}
