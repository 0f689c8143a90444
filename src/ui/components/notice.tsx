import type { ReactNode } from 'react';
import type { ErrorCode } from '../../core/errors';
import { useWords } from '../i18n/words';
import { Button } from './controls';
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

/** What went wrong, in words; nothing where nothing did. */
export function Fault({ code, retry }: { readonly code: ErrorCode | undefined; readonly retry?: () => void }) {
  const { t } = useWords();
  if (!code) return null;
  return (
    <Notice tone="bad" testId="error">
      <span data-code={code}>{t.errors[code]}</span>
      {retry && (
        <Button look="quiet" onClick={retry}>
          {t.common.retry}
        </Button>
      )}
    </Notice>
  );
}
