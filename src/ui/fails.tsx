import type { ApprovalView } from '../wallet/views/approval';
import { Button } from './components/controls';
import { Because, Notice } from './components/notice';
import { useWords } from './i18n/words';

type Failing = NonNullable<Extract<ApprovalView['subject'], { kind: 'transaction' }>['fails']>;

type FailsProps = { readonly fails: Failing; readonly busy: boolean; readonly onAgain: () => void };

/** Why this cannot be sent, above all else; what it waits for may come meanwhile. */
export function Fails({ fails: { code, reason }, busy, onAgain }: FailsProps) {
  const { t } = useWords();
  const words = t.approval.fails;
  return (
    <Notice tone="bad" testId="fails">
      <span data-code={code}>
        {code === 'amount/insufficient' ? words.amount : code === 'fee/insufficient' ? words.fee : words.call} {reason && <Because reason={reason} />}
      </span>
      <Button look="quiet" busy={busy} data-testid="check-again" onClick={onAgain}>
        {words.again}
      </Button>
    </Notice>
  );
}
