import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n/words';
import { Heading } from './heading';
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
  return (
    <main className={testnet ? 'screen striped-edge' : 'screen'}>
      <header className="screen-head">
        {back !== undefined && (
          <Link href={back} className="icon-button" aria-label={t.common.back} title={t.common.back}>
            <Icon name="back" />
          </Link>
        )}
        <Heading>{title}</Heading>
        {aside}
      </header>
      <div className="screen-body">{children}</div>
      {foot !== undefined && <footer className="screen-foot">{foot}</footer>}
    </main>
  );
}
