import { AbiCoder } from 'ethers/abi';
import { NodeError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, Incoming } from '../adapter';
import { checksummed, sameAddress, zeroAddress } from './addresses';
import { quantity, type Context } from './node';
import { absurdAmount, assetOf } from './pieces';

/** A transfer, and the block it is in. `at`: Unix ms, where the node says it with the log. */
export type Logged = Omit<Incoming, 'at'> & { readonly hash: string; readonly at?: number };

/** keccak256 of `Transfer(address,address,uint256)` (ERC-20 and ERC-721), `TransferSingle(…)` and `TransferBatch(…)` (ERC-1155). */
const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const single = '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62';
const batch = '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb';

/** The tokens that reached `owner` in these blocks. Undefined where the node will not answer for so many. Throws `network/*`. */
export async function transfersTo(context: Context, owner: Address, from: number, to: number): Promise<readonly Logged[] | undefined> {
  const topic = `0x${owner.slice(2).toLowerCase().padStart(64, '0')}`;
  const range = { fromBlock: hex(from), toBlock: hex(to) };
  const ask = (topics: Json) => context.transport.request('eth_getLogs', [{ ...range, topics }]);
  try {
    const answers = await Promise.all([ask([transfer, null, topic]), ask([[single, batch], null, null, topic])]);
    if (answers.some((answer) => Array.isArray(answer) && answer.length > mostLogs)) return undefined;
    return answers.flatMap((answer) => logsOf(answer).flatMap((log) => read(context, log, { owner, from, to })));
  } catch (error) {
    // A method that is not there, or not for everybody, is not there for fewer blocks either.
    if (error instanceof NodeError) {
      if (missing.has(error.code)) throw new WalletError('network/bad-response', { why: 'no logs' }, { cause: error });
      return undefined;
    }
    if (error instanceof WalletError && error.data['size'] !== undefined) return undefined;
    throw error;
  }
}

const missing: ReadonlySet<number> = new Set([-32601, 401, 403, 404, 405]);
const mostLogs = 5_000;
const mostInBatch = 100;
const hex = (number: number): string => `0x${number.toString(16)}`;

type Asked = { readonly owner: Address; readonly from: number; readonly to: number };
type Log = { readonly [field: string]: Json };

function logsOf(answer: Json): readonly Log[] {
  if (!Array.isArray(answer) || answer.length > mostLogs) throw lie();
  return answer.filter((log: Json): log is Log => log !== null && typeof log === 'object' && !Array.isArray(log));
}

/** Nothing for what is no log, and for what a contract wrote strangely: anyone may. Where a log is, only the node writes, and that must be right. */
function read(context: Context, log: Log, { owner, from, to }: Asked): readonly Logged[] {
  const { address, topics, data, blockNumber, blockHash, transactionHash, logIndex, blockTimestamp, removed } = log;
  const contract = typeof address === 'string' && /^0x[0-9a-f]{40}$/i.test(address) ? address : undefined;
  const words = Array.isArray(topics) ? topics.map((topic: Json) => (isHash(topic) ? topic.toLowerCase() : undefined)) : [];
  if (contract === undefined || words.length === 0 || typeof data !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(data)) return [];
  const block = Number(quantity(blockNumber));
  if (block < from || block > to || !isHash(blockHash) || !isHash(transactionHash)) throw lie();
  const place = quantity(logIndex);
  if (place > 0xffff_ffffn) throw lie();
  const [kind, ...indexed] = words;
  const many = kind === single || kind === batch;
  const [sender, receiver] = many ? [indexed[1], indexed[2]] : [indexed[0], indexed[1]];
  if ((kind !== transfer && !many) || !sender || !receiver || !sameAddress(addressIn(receiver), owner)) throw lie();
  if (removed === true || sameAddress(addressIn(sender), owner)) return [];
  const seconds = blockTimestamp === undefined || blockTimestamp === null ? 0n : quantity(blockTimestamp);
  return amountsIn(kind, indexed, data).flatMap(({ namespace, id, amount }, position) =>
    amount >= absurdAmount
      ? []
      : {
          id: transactionHash.toLowerCase(),
          index: kind === batch ? `${place}.${position}` : `${place}`,
          asset: assetOf(context.network.id, namespace, contract, id),
          amount,
          ...(!sameAddress(addressIn(sender), zeroAddress) && { from: checksummed(addressIn(sender)) }),
          block,
          hash: blockHash.toLowerCase(),
          ...(isTime(seconds) && { at: Number(seconds) * 1000 }),
        },
  );
}

type Counted = { readonly namespace: 'erc20' | 'erc721' | 'erc1155'; readonly id?: bigint; readonly amount: bigint };

function amountsIn(kind: string, indexed: readonly (string | undefined)[], data: string): readonly Counted[] {
  const words = (data.length - 2) / 64;
  if (kind === transfer && indexed.length === 2 && words === 1) return [{ namespace: 'erc20', amount: BigInt(data) }];
  if (kind === transfer && indexed.length === 3 && data === '0x') return [{ namespace: 'erc721', id: BigInt(indexed[2]!), amount: 1n }];
  if (kind === single && words === 2) return [{ namespace: 'erc1155', id: BigInt(data.slice(0, 66)), amount: BigInt(`0x${data.slice(66)}`) }];
  if (kind !== batch || words < 4 || words > 4 + 2 * mostInBatch) return [];
  try {
    const [ids, amounts] = AbiCoder.defaultAbiCoder().decode(['uint256[]', 'uint256[]'], data) as unknown as readonly [readonly bigint[], readonly bigint[]];
    if (ids.length !== amounts.length || ids.length > mostInBatch) return [];
    return ids.map((id, index) => ({ namespace: 'erc1155', id, amount: amounts[index]! }));
  } catch {
    return [];
  }
}

/** After Bitcoin and before the year 2500: a node that has nothing to say writes 0. */
export const isTime = (seconds: bigint): boolean => seconds > 1_230_000_000n && seconds < 16_725_000_000n;
export const isHash = (value: Json | undefined): value is string => typeof value === 'string' && /^0x[0-9a-f]{64}$/i.test(value);
const addressIn = (word: string): Address => `0x${word.slice(26)}`;
const lie = () => new WalletError('network/bad-response', { why: 'logs' });
