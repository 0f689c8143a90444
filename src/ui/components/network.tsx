import type { CSSProperties } from 'react';
import { Foreign } from './foreign';
import { useWords } from '../i18n/words';
import type { NetworkView } from '../../wallet/views/network';

/** A luggage tag with the network's letters, in its colour. */
export function Tag({ network }: { readonly network: Pick<NetworkView, 'mark'> }) {
  const { text, hue } = network.mark;
  return (
    <span className="tag" aria-hidden="true" style={hue === undefined ? {} : ({ '--hue': hue } as CSSProperties)}>
      {text}
    </span>
  );
}

/** Names the network, and says in words what the stripes say. */
export function NetworkName({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  return (
    <span className="network-name">
      <Foreign text={network.name} />
      {network.testnet && <small className="testnet">{t.common.testNetwork}</small>}
    </span>
  );
}
