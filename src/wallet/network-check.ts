import type { KnownChain } from '../chains/adapter';
import type { NetworkSpec } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import { WalletError } from '../core/errors';
import { label } from '../core/label';
import { skeleton } from '../core/look-alike';
import { isPrivate, pageAddress, webAddress } from '../core/web-address';
import type { NetworkWarning } from './views/network';
import type { KnownNetwork } from './services';

/** What somebody typed for a network, brought into order. Throws `name/invalid`, `symbol/invalid`, `endpoint/invalid`, `explorer/invalid`. */
export function checkedSpec({ reference, name, symbol, rpc, explorer, testnet }: NetworkSpec): NetworkSpec {
  if (typeof reference !== 'string') throw new WalletError('network/invalid');
  const page = explorer === undefined ? undefined : checkedExplorer(explorer);
  return {
    reference: reference.trim(),
    name: checkedName(name),
    symbol: checkedSymbol(symbol),
    rpc: checkedEndpoints(rpc),
    ...(page && { explorer: page }),
    ...(testnet === true && { testnet }),
  };
}

export function checkedName(text: unknown): string {
  return label(text, 50) ?? refuse('name/invalid');
}

export function checkedSymbol(text: unknown): string {
  const symbol = label(text, 11);
  return symbol !== undefined && /^\S+$/.test(symbol) ? symbol : refuse('symbol/invalid');
}

/** Empty for none. */
export function checkedExplorer(text: unknown): string {
  return text === '' ? '' : (pageAddress(text) ?? refuse('explorer/invalid'));
}

export function checkedEndpoints(urls: unknown): [string, ...string[]] {
  if (!Array.isArray(urls) || urls.length > mostEndpoints) return refuse('endpoint/invalid');
  const [first, ...others] = new Set(urls.map(endpointUrl));
  return first === undefined ? refuse('endpoint/invalid') : [first, ...others];
}

/** https; or http on this machine, where nobody listens in between. Without the trailing slash. Throws `endpoint/invalid`. */
export function endpointUrl(text: unknown): string {
  return webAddress(text) ?? refuse('endpoint/invalid');
}

/** What a person should know before they add the network: whose name or coin it could be taken for, and where its endpoint stands. */
export function warningsFor(
  { name, symbol, rpc }: Pick<NetworkSpec, 'name' | 'symbol' | 'rpc'>,
  others: readonly KnownNetwork[],
  family: FamilyId,
  known?: KnownChain,
): readonly NetworkWarning[] {
  const namesake = others.find((other) => bare(other.name) === bare(name));
  const coin = others.find((other) => skeleton(other.currency.symbol) === skeleton(symbol));
  return [
    ...(known && !fits(known, { name, symbol }) ? [{ code: 'known-otherwise', of: `${known.name} (${known.symbol})` } as const] : []),
    ...(namesake ? [{ code: 'name-of-another', of: namesake.name } as const] : []),
    // Every second chain of a family pays with the coin of its first. What is written with other letters, or belongs elsewhere, is a trap.
    ...(coin ? [{ code: coin.currency.symbol === symbol && coin.family === family ? 'coin-of-another' : 'coin-imitates', of: coin.name } as const] : []),
    ...(rpc.some(isPrivate) ? [{ code: 'private-endpoint', of: '' } as const] : []),
  ];
}

const bare = (name: string): string => skeleton(name).replace(/(mainnet|network|smartchain|chain|one)+$/, '');

/** People write a name long or short; the coin is one. */
function fits(known: KnownChain, { name, symbol }: KnownChain): boolean {
  const [one, other] = [bare(known.name), bare(name)];
  return known.symbol.toLowerCase() === symbol.toLowerCase() && other.length > 1 && (one.includes(other) || other.includes(one));
}

function refuse(code: 'name/invalid' | 'symbol/invalid' | 'endpoint/invalid' | 'explorer/invalid'): never {
  throw new WalletError(code);
}

const mostEndpoints = 10;
