import type { ApprovalView } from '../wallet/api';
import { Foreign } from './components/foreign';
import { useWords } from './i18n/words';
import { siteName } from './safe-text';
import { NetworkWarnings } from './components/network-warnings';

type Offer = Extract<ApprovalView['subject'], { kind: 'network' }>;

/** What a site says of a network, beside what was checked of it. */
export function NetworkBody({ network: { id, name, symbol, endpoints, explorer }, warnings }: Pick<Offer, 'network' | 'warnings'>) {
  const { t } = useWords();
  const words = t.networks;
  const rows = [
    [words.name, [name], 'name'],
    [words.chainId, [id.slice(id.indexOf(':') + 1)], 'chain-id'],
    [words.symbol, [symbol], 'symbol'],
    [words.offered.hosts, [...new Set(endpoints.map(hostOf))], 'hosts'],
    ...(explorer === undefined ? [] : [[words.explorer, [hostOf(explorer)], 'explorer'] as const]),
  ] as const;
  return (
    <>
      <p>{words.offered.text}</p>
      <NetworkWarnings warnings={warnings} />
      <dl className="group details">
        {rows.map(([label, values, testId]) => (
          <div key={label} className="detail" data-testid={`offered-${testId}`}>
            <dt>{label}</dt>
            <dd>
              {values.map((value) => (
                <div key={value}>
                  <Foreign text={value} />
                </div>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="note">{words.offered.then}</p>
    </>
  );
}

/** With its path, where a key may stand or another chain be named. */
const hostOf = (url: string): string => siteName(url) + (URL.canParse(url) ? new URL(url).pathname.replace(/^\/$/, '') : '');
