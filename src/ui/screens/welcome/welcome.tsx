import { useState } from 'react';
import type { VaultStatus } from '../../../wallet/views/account';
import type { Language } from '../../../wallet/views/settings';
import { Button } from '../../components/controls';
import { Fault } from '../../components/notice';
import { Frame } from '../../frame';
import { useWords } from '../../i18n/words';
import { useAction, useWallet, wallet } from '../../wallet';
import { AskWords, ShowWords } from './create';
import { ImportPhrase } from './import';
import { ChoosePassword } from './password';
import { Forgotten, Recover } from './recover';
import { Step } from './step';

/** The phrase lives in this state and nowhere else, from its first sight until the wallet is made. */
type Stage =
  | { readonly at: 'start' | 'import' | 'done' }
  | { readonly at: 'show' | 'ask'; readonly phrase: string }
  | { readonly at: 'password'; readonly phrase: string; readonly made: 'create' | 'import' };

export function Welcome() {
  return <Frame>{(status) => <WelcomePage status={status} />}</Frame>;
}

function WelcomePage({ status }: { readonly status: VaultStatus }) {
  const { t } = useWords();
  const [stage, setStage] = useState<Stage>({ at: 'start' });
  return (
    <div className="welcome-page">
      <header className="welcome-head">
        <img src="/mark.svg" alt="" width="32" height="32" />
        <strong>{t.common.name}</strong>
        <LanguageChoice />
      </header>
      <main className="welcome-main">
        {stage.at === 'start' && status === 'lost' ? (
          <Recover />
        ) : stage.at === 'start' && status === 'locked' && location.hash === '#forgotten' ? (
          <Forgotten back={openWallet} />
        ) : stage.at === 'start' && status !== 'absent' ? (
          <Already />
        ) : (
          <Flow stage={stage} go={setStage} />
        )}
      </main>
    </div>
  );
}

function Flow({ stage, go }: { readonly stage: Stage; readonly go: (stage: Stage) => void }) {
  const { t } = useWords();
  switch (stage.at) {
    case 'start':
      return <Start go={go} />;
    case 'show':
      return (
        <ShowWords
          phrase={stage.phrase}
          onPhrase={(phrase) => go({ at: 'show', phrase })}
          onBack={() => go({ at: 'start' })}
          onNext={() => go({ ...stage, at: 'ask' })}
        />
      );
    case 'ask':
      return (
        <AskWords
          phrase={stage.phrase}
          onBack={() => go({ ...stage, at: 'show' })}
          onNext={() => go({ at: 'password', phrase: stage.phrase, made: 'create' })}
        />
      );
    case 'import':
      return <ImportPhrase onBack={() => go({ at: 'start' })} onNext={(phrase) => go({ at: 'password', phrase, made: 'import' })} />;
    case 'password':
      return (
        <ChoosePassword
          at={stage.made === 'create' ? [3, 3] : [2, 2]}
          onBack={() => go(stage.made === 'create' ? { at: 'ask', phrase: stage.phrase } : { at: 'import' })}
          onChosen={async (password) => {
            await wallet.vault.create(stage.phrase, password);
            go({ at: 'done' });
          }}
        />
      );
    case 'done':
      return (
        <Step title={t.welcome.doneTitle} text={t.welcome.doneText}>
          <OpenWallet />
        </Step>
      );
  }
}

function Start({ go }: { readonly go: (stage: Stage) => void }) {
  const { t } = useWords();
  const { busy, error, run } = useAction();
  const create = () => run(async () => go({ at: 'show', phrase: await wallet.vault.generate(12) }));
  return (
    <Step title={t.welcome.headline} text={t.welcome.lead}>
      <div className="doors">
        <div className="door">
          <Button look="primary" busy={busy} data-testid="welcome-create" onClick={create}>
            {t.welcome.create}
          </Button>
          <p className="note">{t.welcome.createHint}</p>
        </div>
        <div className="door">
          <Button data-testid="welcome-import" onClick={() => go({ at: 'import' })}>
            {t.welcome.import}
          </Button>
          <p className="note">{t.welcome.importHint}</p>
        </div>
      </div>
      <Fault code={error} />
    </Step>
  );
}

function Already() {
  const { t } = useWords();
  return (
    <Step title={t.welcome.already} text={t.welcome.alreadyText}>
      <OpenWallet />
    </Step>
  );
}

function OpenWallet() {
  const { t } = useWords();
  return (
    <Button look="primary" data-testid="open-wallet" onClick={openWallet}>
      {t.welcome.open}
    </Button>
  );
}

function openWallet(): void {
  location.href = chrome.runtime.getURL('popup.html');
}

function LanguageChoice() {
  const { t, language } = useWords();
  const settings = useWallet(['settings'], (from) => from.settings.get());
  const choose = (next: Language) => {
    void wallet.settings.update({ language: next }).catch(settings.reload);
  };
  return (
    <select className="language" aria-label={t.common.language} value={language} onChange={(event) => choose(event.target.value as Language)}>
      <option value="en">{t.settings.languages.en}</option>
      <option value="zh-CN">{t.settings.languages['zh-CN']}</option>
    </select>
  );
}
