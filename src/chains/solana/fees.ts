import { WalletError } from '../../core/errors';
import * as v from 'valibot';
import type { FeeOption, FeeQuoter, Intent, Speed } from '../adapter';
import type { ChainId } from '../../core/caip';
import { coinOf } from './assets';
import type { SolanaNetwork } from './networks';
import { feeOf } from './programs/budget';
import { checkRecipient, checkRemainder, readEnds } from './rent';
import { requestedTransaction } from './requests';
import { ask, u64 } from './node';

/** What a transfer with its two budget instructions uses: 150 units each. */
export const transferUnits = 450;

/**
 * A page's transaction has its fee in its bytes: one option. A transfer offers three prices from what the last blocks were paid;
 * the node may claim what it likes, because the price is capped. Throws `amount/rent` for an amount that no price would make right.
 */
export const fees: FeeQuoter<SolanaNetwork> = {
  async quote(context, intent) {
    const chain = context.network.id;
    if (intent.type === 'request') return [requestFee(chain, intent)];
    if (intent.type !== 'transfer') throw new WalletError('transaction/invalid');
    const { from, to, amount } = intent;
    const [paid, ends] = await Promise.all([ask(context, recentFees, 'getRecentPrioritizationFees', [from]), readEnds(context, from, to)]);
    const sorted = paid.map((row) => row.prioritizationFee).sort((a, b) => Number(a > b) - Number(a < b));
    const at = (percent: number) => sorted[Math.floor(((sorted.length - 1) * percent) / 100)] ?? 0n;
    const slow = capped(at(25), 0n);
    const normal = capped(at(50), max(slow, 10_000n));
    const fast = capped(at(90), max(normal, 100_000n));
    const options = [transferFee(chain, 'slow', slow), transferFee(chain, 'normal', normal), transferFee(chain, 'fast', fast)] as const;
    // Refused as soon as it is typed; what all of it comes to, building it tells.
    if (amount !== 'max' && amount > 0n) {
      checkRecipient(ends, amount);
      checkRemainder(
        ends,
        amount,
        options.map((option) => option.max.amount),
      );
    }
    return options;
  },
};

const recentFees = v.pipe(v.array(v.object({ prioritizationFee: u64 })), v.maxLength(1_000));

/** Micro-lamports for a compute unit. Throws where the option was not made by {@link fees}. */
export const priceOf = (fee: FeeOption): bigint => BigInt(v.parse(terms, fee.terms).price);

export function requestFee(chain: ChainId, intent: Extract<Intent, { type: 'request' }>): FeeOption {
  const transaction = requestedTransaction(intent);
  const amount = transaction.signers[0] === intent.from ? feeOf(transaction) : 0n;
  return { speed: 'normal', max: { asset: coinOf(chain), amount }, terms: { price: '0' } };
}

const terms = v.object({ price: v.pipe(v.string(), v.regex(/^\d{1,20}$/)) });

/** At this price a transfer pays 4500 lamports on top of the 5000. */
const highestPrice = 10_000_000n;

function transferFee(chain: ChainId, speed: Speed, price: bigint): FeeOption {
  const amount = 5_000n + (price * BigInt(transferUnits) + 999_999n) / 1_000_000n;
  return { speed, max: { asset: coinOf(chain), amount }, terms: { price: price.toString() } };
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
const capped = (price: bigint, least: bigint) => (max(price, least) > highestPrice ? highestPrice : max(price, least));
