import { useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { familyIds, familyOf, type FamilyId } from '../../../chains/registry';
import { useAccountName } from '../../account-name';
import { Button, PasswordField } from '../../components/controls';
import { Fault, Notice } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { useAction, useWallet, wallet } from '../../wallet';

/** The families that an account can be of by its key alone. */
export const importable = familyIds.filter((family) => familyOf(family).privateKey !== undefined);

export function ImportKey({ family: named }: { readonly family: string }) {
  const { t } = useWords();
  const family = importable.find((each) => each === named);
  return (
    <Screen title={t.imported.title} back="/accounts">
      {family ? <ImportForm family={family} /> : <Fault code="chain/unsupported" />}
    </Screen>
  );
}

/** A key, or a file that holds one. What is typed stays in password fields: browsers write down what stands in others. */
function ImportForm({ family }: { readonly family: FamilyId }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const [, go] = useHashLocation();
  const accounts = useWallet(['accounts'], (from) => from.accounts.list());
  const [secret, setSecret] = useState('');
  const [filePassword, setFilePassword] = useState('');
  const [password, setPassword] = useState('');
  const [already, setAlready] = useState<number>();
  const { busy, error, run, clear } = useAction();
  const isFile = secret.trimStart().startsWith('{');
  const change = (set: (value: string) => void) => (value: string) => {
    clear();
    setAlready(undefined);
    set(value);
  };
  const about = (field: 'secret' | 'filePassword' | 'password') => (error && fieldOf[error] === field ? t.errors[error] : undefined);
  const same = accounts.value?.find(({ index }) => index === already);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      try {
        const made = await wallet.accounts.importKey({ family, secret, filePassword: isFile ? filePassword : '', password });
        setSecret('');
        setFilePassword('');
        if (made.already) return setAlready(made.index);
        await wallet.accounts.select(made.index);
        go('/');
      } finally {
        setPassword('');
      }
    });
  };

  return (
    <>
      <p className="note">{t.imported.text(familyOf(family).label)}</p>
      <form onSubmit={submit} autoComplete="off">
        <PasswordField
          label={t.imported.secret}
          hint={isFile ? t.imported.isFile : t.imported.secretHint}
          error={about('secret')}
          value={secret}
          autoFocus
          autoComplete="off"
          data-testid="import-secret"
          onValue={change(setSecret)}
        />
        <FileChoice family={family} onText={change(setSecret)} />
        {isFile && (
          <PasswordField
            label={t.imported.filePassword}
            hint={t.imported.filePasswordHint}
            error={about('filePassword')}
            value={filePassword}
            autoComplete="off"
            data-testid="import-file-password"
            onValue={change(setFilePassword)}
          />
        )}
        <PasswordField
          label={t.imported.password}
          error={about('password')}
          value={password}
          autoComplete="current-password"
          data-testid="import-password"
          onValue={change(setPassword)}
        />
        {error && !fieldOf[error] && <Fault code={error} />}
        {same && (
          <Notice tone="warn" testId="already">
            {t.imported.already(nameOf(same))}
          </Notice>
        )}
        <Button type="submit" look="primary" busy={busy} disabled={secret.trim() === '' || password === ''} data-testid="import-submit">
          {t.imported.submit}
        </Button>
      </form>
    </>
  );
}

/** Some browsers close a popup that opens a file dialog: there it is a tab that asks. */
function FileChoice({ family, onText }: { readonly family: FamilyId; readonly onText: (text: string) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const reading = useAction();
  if (chrome.extension.getViews({ type: 'popup' }).includes(window))
    return (
      <Button
        onClick={() => {
          void chrome.tabs.create({ url: chrome.runtime.getURL(`popup.html#/accounts/import/${family}`) });
          window.close();
        }}
      >
        {t.imported.chooseInTab}
      </Button>
    );
  const read = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    // Whatever it is: the worker says what is wrong with it. A keystore file is a few hundred bytes.
    if (file) reading.run(async () => onText(await file.slice(0, longestFile).text()));
    target.value = '';
  };
  return (
    <>
      <input ref={input} type="file" hidden data-testid="import-file" onChange={read} />
      <Button busy={reading.busy} onClick={() => input.current?.click()}>
        {t.imported.choose}
      </Button>
      <Fault code={reading.error} />
    </>
  );
}

const longestFile = 100_000;

const fieldOf: Readonly<Record<string, 'secret' | 'filePassword' | 'password'>> = {
  'key/characters': 'secret',
  'key/length': 'secret',
  'key/range': 'secret',
  'keystore/address': 'secret',
  'keystore/invalid': 'secret',
  'keystore/too-costly': 'secret',
  'keystore/unsupported': 'secret',
  'keystore/wrong-password': 'filePassword',
  'vault/wrong-password': 'password',
};
