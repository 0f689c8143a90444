import { parseAmount } from '../../core/amount';
import { WalletError } from '../../core/errors';
import type { Address } from '../adapter';
import { addresses } from './addresses';
import type { BitcoinNetwork } from './networks';

/** What a `bitcoin:` URI asks for. `amount` in sats. `label` and `message` are whatever its maker wrote: foreign text. */
export type PaymentRequest = { readonly address: Address; readonly amount?: bigint; readonly label?: string; readonly message?: string };

/**
 * Reads a BIP-21 URI, with BIP-321's addresses in the query. Throws `address/*` as {@link addresses} does, `amount/invalid`, `amount/too-precise`, and
 * `address/invalid` for what is no such URI, says a thing twice, or requires what is not known here.
 */
export function parseUri(uri: string, network: BitcoinNetwork): PaymentRequest {
  const [, path = '', query = ''] = /^bitcoin:([0-9a-z]*)(?:\?(.*))?$/is.exec(uri.slice(0, longest + 1)) ?? refuse('not a bitcoin: URI');
  if (uri.length > longest) refuse('too long');
  const fields = fieldsOf(query);
  const text = path === '' ? (fields.get(network.hrp)?.[0] ?? refuse('no address')) : path;
  const single = (name: string): string | undefined => {
    const [value, ...more] = fields.get(name) ?? [];
    return more.length > 0 ? refuse(`${name} twice`) : value;
  };
  const [amount, label, message] = [single('amount'), single('label'), single('message')];
  return {
    address: addresses.parse(text, network),
    ...(amount !== undefined && { amount: satsOf(amount) }),
    ...(label !== undefined && { label }),
    ...(message !== undefined && { message }),
  };
}

/** No wallet makes one that is longer, and no code that is scanned holds it. */
const longest = 4_096;
/** There are never more than 21 million bitcoins. */
const mostSats = 2_100_000_000_000_000n;

/** Names are the same in both cases (BIP-321), and none of them reaches a prototype. */
function fieldsOf(query: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const part of query.split('&').filter((each) => each !== '')) {
    const [name, value] = part.split(/=(.*)/s, 2).map(decoded) as [string, string?];
    const key = name.toLowerCase();
    // "If a client does not implement any variables which are prefixed with req-, it MUST consider the entire URI invalid."
    if (key.startsWith('req-')) refuse('requires what is not known');
    fields.set(key, [...(fields.get(key) ?? []), value ?? '']);
  }
  return fields;
}

/** BTC in digits with a point: no comma, sign, exponent or space. */
function satsOf(text: string): bigint {
  if (!/^[\d.]+$/.test(text)) throw new WalletError('amount/invalid');
  const sats = parseAmount(text, 8);
  if (sats > mostSats) throw new WalletError('amount/invalid');
  return sats;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse('not well encoded');
  }
}

function refuse(reason: string): never {
  throw new WalletError('address/invalid', { reason });
}
