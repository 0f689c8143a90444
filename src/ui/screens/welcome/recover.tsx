import { useState } from 'react';
import { Button } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';
import { Step } from './step';

/** There was a wallet here and its data cannot be read: bring a copy back, or start again knowingly. Never onboarding by accident. */
export function Recover() {
  const { t } = useWords();
  const restore = useAction();
  const erase = useAction();
  const [sure, setSure] = useState(false);
  return (
    <Step title={t.welcome.lostTitle} text={t.welcome.lostText}>
      <div className="doors">
        <div className="door">
          <Button look="primary" busy={restore.busy} data-testid="restore" onClick={() => restore.run(() => wallet.vault.restore())}>
            {t.welcome.restore}
          </Button>
          <p className="note">{t.welcome.restoreHint}</p>
          {restore.error === 'vault/absent' ? <Notice tone="warn">{t.welcome.noCopy}</Notice> : <Fault code={restore.error} />}
        </div>
        <div className="door">
          <label className="tick">
            <input type="checkbox" checked={sure} data-testid="start-over" onChange={(event) => setSure(event.target.checked)} />
            <span>{t.welcome.startOver}</span>
          </label>
          <p className="note">{t.welcome.startOverHint}</p>
          {sure && (
            <Button className="danger" busy={erase.busy} data-testid="erase" onClick={() => erase.run(() => wallet.vault.erase())}>
              {t.welcome.erase}
            </Button>
          )}
          <Fault code={erase.error} />
        </div>
      </div>
    </Step>
  );
}
