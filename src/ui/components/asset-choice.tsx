import { useHashLocation } from 'wouter/use-hash-location';
import type { AssetId } from '../../core/caip';
import type { TokenBalance } from '../../wallet/views/asset';
import type { NetworkView } from '../../wallet/views/network';
import { useWords } from '../i18n/words';
import { writtenAs } from '../networks';
import { safeText } from '../safe-text';
import { Choice } from './controls';

/** What of a network's assets to send; nothing to choose where there is only the coin. */
export function AssetChoice({
  network,
  chosen,
  tokens,
}: {
  readonly network: NetworkView;
  readonly chosen: AssetId;
  readonly tokens: readonly TokenBalance[];
}) {
  const { t } = useWords();
  const [, go] = useHashLocation();
  const sendable = tokens.filter(({ asset, amount }) => asset === chosen || (amount !== undefined && amount > 0n));
  if (sendable.length === 0) return null;
  return (
    <Choice
      label={t.tokens.chooseAsset}
      value={chosen}
      testId="send-asset"
      options={[
        { value: network.asset, text: network.currency.symbol },
        ...sendable.map((token) => ({ value: token.asset, text: safeText(writtenAs(token.asset, token).symbol) })),
      ]}
      onChange={(asset) => go(`/send/${asset === network.asset ? network.id : asset}`, { replace: true })}
    />
  );
}
