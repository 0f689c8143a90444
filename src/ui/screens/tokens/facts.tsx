import { partsOf } from '../../../core/caip';
import type { TokenFacts } from '../../../chains/adapter';
import type { TokenLook } from '../../../wallet/views/asset';
import type { NetworkView } from '../../../wallet/views/network';
import { WholeAddress } from '../../components/address';
import { Amount } from '../../components/amount';
import { Foreign } from '../../components/foreign';
import { Notice } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { isAdvertised } from '../../bait';
import { Assets } from '../../networks';

/** What stands at an address that a person typed, or a site named, and how far it can be taken for what it says it is. */
export function TokenFound({ look, network }: { readonly look: TokenLook; readonly network: NetworkView }) {
  const { t } = useWords();
  const { token, source, listed, amount, resembles } = look;
  return (
    <>
      {resembles && (
        <Notice tone="bad" testId="resembles">
          {t.tokens.resembles(resembles.name === resembles.symbol ? resembles.name : `${resembles.symbol} (${resembles.name})`)}
        </Notice>
      )}
      {isAdvertised(look) && (
        <Notice tone="bad" testId="bait">
          {t.tokens.bait}
        </Notice>
      )}
      {listed ? (
        <Notice>{t.tokens.listed}</Notice>
      ) : source === 'bundled' ? (
        <Notice tone="good">{t.tokens.bundled}</Notice>
      ) : (
        !resembles && (
          <Notice tone="warn" testId="stranger">
            {t.tokens.stranger}
          </Notice>
        )
      )}
      <TokenFactRows token={token} network={network} amount={amount} />
    </>
  );
}

type FactProps = { readonly token: TokenFacts; readonly network: NetworkView; readonly amount: bigint | undefined };

/** What there is to know of a token. */
export function TokenFactRows({ token, network, amount }: FactProps) {
  const { t } = useWords();
  const { reference, id } = partsOf(token.asset);
  return (
    <dl className="group details">
      <Row name={t.tokens.name}>
        <Foreign text={token.name === token.symbol ? token.name : `${token.name} (${token.symbol})`} />
      </Row>
      {id !== undefined && (
        <Row name={t.tokens.piece('').trim()}>
          <Foreign text={id} />
        </Row>
      )}
      {amount !== undefined && (
        <Row name={t.tokens.balance}>
          <Assets value={{ [token.asset]: { ...token, source: 'chain' } }}>
            <Amount asset={token.asset} amount={amount} whole />
          </Assets>
        </Row>
      )}
      {token.standard === 'fungible' && <Row name={t.tokens.decimals}>{token.decimals}</Row>}
      <Row name={t.tokens.network}>{network.name}</Row>
      <Row name={t.tokens.contract}>
        <WholeAddress address={reference} testId="contract" />
      </Row>
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="detail tall">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
