import * as v from 'valibot';
import { toHex } from '../../core/bytes';
import { PageError, WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { PageAccount, PageContext, PageMethod, Question } from '../adapter';
import { refusals } from '../refusals';
import { coinOf } from './assets';
import { balance } from './esplora';
import { bitcoin } from './family';
import { orderOf } from './intents';
import { messageSubject, openSubject } from './messages';
import { networks, type BitcoinNetwork } from './networks';
import { prove } from './proof';
import { finishedPsbt, openPsbt } from './psbt';

type Context = PageContext<BitcoinNetwork>;

const { failure, read } = refusals(bitcoin);
/** sats-connect's words for the networks. */
const names = { bc: 'Mainnet', tb: 'Testnet4', bcrt: 'Regtest' } as const satisfies Record<BitcoinNetwork['hrp'], string>;

const purposes = v.object({ purposes: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10)) });
const connectParams = v.nullish(v.object({ addresses: v.optional(v.array(v.string())) }));
const changeNetwork = v.object({ name: v.picklist(Object.values(names)) });
const signMessage = v.object({ address: v.string(), message: messageSubject.entries.message, protocol: v.optional(messageSubject.entries.protocol, 'ECDSA') });
const sats = v.union([v.pipe(v.number(), v.safeInteger(), v.minValue(1)), v.pipe(v.string(), v.regex(/^[1-9]\d{0,15}$/))]);
const sendTransfer = v.object({ recipients: v.pipe(v.array(v.object({ address: v.string(), amount: sats })), v.minLength(1), v.maxLength(100)) });
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const signPsbt = v.object({
  psbt: v.pipe(v.string(), v.maxLength(4_000_000)),
  broadcast: v.optional(v.boolean(), false),
  signInputs: v.optional(v.record(v.string(), v.array(index))),
});

const wallet = (context: Context): Json => ({
  id: context.accounts[0]?.address ?? '',
  walletType: 'software',
  addresses: addressesOf(context),
  network: networkOf(context),
});

/** The methods of WBIP-001 and sats-connect. An account has one address, and it is for payments. */
export const page: Readonly<Record<string, PageMethod<BitcoinNetwork>>> = {
  getInfo: { access: 'public', handle: () => ({ version: '1.0.0', methods: Object.keys(page), supports: [] }) },

  getAddresses: {
    access: 'connect',
    check: (params) => requirePayment(read(purposes, params).purposes),
    answer: (context) => ({ addresses: addressesOf(context), network: networkOf(context) }),
  },
  getAccounts: { access: 'connect', check: (params) => requirePayment(read(purposes, params).purposes), answer: addressesOf },
  wallet_connect: { access: 'connect', check: (params) => requirePayment(read(connectParams, params)?.addresses), answer: wallet },
  wallet_requestPermissions: { access: 'connect', answer: () => true },
  wallet_disconnect: { access: 'disconnect', answer: () => null },
  wallet_renouncePermissions: { access: 'disconnect', answer: () => null },

  wallet_getAccount: { access: 'connected', handle: wallet },
  wallet_getNetwork: { access: 'connected', handle: networkOf },
  wallet_getWalletType: { access: 'connected', handle: () => 'software' },
  wallet_changeNetwork: {
    access: 'switch',
    network: (params) => {
      const { name } = read(changeNetwork, params);
      const network = networks.find(({ hrp }) => names[hrp] === name);
      if (!network) throw failure('unknown-network', 'Unknown network');
      return network.id;
    },
  },
  getBalance: {
    access: 'connected',
    handle: async (context) => {
      const { confirmed, pending } = await balance(context, selected(context).address);
      return { confirmed: confirmed.toString(), unconfirmed: pending.toString(), total: (confirmed + pending).toString() };
    },
  },

  signMessage: {
    access: 'approval',
    ask: async (context, params) => {
      const { address, message, protocol } = read(signMessage, params);
      return { type: 'sign', subject: { type: 'message', address: ours(context, address), message, protocol } };
    },
  },

  sendTransfer: {
    access: 'approval',
    ask: async (context, params) => {
      const recipients = read(sendTransfer, params).recipients.map(({ address, amount }) => ({ address, amount: String(amount) }));
      const { network } = context;
      const from = selected(context).address;
      const [first, second] = recipients;
      const intent: Extract<Question, { type: 'transaction' }>['intent'] =
        first && !second
          ? { type: 'transfer', from, to: first.address, asset: coinOf(network), amount: BigInt(first.amount) }
          : { type: 'request', from, method: 'sendTransfer', params: { recipients } };
      await checked(() => orderOf(intent, network));
      return { type: 'transaction', intent };
    },
    answer: ({ id }) => ({ txid: id }),
  },

  signPsbt: {
    access: 'approval',
    ask: async (context, params) => {
      const { psbt: base64, broadcast, signInputs } = read(signPsbt, params);
      const address = selected(context).address;
      return checked(async () => {
        const psbt = await prove(context, openPsbt(base64), address);
        const { inspection } = openSubject({ psbt, address }, context.network);
        const mine = inspection.inputs.flatMap((input, at) => (input.ours ? [at] : []));
        // Every input of ours is signed: a page that names others, or not all, means another transaction than we would show.
        const named = signInputs && Object.entries(signInputs).flatMap(([owner, indexes]) => indexes.map((at) => `${owner} ${at}`));
        if (
          named &&
          named.sort().join() !==
            mine
              .map((at) => `${address} ${at}`)
              .sort()
              .join()
        )
          throw refusal('signInputs are not the inputs of this account');
        if (!broadcast) return { type: 'sign', subject: { type: 'psbt', address, psbt } };
        if (inspection.inputs.some(({ ours: own, complete }) => !own && !complete)) throw refusal('Other signatures are missing');
        return { type: 'transaction', intent: { type: 'request', from: address, method: 'signPsbt', params: { psbt } } };
      });
    },
    answer: ({ id, raw }) => ({ psbt: finishedPsbt(raw), txid: id }),
  },
};

const refusal = (message: string) => failure('invalid-params', message);

/** What the chain code finds wrong in what the page sent is the page's mistake. */
async function checked<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WalletError && /^(address|amount|transaction)\//.test(error.code)) throw refusal(error.data['reason'] ?? error.code);
    throw error;
  }
}

function selected({ accounts }: Context): PageAccount {
  const [account] = accounts;
  if (!account) throw failure('unauthorized', 'Not connected');
  return account;
}

function ours(context: Context, address: string): string {
  if (address !== selected(context).address) throw refusal('Not the address of the selected account');
  return address;
}

function requirePayment(wanted: readonly string[] | undefined): void {
  if (wanted && !wanted.includes('payment')) throw new PageError(-32001, 'Only payment addresses are supported');
}

function addressesOf({ accounts }: Context): Json {
  return accounts.map(({ address, publicKey }) => ({
    address,
    publicKey: toHex(publicKey),
    purpose: 'payment',
    addressType: 'p2wpkh',
    walletType: 'software',
  }));
}

function networkOf({ network }: Context): Json {
  return { bitcoin: { name: names[network.hrp] } };
}
