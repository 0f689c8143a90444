import { fromHex } from '../../core/bytes';
import type { Detail, Preview, Warning } from '../adapter';
import { danger, info } from '../warnings';
import { addressFrom } from './addresses';
import { coinOf } from './assets';
import { decodeCall } from './calldata';
import type { TronNetwork } from './networks';
import type { Field, Message, Schema, Value } from './protobuf';
import type { RawTransaction } from './raw';
import { readable } from './text';

/** What the bytes of a transaction say, and nothing else. */
export function previewOf(transaction: RawTransaction, network: TronNetwork): Preview {
  const { title, changes = [], details, warnings = [] } = effectOf(transaction, network);
  const { expiration, permission, feeLimit, memo } = transaction;
  return {
    title,
    changes,
    details: [
      ...details,
      ...(memo === '' ? [] : [{ label: 'memo', value: readable(fromHex(memo)) } as const]),
      ...(feeLimit === 0n ? [] : [{ label: 'fee-limit', value: { kind: 'amount', asset: coinOf(network), amount: feeLimit } } as const]),
      ...(permission === 0 ? [] : [row('permission-id', String(permission))]),
      { label: 'expires-at', value: { kind: 'time', at: expiration } },
    ],
    warnings: [...warnings, ...(feeLimit > highFeeLimit ? [danger('fee-limit-high')] : []), ...(permission === 0 ? [] : [info('partial-signature')])],
  };
}

/** sun. Few calls ever burned a tenth of it. */
const highFeeLimit = 1_000_000_000n;

type Effect = {
  readonly title: Preview['title'];
  readonly changes?: Preview['changes'];
  readonly details: readonly Detail[];
  readonly warnings?: readonly Warning[];
};

function effectOf(transaction: RawTransaction, network: TronNetwork): Effect {
  const { type, fields } = transaction;
  switch (type) {
    case 'TransferContract': {
      const to = hexAddress(fields['to_address']);
      return { title: 'send', changes: outgoing(network, fields['amount'], to), details: [{ label: 'to', value: { kind: 'address', address: to } }] };
    }
    case 'TriggerSmartContract':
      return callOf(transaction, network);
    case 'DelegateResourceContract':
      return { ...listing(transaction, network), warnings: [danger('delegate')] };
    case 'FreezeBalanceContract':
      return { ...listing(transaction, network), warnings: fields['receiver_address'] === undefined ? [] : [danger('delegate')] };
    default:
      return listing(transaction, network);
  }
}

function callOf({ fields }: RawTransaction, network: TronNetwork): Effect {
  const contract = hexAddress(fields['contract_address']);
  const data = String(fields['data'] ?? '');
  const call = decodeCall(data);
  const tokens =
    fields['call_token_value'] === undefined
      ? []
      : [field('call_token_value', String(fields['call_token_value'])), field('token_id', String(fields['token_id'] ?? 0n))];
  return {
    title: call?.title ?? 'contract-call',
    changes: outgoing(network, fields['call_value'], contract),
    details: [
      { label: 'contract', value: { kind: 'address', address: contract } },
      // Unknown is shown as unknown: the selector is all that the bytes tell.
      row('method', call?.method ?? `0x${data.slice(0, 8)}`),
      ...(call?.details ?? []),
      ...tokens,
      ...(data === '' ? [] : [{ label: 'data', value: { kind: 'bytes', hex: data } } as const]),
    ],
    warnings: call?.warnings ?? [info('unknown-contract-call')],
  };
}

/** A contract of the protocol's own: its name and every field, as they are. */
function listing({ type, fields, schema }: RawTransaction, network: TronNetwork): Effect {
  return { title: 'sign-transaction', details: [row('type', type), ...rows(fields, schema, '', network)] };
}

function rows(message: Message, schema: Schema, path: string, network: TronNetwork): readonly Detail[] {
  return Object.values(schema).flatMap((one) => {
    const value = Object.hasOwn(message, one.name) ? message[one.name]! : undefined;
    if (value === undefined || (path === '' && one.name === 'owner_address')) return [];
    const items = Array.isArray(value)
      ? (value as readonly Value[]).map((item, i) => [`${path}${one.name}[${i}]`, item] as const)
      : [[`${path}${one.name}`, value] as const];
    return items.flatMap(([name, item]) => leaf(one, name, item, network));
  });
}

/** These are sun wherever they stand. */
const amounts = new Set(['frozen_balance', 'unfreeze_balance', 'balance']);

function leaf({ kind, name, names }: Field, path: string, value: Value, network: TronNetwork): readonly Detail[] {
  if (typeof kind === 'object') return rows(value as Message, kind, `${path}.`, network);
  if (kind === 'address') return [{ label: 'field', name: path, value: { kind: 'address', address: hexAddress(value) } }];
  if (kind === 'bytes')
    return [{ label: 'field', name: path, value: name === 'operations' ? { kind: 'bytes', hex: String(value) } : readable(fromHex(String(value))) }];
  if (amounts.has(name)) return [{ label: 'field', name: path, value: { kind: 'amount', asset: coinOf(network), amount: value as bigint } }];
  return [field(path, names?.[Number(value)] ?? String(value))];
}

function outgoing(network: TronNetwork, amount: Value | undefined, party: string): Preview['changes'] {
  return typeof amount === 'bigint' ? [{ direction: 'out', asset: coinOf(network), amount, party }] : [];
}

const hexAddress = (hex: Value | undefined) => addressFrom(fromHex(String(hex)));
const row = (label: Detail['label'], text: string): Detail => ({ label, value: { kind: 'text', text } });
const field = (name: string, text: string): Detail => ({ label: 'field', name, value: { kind: 'text', text } });
