import { useState } from 'react';
import { Button } from './components/controls';
import { Fault } from './components/notice';
import { useWords } from './i18n/words';
import { Folded } from './preview';
import { useAction, wallet } from './wallet';

/** What is in a sealed message, for those who want to know before the site does. It leaves the screen with the question, or when it is put away. */
export function Sealed({ id, digest }: { readonly id: string; readonly digest: string }) {
  const { t } = useWords();
  const [text, setText] = useState<string>();
  const open = useAction();
  return (
    <>
      {text !== undefined && (
        <dl className="group details">
          <div className="detail tall" data-testid="revealed">
            <dt>{t.preview.details.message}</dt>
            <dd>
              <Folded text={text} length={600} />
            </dd>
          </div>
        </dl>
      )}
      <Fault code={open.error} />
      {text === undefined ? (
        <Button busy={open.busy} data-testid="reveal" onClick={() => open.run(async () => setText(await wallet.approvals.reveal(id, digest)))}>
          {t.approval.reveal}
        </Button>
      ) : (
        <Button data-testid="conceal" onClick={() => setText(undefined)}>
          {t.approval.conceal}
        </Button>
      )}
    </>
  );
}
