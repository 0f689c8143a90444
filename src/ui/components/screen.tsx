import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n/words';
import { Icon } from './icon';

type ScreenProps = {
  readonly title: string;
  /** Where "Back" leads. */
  readonly back?: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** Stripes the edge. */
  readonly testnet?: boolean | undefined;
  /** Stays at the bottom. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

export function Screen({ title, back, aside, testnet, foot, children }: ScreenProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is announced by its heading, and the keyboard starts at its top; a screen that put the caret into a field keeps it.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main className={testnet ? 'screen striped-edge' : 'screen'}>
      <header className="screen-head">
        {back !== undefined && (
          <Link href={back} className="icon-button" aria-label={t.common.back} title={t.common.back}>
            <Icon name="back" />
          </Link>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </header>
      <div className="screen-body">{children}</div>
      {foot !== undefined && <footer className="screen-foot">{foot}</footer>}
    </main>
  );
}
