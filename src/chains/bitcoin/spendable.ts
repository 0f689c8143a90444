import { WalletError } from '../../core/errors';
import type { Address, ChainContext } from '../adapter';
import type { Coin } from './coins';
import { height, history, unspent, waiting } from './esplora';

/** Blocks, its own included, until what a block pays its miner may be spent in the next one (consensus: COINBASE_MATURITY). */
const maturity = 100;
/** Of 25 transactions each: nobody gets more in a hundred blocks who is not flooded. What is older then is the chain's to refuse. */
const mostPages = 20;

/** Unspent outputs that may be spent now: confirmed and ripe ones, and what came back from a transaction of our own that still waits. */
export async function spendableCoins(context: ChainContext, owner: Address): Promise<readonly Coin[]> {
  const coins = await unspent(context, owner);
  const [unripe, pending] = await Promise.all([
    coins.some(({ confirmed }) => confirmed) ? immature(context, owner) : new Map(),
    coins.every(({ confirmed }) => confirmed) ? [] : waiting(context, owner),
  ]);
  const ours = new Set(pending.filter(({ payers }) => payers.every((payer) => payer === owner)).map(({ txid }) => txid));
  const spendable = coins.filter(({ txid, confirmed }) => (confirmed ? !unripe.has(txid) : ours.has(txid)));
  if (new Set(spendable.map(({ txid, vout }) => `${txid}:${vout}`)).size < spendable.length) throw new WalletError('network/bad-response');
  return spendable.map(({ txid, vout, value }) => ({ txid, vout, value }));
}

/** What miners' rewards that cannot be spent yet pay to `owner`, in sats by transaction id. Read from the newest transactions back. */
export async function immature(context: ChainContext, owner: Address): Promise<ReadonlyMap<string, bigint>> {
  const tip = await height(context);
  const found = new Map<string, bigint>();
  let last: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const transactions = await history(context, owner, last);
    const young = transactions.filter(({ block }) => tip - block + 1 < maturity);
    for (const { txid, coinbase, received } of young) if (coinbase) found.set(txid, received);
    last = transactions.at(-1)?.txid;
    if (last === undefined || young.length < transactions.length) break;
  }
  return found;
}
