import { useWords } from '../i18n/words';
import type { NetworkView } from '../../wallet/api';

/** A luggage tag with the coin's symbol. Test networks have a striped one. */
export function Tag({ network }: { readonly network: Pick<NetworkView, 'currency' | 'testnet'> }) {
  return (
    <span className={network.testnet ? 'tag striped' : 'tag'} aria-hidden="true">
      {network.currency.symbol}
    </span>
  );
}

/** Names the network, and says in words what the stripes say. */
export function NetworkName({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  return (
    <span className="network-name">
      {network.name}
      {network.testnet && <small className="testnet">{t.common.testNetwork}</small>}
    </span>
  );
}
