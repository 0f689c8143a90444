import * as v from 'valibot';
import { fromHex, toHex, utf8 } from '../../core/bytes';
import { referenceOf, type ChainId } from '../../core/caip';
import { PageError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { Address, PageContext, PageMethod, Question } from '../adapter';
import type { PageFailure } from '../family';
import { refusals } from '../refusals';
import { readTransaction } from './agreement';
import { canonical } from './addresses';
import { coinOf } from './assets';
import { encodeSigned, encodeTransfer, transferJson } from './encode';
import { tron } from './family';
import type { Subject } from './messages';
import type { TronNetwork } from './networks';
import { account, broadcast, headBlock } from './node';
import { changesControl, idOf } from './raw';
import { previewTypedData, typedDataFrom } from './typed-data';

const { failure, read } = refusals(tron);

const none = v.union([v.null(), v.strictTuple([]), v.strictObject({})]);
const hexQuantity = v.pipe(v.string(), v.regex(/^0x[1-9a-f][0-9a-f]{0,31}$/));
const messageText = v.pipe(v.string(), v.maxLength(100_000));
const messageBytes = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))), v.maxLength(100_000));
/** Sites write amounts as numbers; one that a double rounds is refused. */
const sun = v.pipe(
  v.union([v.pipe(v.number(), v.safeInteger(), v.minValue(1)), v.pipe(v.string(), v.regex(/^[1-9]\d{0,18}$/))]),
  v.transform((amount) => BigInt(amount)),
);

type Context = PageContext<TronNetwork>;
type Method = PageMethod<TronNetwork>;

/** TIP-1193's methods, and what the page's `tronWeb` object is made of. */
export const page: Readonly<Record<string, Method>> = {
  eth_chainId: { access: 'public', handle: ({ network }) => tron.facts.eth_chainId(network) },
  eth_accounts: { access: 'public', handle: ({ accounts }) => accounts.slice(0, 1).map(({ address }) => address) },
  // TIP-1102 takes no parameters, and extra ones are an error.
  eth_requestAccounts: {
    access: 'connect',
    check: (params) => void read(none, params),
    answer: ({ accounts }) => accounts.slice(0, 1).map(({ address }) => address),
  },
  tron_requestAccounts: { access: 'connect', answer: ({ accounts }) => accounts.slice(0, 1).map(({ address }) => address) },
  wallet_switchEthereumChain: {
    access: 'switch',
    network: (params) => networkOf(read(v.strictTuple([v.strictObject({ chainId: hexQuantity })]), params)[0].chainId),
  },

  tron_signTransaction: question((context, [transaction = null]) => {
    const { raw, transaction: read } = readTransaction(transaction);
    if (read.owner !== ownAddress(context)) return fail('unauthorized', 'The transaction belongs to another account.');
    if (changesControl(read)) return fail('invalid-params', 'A site may not change who controls an account.');
    return { type: 'transaction', address: read.owner, raw: toHex(raw) };
  }),
  tron_signMessageV2: question((context, params) => {
    const [message] = read(v.looseTuple([v.union([messageText, messageBytes])]), params);
    return {
      type: 'message',
      version: 2,
      address: ownAddress(context),
      message: toHex(typeof message === 'string' ? utf8(message) : Uint8Array.from(message)),
    };
  }),
  tron_signMessage: question((context, params) => {
    const [message] = read(v.looseTuple([v.pipe(v.string(), v.regex(/^(0x)?[0-9a-f]{64}$/i, 'The message must be 32 bytes of hex.'))]), params);
    return { type: 'message', version: 1, address: ownAddress(context), message: toHex(fromHex(message)) };
  }),
  tron_signTypedData: question((context, [domain = null, types = null, message = null]) => {
    const data = typedDataFrom(domain, types, message);
    const address = ownAddress(context);
    previewTypedData(data, address, context.network);
    return { type: 'typed-data', address, data };
  }),
  tron_sendTransaction: {
    access: 'approval',
    ask: (context, params) =>
      checked((): Question => {
        const [to, amount] = read(v.looseTuple([v.string(), sun]), params);
        return { type: 'transaction', intent: { type: 'transfer', from: ownAddress(context), to: canonical(to), asset: coinOf(context.network), amount } };
      }),
    answer: ({ id }) => ({ result: true, txid: id }),
  },

  tron_getBalance: {
    access: 'connected',
    handle: (context, params) =>
      checked(async () => {
        const [address] = read(v.looseTuple([v.string()]), params);
        const { balance } = await account(context, canonical(address));
        return balance <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(balance) : String(balance);
      }),
  },
  tron_createTransaction: {
    access: 'connected',
    handle: (context, params) =>
      checked(async () => {
        const [to, amount, from] = read(v.looseTuple([v.string(), sun, v.string()]), params);
        return unsigned(context, { to: canonical(to), amount, from: canonical(from) });
      }),
  },
  tron_sendRawTransaction: {
    access: 'connected',
    handle: (context, params) =>
      checked(async () => {
        const [transaction] = read(v.looseTuple([v.looseObject({ signature: v.tuple([v.pipe(v.string(), v.regex(/^[0-9a-f]{130}$/i))]) })]), params);
        const {
          raw,
          transaction: { id },
        } = readTransaction(transaction as Json);
        const { code } = await broadcast(context, encodeSigned(raw, fromHex(transaction.signature[0])));
        return code === undefined ? { result: true, txid: id } : { result: false, txid: id, code };
      }),
  },
};

/** The first account is the one that answers. */
function ownAddress({ accounts }: Context): Address {
  return accounts[0]?.address ?? fail('unauthorized', 'The site is not connected.');
}

/** A transaction as tronweb's builder returns it. It lives for a minute, as there. */
async function unsigned(context: Context, { from, to, amount }: { from: Address; to: Address; amount: bigint }): Promise<Json> {
  const head = await headBlock(context);
  const times = { timestamp: head.timestamp, expiration: head.timestamp + 60_000 };
  const raw = await encodeTransfer({ from, to, amount }, head, times);
  return { visible: false, txID: idOf(raw), raw_data: transferJson({ from, to, amount }, head, times), raw_data_hex: toHex(raw) };
}

function question(subject: (context: Context, params: readonly Json[]) => Subject | Promise<Subject>): Method {
  return {
    access: 'approval',
    ask: (context, params) =>
      checked(async (): Promise<Question> => ({ type: 'sign', subject: (await subject(context, Array.isArray(params) ? params : [])) as Json })),
  };
}

/** Hostile params end in an error of TIP-1193, whichever check found them. */
async function checked<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PageError || error instanceof WalletError) throw error;
    return fail('invalid-params', 'The params of the request are not valid.');
  }
}

function networkOf(chainId: string): ChainId {
  const id = BigInt(chainId);
  return tron.networks.find((network) => BigInt(referenceOf(network.id)) === id)?.id ?? fail('unknown-network', 'The wallet does not know this network.');
}

function fail(reason: PageFailure, message: string): never {
  throw failure(reason, message);
}
