import { familyOf } from '../../../chains/registry';
import type { PermissionView } from '../../../wallet/views/settings';
import { Button } from '../../components/controls';
import { Fault } from '../../components/notice';
import { Screen } from '../../components/screen';
import { dayText } from '../../format';
import { useAccountName } from '../../account-name';
import { useWords } from '../../i18n/words';
import { useNetwork } from '../../networks';
import { safeText, siteName } from '../../safe-text';
import { useAction, useWallet, wallet } from '../../wallet';

export function Sites() {
  const { t } = useWords();
  const permissions = useWallet(['permissions'], (from) => from.permissions.list());
  return (
    <Screen title={t.settings.sites} back="/settings">
      <Fault code={permissions.error} retry={permissions.reload} />
      {permissions.value?.length === 0 && (
        <div className="empty">
          <p>{t.settings.noSites}</p>
          <p className="note">{t.settings.noSitesHint}</p>
        </div>
      )}
      {permissions.value && permissions.value.length > 0 && (
        <ul className="group">
          {permissions.value.map((permission) => (
            <Site key={`${permission.origin} ${permission.family}`} permission={permission} />
          ))}
        </ul>
      )}
    </Screen>
  );
}

function Site({ permission: { origin, family, accounts, network: id, grantedAt } }: { readonly permission: PermissionView }) {
  const { t, language } = useWords();
  const network = useNetwork(id);
  const all = useWallet(['accounts'], (from) => from.accounts.list()).value ?? [];
  const nameOf = useAccountName();
  const names = accounts.map((index) => safeText(nameOf(all.find((account) => account.index === index) ?? { index, name: String(index + 1) })));
  const { busy, error, run } = useAction();
  return (
    <li className="row">
      <span className="row-text">
        <strong>
          <bdi>{siteName(origin)}</bdi>
        </strong>
        <span className="note">{[...new Set([familyOf(family).label, network?.name ?? id])].join(' · ')}</span>
        <span className="note">{t.settings.sees(new Intl.ListFormat(language).format(names))}</span>
        <span className="note">{t.settings.since(dayText(grantedAt, language))}</span>
        <Fault code={error} />
      </span>
      <Button
        busy={busy}
        aria-label={t.settings.disconnectNamed(siteName(origin))}
        data-testid={`revoke-${siteName(origin)}-${family}`}
        onClick={() => run(() => wallet.permissions.revoke(origin, family))}
      >
        {t.settings.disconnect}
      </Button>
    </li>
  );
}
