import { Transaction } from 'ethers/transaction';
import { WalletError } from '../../core/errors';
import type { Address, Signed, TxId } from '../adapter';
import { sameAddress } from './addresses';
import { balanceOf, bounds, chainIdOf, minedNonce, unlessRefused, type Context } from './node';

/**
 * A transaction that the wallet has signed. `nonces`: all that it uses up, its own first. `cost`: wei that it can take at most, value and all.
 * `everything`: it sends what its fee leaves of the balance.
 */
export type Own = {
  readonly id: TxId;
  readonly nonce: bigint;
  readonly nonces: readonly bigint[];
  readonly cost: bigint;
  readonly everything: boolean;
  readonly transaction: Transaction;
};

/** Those that an unsigned transaction uses up, its own first. */
export const noncesIn = (payload: string): readonly bigint[] => noncesUsed(Transaction.from(payload));

/** What the wallet signs of authorisations is of the sender, and uses up a nonce each (EIP-7702). */
const noncesUsed = ({ nonce, authorizationList }: Transaction): readonly bigint[] => [BigInt(nonce), ...(authorizationList ?? []).map((each) => each.nonce)];

/** Of several with one nonce, that which was signed last: it is to take the place of the others. */
export const newest = (own: readonly Own[]): readonly Own[] => [...new Map(own.map((each) => [each.nonce, each])).values()];

/** The account's own transactions of this network, as far as the wallet remembers them, by nonce; of one nonce the newest last. */
export const ownOf = ({ network, pending = [] }: Context, owner: Address): readonly Own[] =>
  pending
    .map(ownFrom)
    .filter(({ transaction: { from, chainId } }) => from !== null && sameAddress(from, owner) && chainId === chainIdOf(network))
    .sort((a, b) => Number(a.nonce - b.nonce));

/** Reads what the wallet has signed. */
export function ownFrom(signed: Signed): Own {
  const transaction = Transaction.from(signed.raw);
  const { nonce, value, gasLimit, maxFeePerGas, gasPrice } = transaction;
  const cost = value + gasLimit * (maxFeePerGas ?? gasPrice ?? 0n) + dataFeeOf(signed);
  const everything = (signed.validity as { readonly everything?: unknown } | undefined)?.everything === true;
  return { id: signed.id, nonce: BigInt(nonce), nonces: noncesUsed(transaction), cost, everything, transaction };
}

export type Nonces = {
  /** The first that the chain has not used, and the first that the node's pool has not. */
  readonly mined: bigint;
  readonly known: bigint;
  /** The wallet's own that the chain has not. */
  readonly own: readonly Own[];
};

export async function noncesOf(context: Context, owner: Address): Promise<Nonces> {
  // Some nodes have no pending state, and that of others lags behind what they have just been sent.
  const [mined, pending] = await Promise.all([minedNonce(context, owner, 'latest'), unlessRefused(minedNonce(context, owner, 'pending'))]);
  const known = pending !== undefined && pending > mined ? pending : mined;
  // A gap would keep the transaction, and every later one, from ever being mined.
  if (mined > bounds.nonce || known - mined > bounds.pendingNonces) throw new WalletError('network/bad-response', { why: 'nonce gap' });
  return { mined, known, own: ownOf(context, owner).filter(({ nonce }) => nonce >= mined) };
}

/** The lowest that neither the chain nor the node's pool nor the wallet has used: a gap is filled first. `count`: the first of so many in a row. */
export function nextNonce({ known, own }: Nonces, count = 1): bigint {
  const used = new Set(newest(own).flatMap(({ nonces }) => nonces));
  let next = known;
  for (let free = 0; free < count; next++) free = used.has(next) ? 0 : free + 1;
  return next - BigInt(count);
}

/**
 * wei that are there and not already on their way out: as the node counts them, and with all that the wallet's own pending ones can cost.
 * With `nonce`, for a transaction that takes the place of the one with that nonce.
 */
export async function spendableBy(context: Context, owner: Address, nonce?: bigint): Promise<bigint> {
  const own = ownOf(context, owner);
  const replaced = own.some((other) => other.nonce === nonce);
  const [latest, pending, mined] = await Promise.all([
    balanceOf(context, owner),
    // The node counts the replaced one too.
    replaced ? undefined : unlessRefused(balanceOf(context, owner, 'pending')),
    own.length > 0 ? minedNonce(context, owner, 'latest') : 0n,
  ]);
  const reserved = costOf(own.filter((other) => other.nonce >= mined && other.nonce !== nonce));
  const left = latest > reserved ? latest - reserved : 0n;
  return pending !== undefined && pending < left ? pending : left;
}

/** What an account has, and what of it is not on its way out. Asks only where something is. */
export async function unreserved(context: Context, owner: Address, amount: bigint): Promise<{ readonly amount: bigint; readonly spendable?: bigint }> {
  const own = ownOf(context, owner);
  if (own.length === 0) return { amount };
  const mined = await minedNonce(context, owner, 'latest');
  const reserved = costOf(own.filter(({ nonce }) => nonce >= mined));
  return { amount, ...(reserved > 0n && { spendable: amount > reserved ? amount - reserved : 0n }) };
}

/** wei. Of those with one nonce the chain takes one: the dearest counts. */
function costOf(own: readonly Own[]): bigint {
  const costs = new Map<bigint, bigint>();
  for (const { nonce, cost } of own) if (cost > (costs.get(nonce) ?? 0n)) costs.set(nonce, cost);
  return [...costs.values()].reduce((sum, cost) => sum + cost, 0n);
}

/** What {@link import('./transactions').transactions} wrote beside the signed bytes. */
const dataFeeOf = ({ validity }: Signed): bigint => {
  const fee = (validity as { readonly dataFee?: unknown } | undefined)?.dataFee;
  return typeof fee === 'string' && /^\d{1,30}$/.test(fee) ? BigInt(fee) : 0n;
};
