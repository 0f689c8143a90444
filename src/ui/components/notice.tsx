import type { ReactNode } from 'react';
import type { ErrorCode, Reason } from '../../core/errors';
import { useWords } from '../i18n/words';
import { Button } from './controls';
import { Foreign } from './foreign';
import { Icon } from './icon';

/** One thing to know. `bad` interrupts a screen reader, the others wait their turn. */
export function Notice({
  tone = 'info',
  children,
  testId,
}: {
  readonly tone?: 'info' | 'warn' | 'bad' | 'good';
  readonly children: ReactNode;
  readonly testId?: string;
}) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'} data-testid={testId}>
      {tone !== 'info' && <Icon name={tone === 'good' ? 'check' : 'warn'} />}
      <div>{children}</div>
    </div>
  );
}

type FaultProps = { readonly code: ErrorCode | undefined; readonly reason?: Reason | undefined; readonly retry?: () => void };

/** What went wrong, in words; nothing where nothing did. */
export function Fault({ code, reason, retry }: FaultProps) {
  const { t } = useWords();
  if (!code) return null;
  return (
    <Notice tone="bad" testId="error">
      <span data-code={code}>{t.errors[code]}</span> {reason && <Because reason={reason} />}
      {retry && (
        <Button look="quiet" onClick={retry}>
          {t.common.retry}
        </Button>
      )}
    </Notice>
  );
}

/** What a contract says of why it refuses: our sentence, and its own words as it wrote them. */
export function Because({ reason }: { readonly reason: Reason }) {
  const { t } = useWords();
  return (
    <span data-testid="reason" data-code={reason.code}>
      {t.reasons[reason.code]} <Foreign text={reason.text} />
    </span>
  );
}
