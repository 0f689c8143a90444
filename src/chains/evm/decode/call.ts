import { FunctionFragment } from 'ethers/abi';
import type { Detail, Preview } from '../../adapter';
import { danger, info, unique } from '../../warnings';
import { sameAddress } from '../addresses';
import { decodeValues, type Value } from './abi';
import type { Call, Effect, Flow, Known, Rules, Step } from './known';
import { rowsOf } from './rows';
import { isLeft } from './swaps';
import { vocabulary } from './vocabulary';

/** Of one transaction: more calls, or deeper ones, or more rows, than anybody reads. What is beyond stands in the raw bytes. */
const limits = { calls: 64, depth: 6, rows: 400 } as const;

/**
 * What a call does, and every call within it that the wallet knows. Undefined for what it has no words for, and for known calls in
 * another encoding than the canonical one: the second could hide bytes that some contract reads. Never throws.
 */
export function describeCall(call: Call): Effect | undefined {
  const said = describe({ call }, '', { calls: limits.calls });
  if (!said) return undefined;
  const { flows, ...effect } = said;
  const cut = effect.details.length > limits.rows;
  const more = [...(cut ? [info('not-decoded')] : []), ...(isLeft(flows) ? [danger('other-recipient')] : [])];
  return { ...effect, details: effect.details.slice(0, limits.rows), warnings: unique([...effect.warnings, ...more]) };
}

/** The rows of calls within something that is no call itself: a Safe transaction, a user operation. */
export function describeSteps(steps: readonly Step[]): Effect {
  const { flows: _flows, ...effect } = joined(steps, '', { calls: limits.calls });
  return { ...effect, details: effect.details.slice(0, limits.rows), warnings: unique(effect.warnings) };
}

/** Counted down over a whole transaction. */
type Budget = { calls: number };

type Told = Effect & { readonly flows: readonly Flow[] };

function describe({ call, delegate, as }: Step, place: string, budget: Budget, outer?: Call): Told | undefined {
  const depth = place === '' ? 0 : place.split('.').length;
  if (depth > 0 && depth <= limits.depth && call.data === '0x' && !as && !delegate) return coins(call, place, depth, outer);
  const read = depth > limits.depth ? undefined : parse(call, as);
  if (!read) return undefined;
  const { rules, fragment, args, rest } = read;
  const meaning = { labels: rules.labels ?? {}, assets: rules.assets?.(args, call) ?? {} };
  const within = joined(rules.steps?.(args, call) ?? [], place, budget, call);
  const shown = fragment.inputs.filter(({ name }) => !rules.folds?.includes(name));
  const own: readonly Detail[] = [
    ...heading(fragment.format('sighash'), { call, ...(delegate && { delegate }) }, place, depth, outer),
    ...shown.flatMap((param) => rowsOf(param, args[param.name]!, param.name, { ...meaning, packed: rules.packed ?? [] })),
    ...(rest === '' ? [] : ([{ label: 'field', name: '…', value: { kind: 'bytes', hex: rest } }] as const)),
  ];
  return {
    ...(rules.title && { title: rules.title }),
    changes: [...sent(call, depth, delegate), ...(rules.changes?.(args, call) ?? []), ...within.changes],
    details: [...own.map((row) => deep(row, depth)), ...within.details],
    warnings: [...(rules.warn?.(args, call) ?? []), ...within.warnings, ...(rest === '' ? [] : [info('not-decoded')])],
    flows: [...(sameAddress(call.caller, call.account) ? (rules.flows?.(args, call) ?? []) : []), ...within.flows],
  };
}

