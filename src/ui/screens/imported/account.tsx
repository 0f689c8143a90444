import { Link } from 'wouter';
import { useAccountName } from '../../account-name';
import { WholeAddress } from '../../components/address';
import { Button } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { PasswordForm } from '../../components/password-form';
import { Screen } from '../../components/screen';
import { useExposed } from '../../exposed';
import { useWords } from '../../i18n/words';
import { safeText } from '../../safe-text';
import { useWallet, wallet } from '../../wallet';

/** ms. One line is copied sooner than a phrase is written down. */
const exposure = 30_000;

/** An account whose key is its own: the key, and the way to be rid of it. */
export function ImportedAccount({ index }: { readonly index: number }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const accounts = useWallet(['accounts'], (from) => from.accounts.list());
  const account = accounts.value?.find((one) => one.index === index && one.imported);
  const [key, expose] = useExposed(exposure);

  if (!account)
    return (
      <Screen title={t.accounts.title} back="/accounts">
        {accounts.value && <Fault code="account/unknown" />}
      </Screen>
    );
  return (
    <Screen title={safeText(nameOf(account))} back="/accounts">
      <Notice tone="warn">{t.imported.notInPhrase}</Notice>
      <section className="key-sheet">
        <h2>{t.imported.reveal}</h2>
        <p className="note">{t.imported.revealText}</p>
        {key === undefined ? (
          <PasswordForm
            label={t.imported.password}
            submit={t.imported.reveal}
            icon="show"
            testId="key-password"
            submitTestId="key-reveal"
            onPassword={async (password) => expose(await wallet.accounts.revealKey(index, password))}
          />
        ) : (
          <>
            <p className="own-address" translate="no" aria-label={t.imported.key}>
              <WholeAddress address={key} testId="revealed-key" />
            </p>
            <Button data-testid="cover" onClick={() => expose(undefined)}>
              {t.imported.cover}
            </Button>
          </>
        )}
      </section>
      <Link href={`/accounts/imported/${index}/remove`} className="button quiet" data-testid="key-remove">
        {t.imported.remove}
      </Link>
    </Screen>
  );
}
