import type { FeeChoice as Choice, FeeField, FeeOption } from '../../chains/adapter';
import { useWords } from '../i18n/words';
import { Amount } from './amount';
import { CustomFee } from './custom-fee';

type FeeChoiceProps = {
  readonly fees: readonly FeeOption[];
  readonly value: FeeOption['speed'];
  readonly disabled?: boolean;
  /** Speeds that the balance does not reach. */
  readonly beyond?: readonly FeeOption['speed'][];
  /** What may be set by hand, where the chain lets one. */
  readonly fields?: (() => Promise<readonly FeeField[]>) | undefined;
  /** Numbers are being typed: nothing is to be agreed to before they are used or left. */
  readonly editing?: boolean;
  readonly onEditing?: (editing: boolean) => void;
  readonly onChange: (choice: Choice) => void;
};

/** How fast, and the most it can cost. A chain that has one price shows it without a choice. */
export function FeeChoice({ fees, value, disabled = false, beyond = [], fields, editing: open = false, onEditing, onChange }: FeeChoiceProps) {
  const { t } = useWords();
  const offered = fees.filter(({ speed }) => speed !== 'custom');
  const chosen = fees.find((fee) => fee.speed === value) ?? fees[0];
  return (
    <fieldset className="fees" disabled={disabled}>
      <legend>{t.send.fee}</legend>
      {(offered.length > 1 || fields) && (
        <div className="pills">
          {offered.map((fee) => (
            <label key={fee.speed} className="pill">
              <input
                type="radio"
                name="speed"
                value={fee.speed}
                checked={!open && fee.speed === value}
                disabled={beyond.includes(fee.speed)}
                data-testid={`fee-${fee.speed}`}
                onChange={() => {
                  onEditing?.(false);
                  if (fee.speed !== 'custom') onChange(fee.speed);
                }}
              />
              <span>
                {fee.speed !== 'custom' && t.preview.speeds[fee.speed]}
                {fee.seconds !== undefined && <small>{t.send.wait(fee.seconds)}</small>}
              </span>
            </label>
          ))}
          {fields && (
            <label className="pill">
              <input
                type="radio"
                name="speed"
                value="custom"
                checked={open || value === 'custom'}
                data-testid="fee-custom"
                onChange={() => onEditing?.(true)}
              />
              <span>{t.waiting.custom}</span>
            </label>
          )}
        </div>
      )}
      {open && fields && (
        <CustomFee
          load={fields}
          onApply={(values) => {
            onEditing?.(false);
            onChange(values);
          }}
        />
      )}
      {chosen && !open && (
        <p className="fee-line" data-testid="fee-max">
          <span className="note">{t.send.feeAtMost}</span> <Amount asset={chosen.max.asset} amount={chosen.max.amount} whole />
        </p>
      )}
      {!open && chosen?.likely && chosen.likely.amount < chosen.max.amount && (
        <p className="fee-line">
          <span className="note">{t.send.feeLikely}</span> <Amount asset={chosen.likely.asset} amount={chosen.likely.amount} whole />
        </p>
      )}
    </fieldset>
  );
}
