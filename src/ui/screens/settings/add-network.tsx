import { useRef, useState, type FormEvent } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { familyIds, familyOf, type FamilyId } from '../../../chains/registry';
import type { ErrorCode } from '../../../core/errors';
import type { NetworkTrial } from '../../../wallet/views/network';
import { Button, Switch } from '../../components/controls';
import { NetworkWarnings } from '../../components/network-warnings';
import { Fault } from '../../components/notice';
import { Screen } from '../../components/screen';
import { useWords } from '../../i18n/words';
import { useAction, wallet } from '../../wallet';
import { AllowHost } from './endpoints';
import { TextField } from './network-form';

/** The only family, so far, whose networks a person can add. */
const [family] = familyIds.filter((id) => familyOf(id).custom) as [FamilyId];

/** What is said at which field; any other fault stands below them all. */
const faults = {
  reference: ['network/invalid', 'network/exists'],
  name: ['name/invalid'],
  symbol: ['symbol/invalid'],
  endpoints: ['endpoint/invalid', 'network/unreachable', 'network/wrong-chain', 'network/bad-response'],
  explorer: ['explorer/invalid'],
} as const satisfies Readonly<Record<string, readonly ErrorCode[]>>;
const atSomeField: ReadonlySet<ErrorCode> = new Set(Object.values(faults).flat());

const empty = { reference: '', name: '', symbol: '', endpoints: '', explorer: '', testnet: false };

/** A network of one's own. Its endpoints are asked who they are as soon as there is enough to ask about, and again before it is kept. */
export function AddNetwork() {
  const { t, language } = useWords();
  const words = t.networks;
  const [, go] = useHashLocation();
  const [form, setForm] = useState(empty);
  const [trial, setTrial] = useState<NetworkTrial>();
  const asked = useRef('');
  const check = useAction();
  const add = useAction();

  const urls = form.endpoints.split(/\s+/).filter(Boolean);
  const [first, ...others] = urls;
  const complete = form.reference.trim() !== '' && form.name.trim() !== '' && form.symbol.trim() !== '' && first !== undefined;
  const { endpoints: _endpoints, explorer, testnet, ...texts } = form;
  const spec = { ...texts, rpc: [first ?? '', ...others] as const, ...(explorer.trim() && { explorer: explorer.trim() }), ...(testnet && { testnet }) };

  const set = (change: Partial<typeof empty>) => {
    setForm({ ...form, ...change });
    setTrial(undefined);
    add.clear();
  };
  // When a field is left, not while it is typed: half a host name is a host that nobody meant to ask.
  const look = () => {
    const wanted = JSON.stringify(spec);
    if (!complete || asked.current === wanted) return;
    asked.current = wanted;
    check.run(async () => {
      const answer = await wallet.networks.tryNetwork(family, spec);
      if (asked.current === wanted) setTrial(answer);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.run(async () => go(`/settings/network/${await wallet.networks.add(family, spec)}`));
  };

  const error: ErrorCode | undefined = add.error ?? (trial?.ok === false ? trial.code : check.error);
  const field = { error, onBlur: look };
  return (
    <Screen title={words.add} back="/settings/networks">
      <form onSubmit={submit}>
        <TextField
          {...field}
          label={words.chainId}
          hint={words.chainIdHint}
          value={form.reference}
          testId="network-chain-id"
          inputMode="numeric"
          codes={faults.reference}
          onChange={(reference) => set({ reference })}
        />
        <TextField {...field} label={words.name} value={form.name} testId="network-name" codes={faults.name} onChange={(name) => set({ name })} />
        <TextField
          {...field}
          label={words.symbol}
          hint={words.symbolHint}
          value={form.symbol}
          testId="network-symbol"
          codes={faults.symbol}
          onChange={(symbol) => set({ symbol })}
        />
        <TextField
          {...field}
          label={words.endpoints}
          hint={words.endpointsHint}
          value={form.endpoints}
          testId="network-endpoints"
          rows={2}
          codes={faults.endpoints}
          onChange={(endpoints) => set({ endpoints })}
        />
        {error === 'network/unreachable' && urls.map((url) => <AllowHost key={url} url={url} />)}
        <TextField
          {...field}
          label={words.explorer}
          hint={words.explorerHint}
          value={form.explorer}
          testId="network-explorer"
          codes={faults.explorer}
          onChange={(text) => set({ explorer: text })}
        />
        <div className="group">
          <Switch label={words.isTest} hint={words.isTestHint} on={form.testnet} testId="network-is-test" onChange={(on) => set({ testnet: on })} />
        </div>
        <p role="status" className="note good" data-testid="network-trial">
          {check.busy ? words.checking : trial?.ok ? words.answers(Math.round(trial.milliseconds), trial.height.toLocaleString(language)) : ''}
        </p>
        {trial?.ok && <NetworkWarnings warnings={trial.warnings} />}
        <Fault code={error && !atSomeField.has(error) ? error : undefined} />
        <div className="actions">
          <Button type="submit" look="primary" busy={add.busy} disabled={!complete} data-testid="network-save">
            {words.submit}
          </Button>
        </div>
      </form>
    </Screen>
  );
}
