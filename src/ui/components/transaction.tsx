import { Icon } from './icon';
import { useAccountName } from '../account-name';
import { explorerLink, timeText } from '../format';
import { useWords } from '../i18n/words';
import { useNetwork } from '../networks';
import { useWallet } from '../wallet';
import { CopyButton, WholeAddress } from './address';
import { Foreign } from './foreign';

/** Rows of a list of facts: when it was. */
export function TimeRow({ at }: { readonly at: number }) {
  const { t, language } = useWords();
  return (
    <div className="detail">
      <dt>{t.activity.time}</dt>
      <dd>
        <time dateTime={new Date(at).toISOString()}>{timeText(at, language)}</time>
      </dd>
    </div>
  );
}

export function AccountRow({ index }: { readonly index: number }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const account = useWallet(['accounts'], (from) => from.accounts.list()).value?.find((each) => each.index === index);
  if (!account) return null;
  return (
    <div className="detail">
      <dt>{t.common.account}</dt>
      <dd>
        <Foreign text={nameOf(account)} />
      </dd>
    </div>
  );
}

export function IdRow({ id }: { readonly id: string }) {
  const { t } = useWords();
  return (
    <div className="detail tall">
      <dt>{t.activity.id}</dt>
      <dd>
        <WholeAddress address={id} testId="transaction-id" />
      </dd>
    </div>
  );
}

/** What can be done with the id of a transaction. */
export function IdActions({ network, id }: { readonly network: string; readonly id: string }) {
  const { t } = useWords();
  const link = explorerLink(useNetwork(network)?.explorer?.transaction, id);
  return (
    <div className="actions">
      <CopyButton text={id} label={t.common.copyId} />
      {link !== undefined && (
        <a className="button plain" href={link} target="_blank" rel="noreferrer">
          <Icon name="out" />
          <span>{t.common.openInExplorer}</span>
        </a>
      )}
    </div>
  );
}
