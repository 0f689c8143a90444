import { Link } from 'wouter';
import type { TokenView } from '../../../wallet/views/asset';
import type { NetworkView } from '../../../wallet/views/network';
import { Button } from '../../components/controls';
import { Foreign } from '../../components/foreign';
import { Tag } from '../../components/network';
import { Fault } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { useVisibleNetworks, writtenAs } from '../../networks';
import { useAction, useWallet, wallet } from '../../wallet';

/** What the user added, holds and hid, on every network. */
export function Tokens() {
  const { t } = useWords();
  const networks = useVisibleNetworks();
  const ids = networks.map(({ id }) => id).join();
  const { value, error, reload } = useWallet(
    ['tokens', 'balances', 'networks'],
    async (from) => (await Promise.all(networks.map(({ id }) => from.tokens.list(id)))).flat(),
    ids,
  );
  const rows = (value ?? []).flatMap((token) => {
    const network = networks.find(({ id }) => id === token.network);
    return network ? [{ token, network }] : [];
  });
  const groups = [
    [t.tokens.shown, rows.filter(({ token }) => !token.hidden)],
    [t.tokens.hidden, rows.filter(({ token }) => token.hidden)],
  ] as const;
  return (
    <Screen
      title={t.tokens.title}
      back="/"
      foot={
        <Link href="/tokens/add" className="button primary" data-testid="add-token">
          {t.tokens.add}
        </Link>
      }
    >
      <Fault code={error} retry={reload} />
      <p className="note">{t.tokens.addHint}</p>
      {value?.length === 0 && <p className="empty">{t.tokens.none}</p>}
      {groups.map(
        ([title, group]) =>
          group.length > 0 && (
            <section key={title}>
              <h2>{title}</h2>
              <ul className="group">
                {group.map(({ token, network }) => (
                  <Managed key={token.asset} token={token} network={network} />
                ))}
              </ul>
            </section>
          ),
      )}
      {rows.length > 0 && <p className="note">{t.tokens.removeHint}</p>}
    </Screen>
  );
}

function Managed({ token, network }: { readonly token: TokenView; readonly network: NetworkView }) {
  const { t } = useWords();
  const { busy, run } = useAction();
  return (
    <li className={network.testnet ? 'row striped-edge' : 'row'} data-testid={`managed-${token.asset}`}>
      <Tag network={network} />
      <span className="row-text">
        <Foreign text={writtenAs(token.asset, token).symbol} />
        <span className="note">{network.name}</span>
      </span>
      <Button
        look="quiet"
        busy={busy}
        data-testid={`${token.hidden ? 'show' : 'hide'}-${token.asset}`}
        onClick={() => run(() => (token.hidden ? wallet.tokens.show(token.asset) : wallet.tokens.hide(token.asset)))}
      >
        {token.hidden ? t.tokens.show : t.tokens.hide}
      </Button>
    </li>
  );
}
