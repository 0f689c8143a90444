import * as v from 'valibot';
import { partsOf } from '../../core/caip';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Intent } from '../adapter';
import { checksummed } from './addresses';
import { bounds } from './node';
import { tokenCallOf } from './transfers';

const isQuantity = (text: string): boolean => /^0x(?:0|[1-9a-fA-F][0-9a-fA-F]{0,63})$/.test(text);

/** EIP-1474: no leading zeros, at least one digit. */
export const quantityText = v.pipe(v.string(), v.check(isQuantity));
/** A quantity from `least` to `most`. */
export const quantityWithin = (least: bigint, most: bigint) =>
  v.pipe(
    v.string(),
    v.check((text) => isQuantity(text) && BigInt(text) >= least && BigInt(text) <= most),
  );
export const dataText = v.pipe(v.string(), v.regex(/^0x(?:[0-9a-fA-F]{2})*$/));
export const addressText = v.pipe(v.string(), v.check(isAddress), v.transform(checksummed));

const price = quantityWithin(0n, bounds.gasPrice);
const gas = quantityWithin(21_000n, bounds.gas);
const storageKey = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{64}$/));
const accessList = v.pipe(v.array(v.object({ address: addressText, storageKeys: v.pipe(v.array(storageKey), v.maxLength(1000)) })), v.maxLength(200));
// A transaction of more than 128 KiB is refused by every pool.
const calldata = v.pipe(dataText, v.maxLength(2 + 2 * 131_072));

/** Blobs (EIP-4844) and authorisations: a page never gets those signed (EIP-7702, Security Considerations). */
const forbidden = ['authorizationList', 'blobs', 'blobVersionedHashes', 'maxFeePerBlobGas', 'sidecars'] as const;

const given = v.object({
  from: addressText,
  to: v.optional(addressText),
  value: v.optional(quantityText, '0x0'),
  data: v.optional(calldata),
  input: v.optional(calldata),
  gas: v.optional(gas),
  gasLimit: v.optional(gas),
  gasPrice: v.optional(price),
  maxFeePerGas: v.optional(price),
  maxPriorityFeePerGas: v.optional(price),
  nonce: v.optional(quantityWithin(0n, BigInt(Number.MAX_SAFE_INTEGER))),
  chainId: v.optional(quantityText),
  type: v.optional(v.picklist(['0x0', '0x1', '0x2'])),
  accessList: v.optional(accessList),
});

/** What a page asks to have sent, checked: one name for the data, one fee model, nothing that is not understood. */
export type TransactionRequest = {
  readonly from: Address;
  readonly to?: Address;
  /** wei; this and the other numbers as EIP-1474 quantities. */
  readonly value: string;
  readonly data: string;
  readonly gas?: string;
  readonly gasPrice?: string;
  readonly maxFeePerGas?: string;
  readonly maxPriorityFeePerGas?: string;
  readonly nonce?: string;
  /** 4, which no page can ask for: takes off what acts for the account. */
  readonly type?: '0x0' | '0x1' | '0x2' | '0x4';
  readonly accessList?: readonly { readonly address: Address; readonly storageKeys: readonly string[] }[];
};

/** Undefined for anything that is not a transaction this wallet could send on `chainId`. Unknown fields are dropped. */
export function readRequest(input: unknown, chainId: bigint): TransactionRequest | undefined {
  const parsed = v.safeParse(given, input);
  if (!parsed.success || forbidden.some((field) => Object.hasOwn(input as object, field))) return undefined;
  const { data, input: sameData, gas, gasLimit, chainId: asked, ...rest } = parsed.output;
  const bytes = data ?? sameData ?? '0x';
  const limit = gas ?? gasLimit;
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas, type } = rest;
  const twoLimits = maxFeePerGas !== undefined || maxPriorityFeePerGas !== undefined;
  const contradicts =
    (asked !== undefined && BigInt(asked) !== chainId) ||
    (data !== undefined && sameData !== undefined && data.toLowerCase() !== sameData.toLowerCase()) ||
    (gas !== undefined && gasLimit !== undefined && BigInt(gas) !== BigInt(gasLimit)) ||
    (gasPrice !== undefined && (twoLimits || type === '0x2')) ||
    (twoLimits && (type === '0x0' || type === '0x1')) ||
    (maxFeePerGas !== undefined && maxPriorityFeePerGas !== undefined && BigInt(maxPriorityFeePerGas) > BigInt(maxFeePerGas)) ||
    (rest.accessList !== undefined && type === '0x0') ||
    (rest.to === undefined && bytes === '0x');
  return contradicts ? undefined : defined({ ...rest, data: bytes.toLowerCase(), gas: limit });
}

/** Not a replacement: what that amounts to is in the transaction which it replaces. `nonce`: of that one, as a quantity. */
export type SettledIntent = Exclude<Intent, { type: 'replace' | 'undelegate' }> | (Extract<Intent, { type: 'undelegate' }> & { readonly nonce?: string });

/** What an intent asks for. Throws `transaction/invalid`, and `address/not-payable` for the address nobody has. */
export function requestOf(intent: SettledIntent): TransactionRequest {
  if (intent.type === 'transfer') {
    if (/^0x0{40}$/.test(intent.to)) throw new WalletError('address/not-payable');
    const call = tokenCallOf(intent);
    if (call) return { from: intent.from, to: checksummed(call.to), value: '0x0', data: call.data };
    if (partsOf(intent.asset).namespace !== 'slip44') throw new WalletError('transaction/invalid');
    return { from: intent.from, to: checksummed(intent.to), value: `0x${(intent.amount === 'max' ? 0n : intent.amount).toString(16)}`, data: '0x' };
  }
  if (intent.type === 'undelegate') {
    const { from, nonce } = intent;
    return { from, to: checksummed(from), value: '0x0', data: '0x', type: '0x4', ...(nonce !== undefined && { nonce }) };
  }
  // Its chain was checked when the page asked.
  const request = intent.method === 'eth_sendTransaction' ? readRequest(intent.params, 0n) : undefined;
  if (!request || request.from !== intent.from) throw new WalletError('transaction/invalid');
  return request;
}

/** How many of its sender's nonces it takes. */
export const noncesUsedBy = ({ type }: TransactionRequest): number => (type === '0x4' ? 2 : 1);

/** What `eth_estimateGas` is asked. */
export const callOf = (request: TransactionRequest, value: bigint): { readonly [field: string]: Json } => ({
  from: request.from,
  ...(request.to !== undefined && { to: request.to }),
  value: `0x${value.toString(16)}`,
  ...(request.data !== '0x' && { data: request.data }),
  ...(request.accessList && { accessList: request.accessList }),
});

function isAddress(text: string): boolean {
  try {
    return checksummed(text) !== '';
  } catch {
    return false;
  }
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

const defined = <T extends object>(value: T): Defined<T> => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
