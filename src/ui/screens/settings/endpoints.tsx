import { useState, type FormEvent } from 'react';
import type { EndpointTrial, NetworkView } from '../../../wallet/views/network';
import { Button, Field } from '../../components/controls';
import { Foreign } from '../../components/foreign';
import { Fault } from '../../components/notice';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';

export function Endpoints({ network }: { readonly network: NetworkView }) {
  const { t } = useWords();
  const [text, setText] = useState<string>();
  const save = useAction();
  const reset = useAction();
  const urls = (text ?? '').split(/\s+/).filter(Boolean);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.run(async () => {
      await wallet.networks.setEndpoints(network.id, urls);
      setText(undefined);
    });
  };

  return (
    <section>
      <h2>{t.settings.endpoints}</h2>
      <p className="note">{t.settings.endpointsHint}</p>
      {text === undefined ? (
        <>
          <ul className="group">
            {network.endpoints.map((url) => (
              <Endpoint key={url} network={network} url={url} />
            ))}
          </ul>
          {network.customised && <p className="note">{t.settings.customised}</p>}
          <div className="actions">
            <Button icon="edit" data-testid="endpoints-edit" onClick={() => setText(network.endpoints.join('\n'))}>
              {t.settings.edit}
            </Button>
            {network.customised && (
              <Button busy={reset.busy} data-testid="endpoints-reset" onClick={() => reset.run(() => wallet.networks.resetEndpoints(network.id))}>
                {t.settings.reset}
              </Button>
            )}
          </div>
          <Fault code={reset.error} />
        </>
      ) : (
        <form onSubmit={submit}>
          <Field label={t.settings.editLabel} error={save.error && t.errors[save.error]}>
            {(ids) => (
              <textarea
                {...ids}
                className="input"
                rows={4}
                value={text}
                autoFocus
                spellCheck={false}
                autoCapitalize="off"
                data-testid="endpoints"
                onChange={(event) => {
                  save.clear();
                  setText(event.target.value);
                }}
              />
            )}
          </Field>
          {save.error === 'network/unreachable' && urls.map((url) => <AllowHost key={url} url={url} />)}
          <div className="actions">
            <Button onClick={() => setText(undefined)}>{t.common.cancel}</Button>
            <Button type="submit" look="primary" busy={save.busy} disabled={urls.length === 0} data-testid="endpoints-save">
              {t.settings.saveEndpoints}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function Endpoint({ network, url }: { readonly network: NetworkView; readonly url: string }) {
  const { t, language } = useWords();
  const [trial, setTrial] = useState<EndpointTrial>();
  const { busy, error, run } = useAction();
  return (
    <li className="row endpoint">
      <span className="row-text">
        <Foreign text={url} />
        <span role="status">
          {trial?.ok && <span className="note good">{t.settings.trial(Math.round(trial.milliseconds), trial.height.toLocaleString(language))}</span>}
          {trial?.ok === false && <span className="note bad">{t.errors[trial.code]}</span>}
          {error && <span className="note bad">{t.errors[error]}</span>}
        </span>
        {trial?.ok === false && trial.code === 'network/unreachable' && <AllowHost url={url} />}
      </span>
      <Button busy={busy} aria-label={t.settings.tryNamed(url)} onClick={() => run(async () => setTrial(await wallet.networks.tryEndpoint(network.id, url)))}>
        {t.settings.tryEndpoint}
      </Button>
    </li>
  );
}

/** An endpoint that sends no CORS headers can be read only with the host's permission, which a browser grants on a click. */
export function AllowHost({ url }: { readonly url: string }) {
  const { t } = useWords();
  const host = hostOf(url);
  if (host === undefined) return null;
  return (
    <Button
      look="quiet"
      onClick={() => {
        void chrome.permissions.request({ origins: [`https://${host}/*`] });
      }}
    >
      {t.settings.allow(host)}
    </Button>
  );
}

function hostOf(url: string): string | undefined {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' ? hostname : undefined;
  } catch {
    return undefined;
  }
}
