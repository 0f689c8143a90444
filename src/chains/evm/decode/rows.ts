import type { ParamType } from 'ethers/abi';
import type { AssetId } from '../../../core/caip';
import type { Detail, DetailLabel } from '../../adapter';
import { isUnlimited } from '../../warnings';
import { packedAddress } from '../addresses';
import type { Value } from './abi';

/** What the values at some paths are about; in `labels`, `[#]` is every place of an array. */
export type Meaning = {
  readonly labels?: Readonly<Record<string, DetailLabel>>;
  readonly assets?: Readonly<Record<string, AssetId>>;
  /** The paths of numbers that hold an address. */
  readonly packed?: readonly string[];
};

/** One row per value, in the order of the type. */
export function rowsOf(param: ParamType, value: Value, path: string, meaning: Meaning): readonly Detail[] {
  if (param.isArray()) return (value as readonly Value[]).flatMap((item, index) => rowsOf(param.arrayChildren, item, `${path}[${index}]`, meaning));
  if (param.isTuple()) {
    const values = value as Readonly<Record<string, Value>>;
    return param.components.flatMap((part) => rowsOf(part, values[part.name]!, path === '' ? part.name : `${path}.${part.name}`, meaning));
  }
  return [rowOf(path, param.type, value as string | bigint | boolean, meaning)];
}

/** How a value is shown at its place. */
export function rowOf(path: string, type: string, value: string | bigint | boolean, { labels = {}, assets = {}, packed = [] }: Meaning): Detail {
  const name = path.slice(path.lastIndexOf('.') + 1).replace(/(?:\[\d+\])+$/, '');
  const label = own(labels, path) ?? own(labels, path.replaceAll(/\[\d+\]/g, '[#]')) ?? own(commonLabels, name);
  const named = label ? { label } : ({ label: 'field', name: path } as const);
  const asset = own(assets, path);
  if (typeof value === 'bigint') {
    if (packed.includes(path)) return { ...named, value: { kind: 'address', address: packedAddress(value) } };
    if (asset !== undefined)
      return { ...named, value: { kind: 'amount', asset, amount: value, ...(label === 'allowance' && isUnlimited(value) && { unlimited: true }) } };
    // Contracts count seconds; what is no date says "never", or nothing.
    if (label === 'expires-at' && value > 0n && value < lastDate) return { ...named, value: { kind: 'time', at: Number(value) * 1000 } };
  }
  if (type === 'address') return { ...named, value: { kind: 'address', address: String(value) } };
  if (type.startsWith('bytes')) return { ...named, value: { kind: 'bytes', hex: String(value).slice(2) } };
  return { ...named, value: { kind: 'text', text: String(value) } };
}

/** Seconds: the year 9999. */
const lastDate = 253_402_300_800n;

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

/** What names mean in the ABIs of this folder, and in the typed data that it knows. */
export const commonLabels: Readonly<Record<string, DetailLabel>> = {
  to: 'to',
  recipient: 'to',
  from: 'from',
  holder: 'from',
  spender: 'spender',
  operator: 'spender',
  token: 'token',
  tokenIn: 'token',
  amount: 'amount',
  amountIn: 'amount',
  amountInMax: 'maximum-paid',
  amountInMaximum: 'maximum-paid',
  amountMin: 'minimum-received',
  amountOutMin: 'minimum-received',
  amountOutMinimum: 'minimum-received',
  deadline: 'expires-at',
  sigDeadline: 'expires-at',
  expiry: 'expires-at',
  expiration: 'expires-at',
  newOwner: 'new-owner',
  implementation: 'new-code',
};
