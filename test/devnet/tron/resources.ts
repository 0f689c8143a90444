/** What the committee sets, in sun unless named otherwise. Served by getchainparameters. */
export const prices = {
  getTransactionFee: 1_000, // per byte of bandwidth
  getEnergyFee: 100, // per unit of energy
  getCreateAccountFee: 100_000,
  getCreateNewAccountFeeInSystemContract: 1_000_000,
  getMemoFee: 1_000_000,
  getFreeNetLimit: 600, // bytes a day
} as const;

/** Chosen so that one staked TRX is worth 1 byte of bandwidth or 10 units of energy a day. */
export const totals = {
  TotalNetLimit: 43_200_000_000,
  TotalNetWeight: 43_200_000_000,
  TotalEnergyLimit: 180_000_000_000,
  TotalEnergyWeight: 18_000_000_000,
} as const;

const day = 86_400_000;

/** Used bandwidth or energy; it comes back evenly within 24 hours. */
type Usage = { amount: number; at: number };
export type Account = {
  readonly createdAt: number;
  readonly free: Usage;
  readonly net: Usage;
  readonly energy: Usage;
  /** Staked, in sun. */
  readonly staked: { net: bigint; energy: bigint };
};

export function openAccount(now: number): Account {
  const none = () => ({ amount: 0, at: now });
  return { createdAt: now, free: none(), net: none(), energy: none(), staked: { net: 0n, energy: 0n } };
}

export const used = ({ amount, at }: Usage, now: number): number => Math.floor((amount * Math.max(0, day - (now - at))) / day);
export const netLimit = ({ staked }: Account): number => Number(staked.net / 1_000_000n);
export const energyLimit = ({ staked }: Account): number => Number(staked.energy / 1_000_000n) * 10;

export function spend(usage: Usage, amount: number, now: number): void {
  usage.amount = used(usage, now) + amount;
  usage.at = now;
}

export type Bandwidth = { readonly from: 'net' | 'free' | 'burn'; readonly fee: bigint };

/**
 * Where the bytes of a transaction are taken from. Staked bandwidth first, then the daily free bytes, else all of them are burned. A
 * transfer that opens an account has no use of the free bytes, and burns a flat fee.
 */
export function bandwidthFor(account: Account, bytes: number, opensAccount: boolean, now: number): Bandwidth {
  if (netLimit(account) - used(account.net, now) >= bytes) return { from: 'net', fee: 0n };
  if (opensAccount) return { from: 'burn', fee: BigInt(prices.getCreateAccountFee) };
  if (prices.getFreeNetLimit - used(account.free, now) >= bytes) return { from: 'free', fee: 0n };
  return { from: 'burn', fee: BigInt(bytes * prices.getTransactionFee) };
}
