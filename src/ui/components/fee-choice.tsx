import type { FeeOption, Speed } from '../../chains/adapter';
import { useWords } from '../i18n/words';
import { Amount } from './amount';

type FeeChoiceProps = {
  readonly fees: readonly FeeOption[];
  readonly value: Speed;
  readonly disabled?: boolean;
  /** Speeds that the balance does not reach. */
  readonly beyond?: readonly Speed[];
  readonly onChange: (speed: Speed) => void;
};

/** How fast, and the most it can cost. A chain that has one price shows it without a choice. */
export function FeeChoice({ fees, value, disabled = false, beyond = [], onChange }: FeeChoiceProps) {
  const { t } = useWords();
  const chosen = fees.find((fee) => fee.speed === value) ?? fees[0];
  return (
    <fieldset className="fees" disabled={disabled}>
      <legend>{t.send.fee}</legend>
      {fees.length > 1 && (
        <div className="pills">
          {fees.map((fee) => (
            <label key={fee.speed} className="pill">
              <input
                type="radio"
                name="speed"
                value={fee.speed}
                checked={fee.speed === value}
                disabled={beyond.includes(fee.speed)}
                data-testid={`fee-${fee.speed}`}
                onChange={() => onChange(fee.speed)}
              />
              <span>
                {t.preview.speeds[fee.speed]}
                {fee.seconds !== undefined && <small>{t.send.wait(fee.seconds)}</small>}
              </span>
            </label>
          ))}
        </div>
      )}
      {chosen && (
        <p className="fee-line" data-testid="fee-max">
          <span className="note">{t.send.feeAtMost}</span> <Amount asset={chosen.max.asset} amount={chosen.max.amount} whole />
        </p>
      )}
      {chosen?.likely && chosen.likely.amount < chosen.max.amount && (
        <p className="fee-line">
          <span className="note">{t.send.feeLikely}</span> <Amount asset={chosen.likely.asset} amount={chosen.likely.amount} whole />
        </p>
      )}
    </fieldset>
  );
}
