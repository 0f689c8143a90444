import { WalletError } from '../../core/errors';
import type { Intent, TransactionFlow } from '../adapter';
import { checksummed, zeroAddress } from './addresses';
import type { Payload } from './draft';
import { newest, noncesIn, ownFrom, ownOf, type Own } from './ledger';
import type { EvmNetwork } from './networks';
import type { Context } from './node';
import { larger, smaller, type Price, type Prices } from './prices';
import type { SettledIntent } from './request';

type Flow = Required<TransactionFlow<EvmNetwork, Payload>>;
type Replace = Extract<Intent, { type: 'replace' }>;

/** The chain takes nonces in turn: only the lowest of those that wait can be helped, and the others with it. */
export const replacements: Flow['replacements'] = ({ id, raw }, pending) => {
  const { nonce } = ownFrom({ id, raw });
  const others = pending.map(ownFrom);
  const lowest = others.reduce((least, other) => (other.nonce < least ? other.nonce : least), nonce);
  const first = others.findLast((other) => other.nonce === lowest)?.id ?? id;
  return first === id ? { how: ['speed-up', 'cancel'] } : { how: [], first };
};

export const conflicts: Flow['conflicts'] = ({ payload, replaces }, pending) => {
  const wanted = noncesIn(payload);
  const waiting = newest(pending.map(ownFrom));
  const inPlace = waiting.find(({ nonce }) => nonce === wanted[0]);
  return inPlace?.id !== replaces || waiting.some((other) => other !== inPlace && other.nonces.some((nonce) => wanted.includes(nonce)));
};

/**
 * The same once more, or nothing, under the nonce of the old one: 0 to oneself, or to nobody, does nothing but use it up. Throws `transaction/settled`
 * where there is none to replace.
 */
export function inPlaceOf(context: Context, { from, of, how }: Replace): SettledIntent {
  const old = ownOf(context, from).find(({ id }) => id === of);
  if (!old) throw new WalletError('transaction/settled');
  const { type, nonce, to, value, data, gasLimit, accessList } = old.transaction;
  const sender = checksummed(from);
  // The authorisation in it is signed anew: its nonce is the same.
  if (type === 4 && how === 'speed-up') return { type: 'undelegate', from: sender, nonce: quantity(BigInt(nonce)) };
  const same = {
    ...(to !== null && { to }),
    value: quantity(value),
    data,
    gas: quantity(gasLimit),
    type: `0x${type}`,
    ...(accessList && accessList.length > 0 && { accessList: accessList.map(({ address, storageKeys }) => ({ address, storageKeys: [...storageKeys] })) }),
  };
  // Where a contract acts for the account, it may refuse what is sent there: what was to take it off is called off elsewhere.
  const nothing = { to: type === 4 ? zeroAddress : sender, value: '0x0', data: '0x', type: type === 2 || type === 4 ? '0x2' : '0x0' };
  return {
    type: 'request',
    from: sender,
    method: 'eth_sendTransaction',
    params: { from: sender, nonce: quantity(BigInt(nonce)), ...(how === 'cancel' ? nothing : same) },
  };
}

/** Pools take another transaction in the place of one that they hold only where both its prices are a tenth higher (geth, Erigon, Nethermind, Reth). */
export function raised(prices: Prices, old: Own): Prices {
  const price = ({ maxFeePerGas, maxPriorityFeePerGas, likely }: Price): Price => {
    const least = leastAbove(old);
    const tip = larger(maxPriorityFeePerGas, least.maxPriorityFeePerGas);
    const cap = larger(maxFeePerGas, least.maxFeePerGas, tip);
    return { maxFeePerGas: cap, maxPriorityFeePerGas: tip, likely: smaller(cap, likely - maxPriorityFeePerGas + tip) };
  };
  return { slow: price(prices.slow), normal: price(prices.normal), fast: price(prices.fast) };
}

/** wei per gas. */
export function leastAbove({ transaction: { gasPrice, maxFeePerGas, maxPriorityFeePerGas } }: Own): Omit<Price, 'likely'> {
  const tenthMore = (price: bigint) => larger((price * 110n + 99n) / 100n, price + 1n);
  const cap = maxFeePerGas ?? gasPrice ?? 0n;
  return { maxFeePerGas: tenthMore(cap), maxPriorityFeePerGas: tenthMore(maxPriorityFeePerGas ?? cap) };
}

const quantity = (value: bigint) => `0x${value.toString(16)}`;
