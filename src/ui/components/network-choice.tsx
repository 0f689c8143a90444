import { Link } from 'wouter';
import type { NetworkView } from '../../wallet/views/network';
import { useWords } from '../i18n/words';
import { Icon } from './icon';
import { NetworkName, Tag } from './network';

/** A list to choose one of the user's networks from; each leads to `path` and its id. */
export function NetworkChoice({ networks, path }: { readonly networks: readonly NetworkView[]; readonly path: string }) {
  const { t } = useWords();
  if (networks.length === 0) {
    return (
      <div className="empty">
        <p>{t.home.noNetworks}</p>
        <Link href="/settings/networks" className="button plain">
          {t.home.chooseNetworks}
        </Link>
      </div>
    );
  }
  return (
    <ul className="group">
      {networks.map((network) => (
        <li key={network.id} className={network.testnet ? 'striped-edge' : ''}>
          <Link href={`${path}/${network.id}`} className="row" data-testid={`choose-${network.id}`}>
            <Tag network={network} />
            <span className="row-text">
              <NetworkName network={network} />
            </span>
            <Icon name="next" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
