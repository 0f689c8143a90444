import type { ApprovalView } from '../wallet/views/approval';
import { Foreign } from './components/foreign';
import { Notice } from './components/notice';
import { Where } from './components/where';
import { useWords } from './i18n/words';
import { useNetwork } from './networks';
import { siteName } from './safe-text';
import { NetworkWarnings } from './components/network-warnings';

type Offer = Extract<ApprovalView['subject'], { kind: 'network' }>;

/** What a site says of a network, beside what was checked of it. */
export function NetworkBody({ network: { id, name, symbol, endpoints, explorer }, warnings, stay }: Pick<Offer, 'network' | 'warnings' | 'stay'>) {
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
      <p className="note">{stay ? words.offered.stay : words.offered.then}</p>
    </>
  );
}

type SwitchProps = { readonly from: string; readonly to: string; readonly enable: boolean; readonly stay: boolean };

/** A network that the wallet knows. `stay`: the site is not connected, and goes nowhere. */
export function SwitchBody({ from, to, enable, stay }: SwitchProps) {
  const network = useNetwork(to);
  const { t } = useWords();
  const rows = stay
    ? [[t.networks.name, to] as const]
    : ([
        [t.approval.before, from],
        [t.approval.from, to],
      ] as const);
  return (
    <>
      <dl className="group details">
        {rows.map(([label, of]) => (
          <div key={label} className="detail tall">
            <dt>{label}</dt>
            <dd>
              <Where network={of} />
            </dd>
          </div>
        ))}
      </dl>
      <p>{stay ? t.networks.offered.stay : t.approval.switchText}</p>
      {stay && !enable && <p>{t.networks.offered.have(network?.name ?? to)}</p>}
      {enable && <Notice tone="warn">{t.networks.offered.enable(network?.name ?? to)}</Notice>}
    </>
  );
}

/** With its path, where a key may stand or another chain be named. */
const hostOf = (url: string): string => siteName(url) + (URL.canParse(url) ? new URL(url).pathname.replace(/^\/$/, '') : '');
