import { base58 } from '@scure/base';
import * as v from 'valibot';
import type { PageContext, PageMethod } from '../adapter';
import { refusals } from '../refusals';
import { fromBase64, toBase64, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import { solana } from './family';
import { isTransactionLike, type Subject } from './messages';
import { networks, type SolanaNetwork } from './networks';
import { requestedTransaction, sendMethod, sendOptions } from './requests';
import { chainOf, isHostOf, signInInput, type SignInFields } from './sign-in';
import { reached } from './tracking';
import { decodeBase64, isSigned } from './transaction';

type Method = PageMethod<SolanaNetwork>;
type Context = PageContext<SolanaNetwork>;

const { failure, read } = refusals(solana);

const address = v.pipe(v.string(), v.maxLength(44));
const chain = v.exactOptional(v.pipe(v.string(), v.maxLength(40)));
const transaction = v.pipe(v.string(), v.maxLength(1_644));

const connectParams = v.nullish(v.object({ silent: v.exactOptional(v.boolean()) }));
const messageParams = v.object({ account: address, message: v.pipe(v.string(), v.maxLength(100_000)) });
const transactionsParams = v.object({ account: address, chain, transactions: v.pipe(v.array(transaction), v.minLength(1), v.maxLength(50)) });
const sendParams = v.object({ account: address, chain: v.pipe(v.string(), v.maxLength(40)), transaction, options: v.exactOptional(sendOptions) });
const switchParams = v.object({ chain: v.string() });

/** The Wallet Standard's features, as inpage.ts asks for them: one call each, bytes as base64. */
export const page: Readonly<Record<string, Method>> = {
  'standard:connect': {
    access: 'connect',
    check: (params) => void read(connectParams, params),
    silent: (params) => read(connectParams, params)?.silent === true,
    answer: ({ accounts }) => accounts.map((account) => ({ address: account.address, publicKey: toHex(account.publicKey) })),
  },
  // "Clears the page's accounts, does not revoke the authorisation."
  'standard:disconnect': { access: 'disconnect', keep: true, answer: () => null },

  'holdall:switchNetwork': {
    access: 'switch',
    network(params) {
      const wanted = read(switchParams, params).chain;
      const found = networks.find((network) => wanted === `solana:${network.cluster}`);
      if (!found) throw failure('unknown-network', 'This wallet does not know the chain.');
      return found.id;
    },
  },

  'solana:signMessage': {
    access: 'approval',
    async ask(context, params) {
      const { account, message } = read(messageParams, params);
      own(context, account);
      const bytes = bytesOf(message);
      if (isTransactionLike(bytes)) throw failure('invalid-params', 'The message could be taken for a transaction.');
      return sign({ type: 'message', address: account, origin: context.origin, message: toBase64(bytes) });
    },
  },

  'solana:signTransaction': {
    access: 'approval',
    async ask(context, params) {
      const { account, chain: wanted, transactions } = read(transactionsParams, params);
      own(context, account);
      onChain(context, wanted);
      for (const text of transactions) {
        if (!readTransaction(() => decodeBase64(text)).signers.includes(account))
          throw failure('invalid-params', 'The account is not a signer of the transaction.');
      }
      return sign({ type: 'transactions', address: account, origin: context.origin, transactions });
    },
  },

  [sendMethod]: {
    access: 'approval',
    async ask(context, params) {
      const { account, chain: wanted, transaction: text, options } = read(sendParams, params);
      own(context, account);
      onChain(context, wanted);
      const intent = { type: 'request', from: account, method: sendMethod, params: { transaction: text, ...(options && { options }) } } as const;
      const { signers, signatures } = readTransaction(() => requestedTransaction(intent));
      if (!signers.every((signer, index) => signer === account || isSigned(signatures[index]!)))
        throw failure('invalid-params', 'Another signature is missing.');
      return { type: 'transaction', intent };
    },
    async answer(signed, context, params) {
      const { commitment } = read(sendParams, params).options ?? {};
      if (commitment) await reached(context, signed.id, commitment);
      return toBase64(base58.decode(signed.id));
    },
  },

  'solana:signIn': {
    access: 'approval',
    async ask(context, params) {
      const input = read(v.nullish(signInInput), params) ?? {};
      const [selected] = context.accounts;
      if (!selected) throw failure('unauthorized', 'No account is connected.');
      const filled: SignInFields = { ...input, domain: input.domain ?? new URL(context.origin).host, address: input.address ?? selected.address };
      own(context, filled.address);
      if (!isHostOf(filled.domain, context.origin)) throw failure('invalid-params', 'The domain is not the one of this page.');
      if (chainOf(filled, context.network) === 'foreign') throw failure('invalid-params', 'The chain is not a Solana cluster.');
      if (filled.expirationTime !== undefined && Date.parse(filled.expirationTime) <= context.now())
        throw failure('invalid-params', 'The request has expired.');
      return sign({ type: 'sign-in', address: filled.address, origin: context.origin, input: filled });
    },
  },
};

const sign = (subject: Subject) => ({ type: 'sign', from: subject.address, subject }) as const;

function bytesOf(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw failure('invalid-params', 'Invalid params.');
  }
}

function readTransaction<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof WalletError) throw failure('invalid-params', 'The transaction cannot be read.');
    throw error;
  }
}

function own(context: Context, account: string): void {
  if (!context.accounts.some((visible) => visible.address === account)) throw failure('unauthorized', 'The account is not connected to this page.');
}

/** Bytes are the same on every cluster: signed for another one, they would be sent to this. */
function onChain({ network }: Context, wanted: string | undefined): void {
  if (wanted !== undefined && wanted !== `solana:${network.cluster}`) throw failure('unknown-network', 'The page is on another chain.');
}
