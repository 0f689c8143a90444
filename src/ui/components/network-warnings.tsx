import type { NetworkWarning } from '../../wallet/views/network';
import { useWords } from '../i18n/words';
import { Notice } from './notice';

/** What to know before a network is added. */
export function NetworkWarnings({ warnings }: { readonly warnings: readonly NetworkWarning[] }) {
  const { t } = useWords();
  return warnings.map(({ code, of }) => (
    <Notice key={code} tone={code === 'coin-imitates' || code === 'known-otherwise' || code === 'name-of-another' ? 'bad' : 'warn'} testId={`warning-${code}`}>
      {t.networks.warnings[code](of)}
    </Notice>
  ));
}
