import { Link } from 'wouter';
import { partsOf } from '../../core/caip';
import type { BalanceView, TokenBalance, TokenView } from '../../wallet/views/asset';
import type { NetworkView } from '../../wallet/views/network';
import { useWords } from '../i18n/words';
import { Assets } from '../networks';
import { Amount } from './amount';
import { Foreign } from './foreign';
import { Tag } from './network';

export const isFungible = ({ standard }: TokenView): boolean => standard === 'fungible';

/** A token below the coin of its network. Leads to its page. */
export function TokenRow({ network, token }: { readonly network: NetworkView; readonly token: TokenBalance }) {
  const { t } = useWords();
  return (
    <li className={network.testnet ? 'balance striped-edge' : 'balance'}>
      <Link href={`/token/${token.asset}`} className="row token" data-testid={`token-${token.asset}`}>
        <Tag network={network} />
        <span className="row-text">
          <strong>
            <Foreign text={token.symbol} />
          </strong>
          <span className="note">
            <Foreign text={token.name === token.symbol ? network.name : token.name} />
          </span>
        </span>
        <span className="row-end" data-testid={`balance-${token.asset}`}>
          {token.amount === undefined ? (
            <span className="amount">{t.common.unknown}</span>
          ) : (
            <Assets value={{ [token.asset]: token }}>
              <Amount asset={token.asset} amount={token.amount} still />
            </Assets>
          )}
        </span>
      </Link>
    </li>
  );
}

/** Pieces of collections, by name and number. Their pictures stay where they are. */
export function Collectibles({ networks, balances }: { readonly networks: readonly NetworkView[]; readonly balances: readonly BalanceView[] }) {
  const { t } = useWords();
  const pieces = networks.flatMap((network) =>
    (balances.find((balance) => balance.network === network.id)?.tokens ?? []).filter((token) => !isFungible(token)).map((token) => ({ network, token })),
  );
  if (pieces.length === 0) return null;
  return (
    <section aria-labelledby="collectibles">
      <div className="list-head">
        <h2 id="collectibles">{t.tokens.collectibles}</h2>
      </div>
      <ul className="rows">
        {pieces.map(({ network, token }) => (
          <li key={token.asset} className={network.testnet ? 'balance striped-edge' : 'balance'}>
            <Link href={`/token/${token.asset}`} className="row token" data-testid={`token-${token.asset}`}>
              <Tag network={network} />
              <span className="row-text">
                <strong>
                  <Foreign text={token.name} />
                </strong>
                <span className="note">
                  <Foreign text={t.tokens.piece(partsOf(token.asset).id ?? '')} />
                </span>
              </span>
              <span className="row-end" data-testid={`balance-${token.asset}`}>
                <span className="amount">{token.amount === undefined ? t.common.unknown : `× ${token.amount}`}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
