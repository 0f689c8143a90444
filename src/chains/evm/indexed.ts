import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Incoming } from '../adapter';
import { checksummed, sameAddress } from './addresses';
import { coinOf } from './assets';
import { quantity, type Context } from './node';
import { isHash, isTime } from './transfer-logs';

/**
 * Coins leave no log. An API as Etherscan and Blockscout have it names the transactions; whether, when and how much they paid, the network's own node
 * says. Coins that a contract passes on are in no transaction of their own, and are not found.
 */
export type Hints = { readonly ids: readonly string[]; /** Everything below has been named. */ readonly next: number };

/** Of one look; each costs up to three requests to the node. */
const mostHints = 8;
const page = 100;

/** Transactions that may have paid `owner`, oldest first. Nothing where the API is away or says what nobody understands: it is asked again. */
export async function hintsFor(context: Context, owner: Address, from: number, head: number): Promise<Hints> {
  if (!context.indexer) return { ids: [], next: from };
  const query = `?module=account&action=txlist&address=${owner}&startblock=${from}&endblock=${head}&page=1&offset=${page}&sort=asc`;
  try {
    const listed = entriesIn(await context.indexer.get(query)).slice(0, page);
    const places = listed.map(({ blockNumber }) => (typeof blockNumber === 'string' && /^\d{1,15}$/.test(blockNumber) ? Number(blockNumber) : -1));
    const paying = listed.flatMap((entry, index) =>
      pays(entry, owner) && places[index]! >= from && places[index]! <= head ? [{ entry, place: places[index]! }] : [],
    );
    const ids = paying.slice(0, mostHints).map(({ entry }) => String(entry['hash']).toLowerCase());
    // The rest comes with the next look, and a block that holds more than one look can take is left.
    const over = paying[mostHints]?.place ?? (listed.length === page ? Math.max(...places) : head + 1);
    return { ids, next: Math.min(head + 1, Math.max(over, from + 1)) };
  } catch (error) {
    if (error instanceof WalletError || error instanceof NodeError) return { ids: [], next: from };
    throw error;
  }
}

type Entry = { readonly [field: string]: Json };

function entriesIn(answer: Json): readonly Entry[] {
  const { result } = Object(answer) as { readonly result?: Json };
  if (!Array.isArray(result)) throw new WalletError('network/bad-response', { why: 'indexer' });
  return result.map((entry: Json) => Object(entry) as Entry);
}

const pays = ({ hash, to, value, isError }: Entry, owner: Address): boolean =>
  isHash(hash) && typeof to === 'string' && sameAddress(to, owner) && typeof value === 'string' && /^0*[1-9]\d*$/.test(value) && isError !== '1';

/** What the node says that this transaction paid to `owner`. Undefined where it paid nothing, or is in no block. */
export async function paidBy(context: Context, owner: Address, id: string): Promise<Incoming | undefined> {
  const transaction = fieldsOf(await context.transport.request('eth_getTransactionByHash', [id]));
  const { hash, to, from, value, blockHash } = transaction ?? {};
  if (hash !== id || typeof to !== 'string' || !sameAddress(to, owner) || typeof from !== 'string' || sameAddress(from, owner) || !isHash(blockHash))
    return undefined;
  const amount = quantity(value);
  const receipt = amount === 0n ? undefined : fieldsOf(await context.transport.request('eth_getTransactionReceipt', [id]));
  if (receipt?.['transactionHash'] !== id || receipt['status'] !== '0x1' || receipt['blockHash'] !== blockHash) return undefined;
  const block = fieldsOf(await context.transport.request('eth_getBlockByHash', [blockHash, false]));
  if (block?.['hash'] !== blockHash) return undefined;
  const seconds = quantity(block['timestamp']);
  if (!isTime(seconds)) throw new WalletError('network/bad-response', { why: 'block' });
  return {
    id,
    index: 'coin',
    asset: coinOf(context.network),
    amount,
    from: checksummed(from),
    block: Number(quantity(block['number'])),
    at: Number(seconds) * 1000,
  };
}

const fieldsOf = (answer: Json): Entry | undefined => (answer !== null && typeof answer === 'object' && !Array.isArray(answer) ? (answer as Entry) : undefined);