/** The calls of a call one after the other; unknown ones as unknown. */
function joined(steps: readonly Step[], place: string, budget: Budget, outer?: Call): Told {
  const effects: Told[] = [];
  for (const [index, step] of steps.entries()) {
    if (budget.calls-- <= 0) {
      effects.push({ changes: [], details: [], warnings: [info('not-decoded')], flows: [] });
      break;
    }
    const at = place === '' ? `${index + 1}` : `${place}.${index + 1}`;
    effects.push(describe(step, at, budget, outer) ?? unknown(step, at, outer));
  }
  return {
    changes: effects.flatMap(({ changes }) => changes),
    details: effects.flatMap(({ details }) => details),
    warnings: effects.flatMap(({ warnings }) => warnings),
    flows: effects.flatMap(({ flows }) => flows),
  };
}

function unknown({ call, delegate, as }: Step, place: string, outer?: Call): Told {
  const depth = place.split('.').length;
  const method = as ? as.signature.slice(0, as.signature.indexOf('(')) : call.data.slice(0, 10);
  const data: Detail = { label: 'data', value: { kind: 'bytes', hex: call.data.slice(2) } };
  return {
    changes: sent(call, depth, delegate),
    details: [...heading(method, { call, ...(delegate && { delegate }) }, place, depth, outer), data].map((row) => deep(row, depth)),
    warnings: [info('unknown-contract-call')],
    flows: [],
  };
}

const coins = (call: Call, place: string, depth: number, outer?: Call): Told => ({
  changes: sent(call, depth),
  details: heading('receive()', { call }, place, depth, outer).map((row) => deep(row, depth)),
  warnings: [],
  flows: [],
});

/** Who is called, where that is not who calls, and with which coins: what stands above the arguments. The outermost is named always. */
function heading(method: string, { call, delegate }: Step, place: string, depth: number, outer?: Call): readonly Detail[] {
  const { to, value, coin } = call;
  const contract: Detail = { label: 'contract', value: { kind: 'address', address: to } };
  if (depth === 0) return [contract, { label: 'method', value: { kind: 'text', text: method } }];
  return [
    { label: 'call', value: { kind: 'text', text: `${place} ${method}` } },
    ...(outer?.to === to ? [] : [contract]),
    ...(delegate || value === 0n ? [] : ([{ label: 'amount', value: { kind: 'amount', asset: coin, amount: value } }] as const)),
  ];
}

/** Coins that the account itself sends; those of the outermost call are in the transaction, not in its data. */
const sent = ({ caller, account, coin, value, to }: Call, depth: number, delegate?: boolean): Preview['changes'] =>
  depth > 0 && !delegate && value > 0n && caller.toLowerCase() === account.toLowerCase() ? [{ direction: 'out', asset: coin, amount: value, party: to }] : [];

const deep = (row: Detail, depth: number): Detail => (depth === 0 ? row : { depth, ...row });

type Args = Readonly<Record<string, Value>>;
type Parsed = { readonly rules: Rules<Args>; readonly fragment: FunctionFragment; readonly args: Args; readonly rest: string };

function parse({ data }: Call, as?: Known): Parsed | undefined {
  const entry = as ? entryOf(as) : entries().get(data.slice(0, 10));
  if (!entry) return undefined;
  try {
    const body = as ? data.slice(2) : data.slice(10);
    const { values, size } = decodeValues(entry.fragment.inputs, body);
    const rest = body.slice(2 * size);
    return rest !== '' && !entry.rules.tail ? undefined : { ...entry, args: (entry.fragment.inputs.length === 0 ? {} : values) as Args, rest };
  } catch {
    return undefined;
  }
}

type Entry = { readonly rules: Rules<Args>; readonly fragment: FunctionFragment };

const entryOf = (rules: Known): Entry => ({ rules: rules as unknown as Rules<Args>, fragment: FunctionFragment.from(`function ${rules.signature}`) });

let known: ReadonlyMap<string, Entry> | undefined;

/** By selector. Made at the first use: reading the signatures takes longer than reading a call. */
function entries(): ReadonlyMap<string, Entry> {
  known ??= new Map(vocabulary.map(entryOf).map((entry) => [entry.fragment.selector, entry] as const));
  return known;
}
