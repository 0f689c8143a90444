import { WalletError } from '../../core/errors';
import type { ChainContext, FeeOption, FeeQuoter, Intent } from '../adapter';
import { coinOf } from './assets';
import { encodeTransfer } from './encode';
import type { TronNetwork } from './networks';
import { account, bandwidth, prices, type Account, type Bandwidth, type Prices } from './node';

/** TRON has one price for everybody, so there is one option. Its `max` is exact as long as nothing else uses the account's bandwidth first. */
export const fees: FeeQuoter<TronNetwork> = {
  async quote(context, intent) {
    const transfer = transferOf(intent);
    const [owner, recipient, net, price] = await Promise.all([
      account(context, transfer.from),
      account(context, transfer.to),
      bandwidth(context, transfer.from),
      prices(context),
    ]);
    const cost = async (amount: bigint) => feeFor(await bytesOf(transfer, amount), recipient, net, price);
    // The price of more than there is does not matter: `build` refuses it, and amounts beyond 2⁵³ sun cannot even be encoded.
    const fee = await (transfer.amount === 'max' ? feeOfEverything(owner, cost) : cost(transfer.amount < owner.balance ? transfer.amount : owner.balance));
    return [option(context, fee, !recipient.exists)];
  },
};

export type TransferIntent = Extract<Intent, { type: 'transfer' }>;

/** Throws `chain/unsupported` for what the wallet itself does not send on TRON. */
export function transferOf(intent: Intent): TransferIntent {
  if (intent.type !== 'transfer' || !/\/slip44:195$/.test(intent.asset)) throw new WalletError('chain/unsupported');
  return intent;
}

/** Seconds between blocks. */
const interval = 3;

function option({ network }: ChainContext<TronNetwork>, fee: bigint, opensAccount: boolean): FeeOption {
  return { speed: 'normal', max: { asset: coinOf(network), amount: fee }, seconds: interval, terms: { opensAccount } };
}

/**
 * All bytes come from one source: staked bandwidth, the daily free bytes, or burned coins. Opening an account has its own price,
 * and its bytes may come from staking but not from the free ones.
 */
function feeFor(bytes: number, recipient: Account, net: Bandwidth, price: Prices): bigint {
  if (!recipient.exists) return price.openAccount + (net.staked >= bytes ? 0n : price.openAccountBytes);
  return net.staked >= bytes || net.free >= bytes ? 0n : BigInt(bytes) * price.byte;
}

/** A smaller amount may be a byte shorter and so leave a little more: one round settles it. */
async function feeOfEverything({ balance }: Account, cost: (amount: bigint) => Promise<bigint>): Promise<bigint> {
  const first = await cost(balance);
  return balance > first ? cost(balance - first) : first;
}

/** A signature with its tag and length, and the room for a result that nodes count in. */
const beside = 67 + 64;

/** What a node counts as bandwidth. Only lengths matter, so block and times may be any of the usual size. */
async function bytesOf({ from, to }: TransferIntent, amount: bigint): Promise<number> {
  const now = 1_800_000_000_000;
  const raw = await encodeTransfer({ from, to, amount }, { id: 'ff'.repeat(32) }, { expiration: now, timestamp: now });
  return 1 + (raw.length < 0x80 ? 1 : 2) + raw.length + beside;
}
