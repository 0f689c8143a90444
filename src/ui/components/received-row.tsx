import { Link } from 'wouter';
import type { ReceivedView } from '../../wallet/views/activity';
import { clockText } from '../format';
import { useWords } from '../i18n/words';
import { Assets, useAsset, useNetwork } from '../networks';
import { shortAddress } from './address';
import { Amount } from './amount';
import { Tag } from './network';

/** Something that came, in the list of what happened. */
export function ReceivedRow({ entry }: { readonly entry: ReceivedView }) {
  const { t, language } = useWords();
  const network = useNetwork(entry.network);
  const [first, ...others] = entry.changes;
  // A list is what addresses are copied from by mistake: none of a hidden entry stands in it.
  const why =
    entry.hidden !== undefined ? t.received.reasons[entry.hidden] : first?.party === undefined ? t.received.made : t.received.from(shortAddress(first.party));
  const state = entry.hidden === undefined ? entry.state : 'doubted';
  return (
    <li className={network?.testnet ? 'striped-edge' : ''}>
      <Link href={receivedPath(entry)} className={`row ${state}`} data-testid={`received-${entry.id}`} data-hidden={entry.hidden}>
        {network && <Tag network={network} />}
        <span className="row-text">
          <strong>{t.received.title}</strong>
          <span className="note">
            {network?.testnet && <span className="spoken">{t.common.testNetwork} </span>}
            {why}
          </span>
        </span>
        <span className="row-end">
          <Assets value={entry.assets ?? {}}>{first && <Gain change={first} />}</Assets>
          <span className="note">
            {others.length > 0 && `${t.received.more(others.length)} · `}
            {entry.hidden === undefined && <span className={`state ${state}`}>{t.activity.states[entry.state]} · </span>}
            {clockText(entry.at, language)}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** One transaction can bring what is welcome and what is not: they are two entries. */
const receivedPath = ({ network, id, hidden }: ReceivedView): string => `/received/${network}/${id}${hidden === undefined ? '' : `/${hidden}`}`;

/** Not a button: the whole row leads to the full figure. What nobody knows the decimals of has no figure here. */
function Gain({ change: { asset, amount } }: { readonly change: ReceivedView['changes'][number] }) {
  const { t } = useWords();
  const known = useAsset(asset) !== undefined;
  return (
    <span className="static-amount in">
      {known ? '+' : ''}
      {known ? <Amount asset={asset} amount={amount} still /> : <small>{t.common.unknownAsset}</small>}
    </span>
  );
}
