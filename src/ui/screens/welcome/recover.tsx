import { useState } from 'react';
import { useAccountName } from '../../account-name';
import { Button } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { safeText } from '../../safe-text';
import { useAction, useWallet, wallet } from '../../wallet';
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
  const { t, language } = useWords();
  const nameOf = useAccountName();
  const { busy, error, run } = useAction();
  const [agreed, setAgreed] = useState(false);
  const [copied, setCopied] = useState(false);
  // The phrase brings back all accounts but these. Their list is kept in the open.
  const brought = (useWallet(['accounts'], (from) => from.accounts.list()).value ?? []).filter(({ imported }) => imported !== undefined);
  return (
    <div className="door">
      <label className="tick">
        <input type="checkbox" checked={agreed} data-testid="start-over" onChange={(event) => setAgreed(event.target.checked)} />
        <span>{sure}</span>
      </label>
      <p className="note">{hint}</p>
      {brought.length > 0 && (
        <>
          <Notice tone="warn" testId="erases-keys">
            {t.welcome.erasesKeys(new Intl.ListFormat(language).format(brought.map((account) => safeText(nameOf(account)))))}
          </Notice>
          <label className="tick">
            <input type="checkbox" checked={copied} data-testid="have-keys" onChange={(event) => setCopied(event.target.checked)} />
            <span>{t.welcome.haveKeys}</span>
          </label>
        </>
      )}
      {agreed && (copied || brought.length === 0) && (
        <Button className="danger" busy={busy} data-testid="erase" onClick={() => run(() => wallet.vault.erase())}>
          {erase}
        </Button>
      )}
      <Fault code={error} />
    </div>
  );
}
