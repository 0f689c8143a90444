import { useState, type FormEvent } from 'react';
import { families } from '../../../chains/registry';
import type { NetworkView } from '../../../wallet/views/network';
import { Button } from '../../components/controls';
import { Foreign } from '../../components/foreign';
import { Fault } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';
import { TextField } from './network-form';

/** Whom to ask for coins that came, where nodes cannot say. Off, and nobody's address is filled in: asking tells that host whose addresses these are. */
export function Indexer({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const words = t.received.indexer;
  const { indexer: example } = families[network.family] as { readonly indexer?: string };
  const [text, setText] = useState<string>();
  const save = useAction();
  if (example === undefined) return null;
  const put = (url: string) =>
    save.run(async () => {
      await wallet.networks.setIndexer(network.id, url);
      setText(undefined);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put((text ?? '').trim());
  };
  return (
    <section>
      <h2>{words.title}</h2>
      <p className="note">{words.hint}</p>
      {text === undefined ? (
        <>
          {network.indexer !== undefined && (
            <p className="group row" data-testid="indexer">
              <Foreign text={network.indexer} />
            </p>
          )}
          <div className="actions">
            <Button icon="edit" data-testid="indexer-edit" onClick={() => setText(network.indexer ?? '')}>
              {network.indexer === undefined ? words.choose : words.edit}
            </Button>
            {network.indexer !== undefined && (
              <Button busy={save.busy} data-testid="indexer-off" onClick={() => put('')}>
                {words.off}
              </Button>
            )}
          </div>
          <Fault code={save.error} />
        </>
      ) : (
        <form onSubmit={submit}>
          <TextField
            label={words.label}
            hint={example}
            value={text}
            testId="indexer-url"
            error={save.error}
            codes={['endpoint/invalid']}
            inputMode="url"
            onChange={(value) => {
              save.clear();
              setText(value);
            }}
          />
          <div className="actions">
            <Button onClick={() => setText(undefined)}>{t.common.cancel}</Button>
            <Button type="submit" look="primary" busy={save.busy} data-testid="indexer-save">
              {t.common.save}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
