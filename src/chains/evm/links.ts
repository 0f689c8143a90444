import { WalletError } from '../../core/errors';
import type { AssetId, ChainId } from '../../core/caip';
import type { PaymentLink, PaymentLinks } from '../adapter';
import { checksummed } from './addresses';
import type { EvmNetwork } from './networks';
import { bounds } from './node';

/** An EIP-681 link as its grammar reads it: `target` is an address or a name, numbers are exact. */
export type Request = {
  readonly target: string;
  readonly chain?: bigint;
  readonly method?: string;
  /** Percent-decoded. */
  readonly params: ReadonlyMap<string, string>;
};

/** EIP-681: `ethereum:[pay-]target[@chain][/method][?name=value&…]`. */
export const links: PaymentLinks<EvmNetwork> = {
  parse: (text, { id }) => paymentOf(readLink(text), id),
  format: ({ to, amount, asset }, { id }) => {
    const chain = id.slice('eip155:'.length);
    const contract = asset === undefined ? undefined : contractOf(asset);
    if (contract === undefined) return `ethereum:${to}@${chain}${amount === undefined ? '' : `?value=${amount}`}`;
    return `ethereum:${checksummed(contract)}@${chain}/transfer?address=${to}${amount === undefined ? '' : `&uint256=${amount}`}`;
  },
};

/** Throws `link/invalid`. */
export function readLink(text: string): Request {
  const match =
    text.length <= 4_096 ? /^ethereum:(?:([a-z]+)-(?=0x|[^@/?]+\.))?([^@/?#\s]+)(?:@(\d{1,20}))?(?:\/([A-Za-z_$][\w$]*))?(?:\?([^#\s]*))?$/i.exec(text) : null;
  if (!match) throw new WalletError('link/invalid');
  const [, , target = '', chain, method, query = ''] = match;
  return {
    target: target.startsWith('0x') ? checkedAddress(target) : decoded(target),
    ...(chain !== undefined && { chain: positive(BigInt(chain)) }),
    ...(method !== undefined && { method }),
    params: paramsOf(query),
  };
}

/** Throws `link/unsupported` for what asks for anything but a payment of coins or ERC-20 tokens. */
function paymentOf({ target, chain, method, params }: Request, meant: ChainId): PaymentLink {
  const network: ChainId = chain === undefined ? meant : `eip155:${chain}`;
  if (method === undefined) return { network, to: target, ...amountIn(params.get('value')) };
  const [to, value] = [params.get('address'), params.get('value')];
  // The token's chain is part of what it is: on another, the same address is another contract, or nobody's.
  if (method !== 'transfer' || chain === undefined || to === undefined || (value !== undefined && number(value) > 0n) || !target.startsWith('0x'))
    throw new WalletError('link/unsupported');
  return {
    network,
    to: to.startsWith('0x') ? checkedAddress(to) : to,
    asset: `eip155:${chain}/erc20:${target.toLowerCase()}`,
    ...amountIn(params.get('uint256')),
  };
}

const amountIn = (text: string | undefined) => (text === undefined ? {} : { amount: number(text) });

function paramsOf(query: string): ReadonlyMap<string, string> {
  const pairs =
    query === '' ? [] : query.split('&').map((pair): [string, string] => [decoded(pair.split('=', 1)[0]!), decoded(pair.slice(pair.indexOf('=') + 1))]);
  const params = new Map(pairs);
  // Two amounts would be read as one by this wallet and as the other by the next.
  if (params.size !== pairs.length) throw new WalletError('link/invalid');
  for (const name of ['value', 'gas', 'gasLimit', 'gasPrice', 'uint256']) if (params.has(name)) number(params.get(name)!);
  const gas = params.get('gas') ?? params.get('gasLimit');
  if (gas !== undefined && number(gas) > bounds.gas) throw new WalletError('link/invalid');
  return params;
}

/** `1`, `1.5e18`, `2014e15`: a whole number of at most 256 bits. */
function number(text: string): bigint {
  const match = /^\+?(\d{1,78})(?:\.(\d{1,78}))?(?:e(\d{1,2}))?$/i.exec(text);
  const [, whole = '', fraction = '', exponent = '0'] = match ?? [];
  const places = Number(exponent) - fraction.replace(/0+$/, '').length;
  if (!match || places < 0) throw new WalletError('link/invalid');
  const value = BigInt(whole + fraction.replace(/0+$/, '')) * 10n ** BigInt(places);
  if (value >= 1n << 256n) throw new WalletError('link/invalid');
  return value;
}

function positive(chain: bigint): bigint {
  if (chain === 0n || chain > BigInt(Number.MAX_SAFE_INTEGER)) throw new WalletError('link/invalid');
  return chain;
}

function checkedAddress(text: string): string {
  try {
    return checksummed(text);
  } catch (cause) {
    throw new WalletError('link/invalid', {}, { cause });
  }
}

function decoded(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    // Nothing that a link to a person holds needs a control character.
    if (!/[\u0000-\u001f\u007f-\u009f]/.test(plain)) return plain;
  } catch (cause) {
    throw new WalletError('link/invalid', {}, { cause });
  }
  throw new WalletError('link/invalid');
}

const contractOf = (asset: AssetId): string | undefined => /\/erc20:(0x[0-9a-f]{40})$/.exec(asset)?.[1];
