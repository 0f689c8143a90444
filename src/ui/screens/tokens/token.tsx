import { Link } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { chainOf, partsOf, type AssetId } from '../../../core/caip';
import { CopyButton } from '../../components/address';
import { Amount } from '../../components/amount';
import { Button } from '../../components/controls';
import { Icon } from '../../components/icon';
import { Fault } from '../../components/notice';
import { Screen } from '../../components/screen';
import { explorerLink } from '../../format';
import { useWords } from '../../i18n/words';
import { Assets, useNetwork, writtenAs } from '../../networks';
import { safeText } from '../../safe-text';
import { useAction, useWallet, wallet } from '../../wallet';
import { TokenFactRows } from './facts';

/** One token of the account: how much, what it is, and what can be done with it. */
export function Token({ asset }: { readonly asset: string }) {
  const { t } = useWords();
  const [, go] = useHashLocation();
  const id = asset as AssetId;
  const network = useNetwork(chainOf(id));
  const { value, error, reload } = useWallet(['balances', 'tokens', 'accounts'], (from) => from.balances.list());
  const token = value?.find((balance) => balance.network === network?.id)?.tokens?.find((each) => each.asset === asset);
  const change = useAction();
  if (!network || !token)
    return (
      <Screen title={t.tokens.title} back="/">
        <Fault code={error} retry={reload} />
        {value && <p className="empty">{t.tokens.gone}</p>}
      </Screen>
    );

  const page = explorerLink(network.explorer?.address, partsOf(token.asset).reference);
  const leave = (work: () => Promise<void>) =>
    change.run(async () => {
      await work();
      go('/', { replace: true });
    });
  return (
    <Screen title={safeText(writtenAs(token.asset, token).symbol)} back="/" testnet={network.testnet}>
      <p className="holding" data-testid="holding">
        {token.amount === undefined ? (
          t.common.unknown
        ) : (
          <Assets value={{ [token.asset]: token }}>
            <Amount asset={token.asset} amount={token.amount} whole />
          </Assets>
        )}
      </p>
      <div className="actions">
        <Link href={`/send/${token.asset}`} className="button primary" data-testid="send-token">
          <Icon name="send" />
          <span>{t.home.send}</span>
        </Link>
        <Link href={`/receive/${network.id}`} className="button plain">
          <Icon name="receive" />
          <span>{t.home.receive}</span>
        </Link>
      </div>
      <TokenFactRows token={token} network={network} amount={undefined} />
      {token.standard !== 'fungible' && <p className="note">{t.tokens.noPicture}</p>}
      <div className="actions">
        <CopyButton text={partsOf(token.asset).reference} label={t.tokens.copyContract} />
        {page !== undefined && (
          <a className="button plain" href={page} target="_blank" rel="noreferrer">
            <Icon name="out" />
            <span>{t.common.openInExplorer}</span>
          </a>
        )}
      </div>
      <Fault code={change.error} />
      <div className="actions">
        <Button look="quiet" busy={change.busy} data-testid="hide-token" onClick={() => leave(() => wallet.tokens.hide(token.asset))}>
          {t.tokens.hide}
        </Button>
        {token.pinned && (
          <Button look="quiet" busy={change.busy} data-testid="remove-token" onClick={() => leave(() => wallet.tokens.remove(token.asset))}>
            {t.tokens.remove}
          </Button>
        )}
      </div>
      <p className="note">{t.tokens.removeHint}</p>
    </Screen>
  );
}
