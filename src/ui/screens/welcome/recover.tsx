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
        <StartOver sure={t.welcome.startOver} hint={t.welcome.startOverHint} erase={t.welcome.erase} />
      </div>
    </Step>
  );
}

/** The wallet is whole, and its owner has lost the password: only the phrase helps, and nothing that is ours can. */
export function Forgotten({ back }: { readonly back: () => void }) {
  const { t } = useWords();
  return (
    <Step title={t.welcome.forgottenTitle} text={t.welcome.forgottenText}>
      <div className="doors">
        <div className="door">
          <Button look="primary" data-testid="try-again" onClick={back}>
            {t.welcome.tryAgain}
          </Button>
          <p className="note">{t.welcome.tryAgainHint}</p>
        </div>
        <StartOver sure={t.welcome.havePhrase} hint={t.welcome.havePhraseHint} erase={t.welcome.eraseWallet} />
      </div>
    </Step>
  );
}

function StartOver({ sure, hint, erase }: { readonly sure: string; readonly hint: string; readonly erase: string }) {
  const { busy, error, run } = useAction();
  const [agreed, setAgreed] = useState(false);
  return (
    <div className="door">
      <label className="tick">
        <input type="checkbox" checked={agreed} data-testid="start-over" onChange={(event) => setAgreed(event.target.checked)} />
        <span>{sure}</span>
      </label>
      <p className="note">{hint}</p>
      {agreed && (
        <Button className="danger" busy={busy} data-testid="erase" onClick={() => run(() => wallet.vault.erase())}>
          {erase}
        </Button>
      )}
      <Fault code={error} />
    </div>
  );
}
