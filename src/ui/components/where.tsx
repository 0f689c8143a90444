import { useWords } from '../i18n/words';
import { useNetwork } from '../networks';
import { WholeAddress } from './address';
import { Foreign } from './foreign';
import { NetworkName, Tag } from './network';

type WhereProps = { readonly network: string; readonly account?: string | undefined; readonly address?: string | undefined };

/** Which network and which account: on every screen where something is about to happen. */
export function Where({ network: id, account, address }: WhereProps) {
  const { t } = useWords();
  const network = useNetwork(id);
  return (
    <div className="where">
      {network && <Tag network={network} />}
      <span className="row-text">
        {network ? <NetworkName network={network} /> : <Foreign text={id} />}
        {account !== undefined && (
          <span className="note">
            <span className="spoken">{t.common.account} </span>
            <Foreign text={account} />
          </span>
        )}
        {address !== undefined && (
          <span className="small-address">
            <WholeAddress address={address} />
          </span>
        )}
      </span>
    </div>
  );
}
