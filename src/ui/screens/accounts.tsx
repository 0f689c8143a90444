import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { Button, Field, IconButton } from '../components/controls';
import { Foreign } from '../components/foreign';
import { Icon } from '../components/icon';
import { Fault } from '../components/notice';
import { Screen } from '../components/screen';
import { familyOf } from '../../chains/registry';
import { useAccountName } from '../account-name';
import { useWords } from '../i18n/words';
import { importable } from './imported/import';
import type { Account } from '../../wallet/views/account';
import { useAction, useWallet, wallet } from '../wallet';
import { useHashLocation } from 'wouter/use-hash-location';

export function Accounts() {
  const { t } = useWords();
  const accounts = useWallet(['accounts'], (from) => from.accounts.list());
  const [adding, setAdding] = useState(false);
  return (
    <Screen title={t.accounts.title} back="/">
      <p className="note">{accounts.value?.some(({ imported }) => imported) ? t.accounts.explainImported : t.accounts.explain}</p>
      <Fault code={accounts.error} retry={accounts.reload} />
      {accounts.value && (
        <ul className="group">
          {accounts.value.map((account) => (
            <AccountRow key={account.index} account={account} />
          ))}
        </ul>
      )}
      {adding ? (
        <NameForm
          label={t.accounts.adding}
          submit={t.accounts.add}
          placeholder={t.accounts.numbered((accounts.value?.filter(({ imported }) => !imported).length ?? 0) + 1)}
          onClose={() => setAdding(false)}
          save={(name) => wallet.accounts.add(name || undefined)}
        />
      ) : (
        <>
          <Button icon="plus" data-testid="account-add" onClick={() => setAdding(true)}>
            {t.accounts.add}
          </Button>
          {importable.map((family) => (
            <Link key={family} href={`/accounts/import/${family}`} className="button quiet" data-testid={`account-import-${family}`}>
              {t.imported.start(familyOf(family).label)}
            </Link>
          ))}
        </>
      )}
    </Screen>
  );
}

function AccountRow({ account }: { readonly account: Account }) {
  const { t } = useWords();
  const name = useAccountName()(account);
  const [, go] = useHashLocation();
  const [renaming, setRenaming] = useState(false);
  const { busy, error, run } = useAction();
  const select = () =>
    run(async () => {
      await wallet.accounts.select(account.index);
      go('/');
    });
  if (renaming) {
    return (
      <li className="row">
        <NameForm
          label={t.accounts.newName}
          submit={t.common.save}
          initial={name}
          onClose={() => setRenaming(false)}
          // Left as it was, a name that nobody chose stays one.
          save={async (next) => (next === name ? undefined : wallet.accounts.rename(account.index, next))}
        />
      </li>
    );
  }
  return (
    <li className="row account-row" data-testid={`account-${account.index}`}>
      <label className="tick">
        <input
          type="radio"
          name="account"
          checked={account.selected}
          disabled={busy}
          onChange={select}
          onClick={account.selected ? () => go('/') : undefined}
        />
        <span className="row-text">
          <Foreign text={name} />
          {account.imported && <small className="badge">{t.imported.tag}</small>}
        </span>
      </label>
      {account.imported && (
        <Link
          href={`/accounts/imported/${account.index}`}
          className="icon-button"
          aria-label={t.imported.manage(name)}
          title={t.imported.manage(name)}
          data-testid={`key-${account.index}`}
        >
          <Icon name="key" />
        </Link>
      )}
      <IconButton icon="edit" data-testid={`rename-${account.index}`} label={t.accounts.rename(name)} onClick={() => setRenaming(true)} />
      <Fault code={error} />
    </li>
  );
}

type NameFormProps = {
  readonly label: string;
  readonly submit: string;
  readonly initial?: string;
  /** What it is called when nothing is typed. */
  readonly placeholder?: string;
  readonly save: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
};

function NameForm({ label, submit, initial = '', placeholder, save, onClose }: NameFormProps) {
  const { t } = useWords();
  const [name, setName] = useState(initial);
  const { busy, error, run } = useAction();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await save(name.trim());
      onClose();
    });
  };
  return (
    <form className="name-form" onSubmit={onSubmit}>
      <Field label={label} error={error && t.errors[error]}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={name}
            placeholder={placeholder}
            maxLength={40}
            autoFocus
            autoComplete="off"
            data-testid="account-name"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="actions">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="account-save">
          {submit}
        </Button>
      </div>
    </form>
  );
}
