import { base58, base64 } from '@scure/base';
import { getCompiledTransactionMessageDecoder } from '@solana/kit';
import type { Account } from 'litesvm/dist/internal.js';
import { invalidParams, RpcError } from './errors';
import { airdrop, decode, feeFor, send, simulate } from './execution';
import { finalityDepth, type Entry, type Ledger } from './ledger';

/** Chosen by this project. Its first 32 characters are the reference of the local network's CAIP-2 id. */
export const genesisHash = 'HoLdaLLLocaLnetHoLdaLLLocaLnet11111111111111';

type Options = { readonly [key: string]: unknown };

/**
 * The JSON-RPC methods, positional parameters as in Solana's documentation. There are no forks here, so every commitment reads the
 * newest slot. Lamports are bigints: the server writes them as JSON integers, as a real node does.
 */
export const methods: Readonly<Record<string, (ledger: Ledger, ...params: readonly unknown[]) => unknown>> = {
  getHealth: () => 'ok',
  getVersion: () => ({ 'solana-core': '2.3.0', 'feature-set': 0 }),
  getGenesisHash: () => genesisHash,
  getSlot: (ledger) => ledger.slot(),
  getBlockHeight: (ledger) => ledger.slot(),
  getEpochInfo: (ledger) => ({
    absoluteSlot: ledger.slot(),
    blockHeight: ledger.slot(),
    epoch: 0,
    slotIndex: ledger.slot(),
    slotsInEpoch: 432_000,
    transactionCount: ledger.entries.size,
  }),
  getMinimumBalanceForRentExemption: (ledger, size) => ledger.svm.minimumBalanceForRentExemption(BigInt(integer(size))),

  getBalance: (ledger, key) => inContext(ledger, ledger.balance(address(key))),
  getAccountInfo: (ledger, key, options) => inContext(ledger, written(ledger.account(address(key)), options)),
  getMultipleAccounts: (ledger, keys, options) =>
    inContext(
      ledger,
      list(keys).map((key) => written(ledger.account(address(key)), options)),
    ),

  getLatestBlockhash: (ledger) => inContext(ledger, ledger.latest()),
  isBlockhashValid: (ledger, blockhash) => inContext(ledger, ledger.isRecent(address(blockhash))),
  getFeeForMessage(ledger, encoded) {
    const message = getCompiledTransactionMessageDecoder().decode(bytes(encoded, 'base64'));
    return inContext(ledger, message.version === 1 || !ledger.isRecent(message.lifetimeToken) ? null : feeFor(message));
  },
  // What blocks paid lately, so that a wallet has something to choose from: one row per slot, rising and falling.
  getRecentPrioritizationFees: (ledger) =>
    Array.from({ length: Math.min(ledger.slot(), 150) }, (_, age) => ({ slot: ledger.slot() - age, prioritizationFee: ((ledger.slot() - age) % 10) * 1_000 })),

  requestAirdrop: (ledger, key, lamports) => airdrop(ledger, address(key), BigInt(integer(lamports))),
  simulateTransaction(ledger, encoded, config) {
    const options = object(config);
    const replaceBlockhash = options['replaceRecentBlockhash'] === true;
    const verify = options['sigVerify'] === true;
    if (replaceBlockhash && verify) throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
    const { err, logs, unitsConsumed, after } = simulate(ledger, decode(bytes(encoded, options['encoding'])), { verify, replaceBlockhash });
    const changed = new Map(after.map((item) => [base58.encode(item.address), item.account()]));
    const wanted = options['accounts'] === undefined ? undefined : object(options['accounts']);
    const accounts = wanted && list(wanted['addresses']).map((key) => written(changed.get(address(key)) ?? ledger.account(address(key)), wanted));
    return inContext(ledger, {
      err,
      logs,
      unitsConsumed,
      accounts: accounts ?? null,
      returnData: null,
      ...(replaceBlockhash && { replacementBlockhash: ledger.latest() }),
    });
  },
  sendTransaction(ledger, encoded, config) {
    const options = object(config);
    return send(ledger, decode(bytes(encoded, options['encoding'])), options['skipPreflight'] === true);
  },
  getSignatureStatuses: (ledger, signatures) =>
    inContext(
      ledger,
      list(signatures).map((signature) => status(ledger, ledger.entries.get(text(signature)))),
    ),
  getTransaction: (ledger, signature, options) => transaction(ledger.entries.get(text(signature)), object(options)),
  getSignaturesForAddress(ledger, key, options) {
    const owner = address(key);
    const found = [...ledger.entries.values()].reverse().filter((entry) => entry.accounts.some((account) => account.address === owner));
    const { before, until, limit = 1000 } = object(options);
    const from = before === undefined ? 0 : found.findIndex((entry) => entry.signature === before) + 1 || found.length;
    const to = until === undefined ? -1 : found.findIndex((entry) => entry.signature === until);
    return found
      .slice(from, to < 0 ? undefined : to)
      .slice(0, integer(limit))
      .map((entry) => ({
        signature: entry.signature,
        slot: entry.slot,
        err: entry.error,
        memo: null,
        blockTime: entry.time,
        confirmationStatus: commitment(ledger, entry),
      }));
  },
};

const commitment = (ledger: Ledger, entry: Entry): 'processed' | 'confirmed' | 'finalized' => {
  const depth = ledger.slot() - entry.slot;
  return depth >= finalityDepth ? 'finalized' : depth >= 1 ? 'confirmed' : 'processed';
};

export const inContext = <T>(ledger: Ledger, value: T) => ({ context: { apiVersion: '2.3.0', slot: ledger.slot() }, value });

/** An account as the RPC writes it, or null. */
export function written(account: Account | undefined, config: unknown) {
  if (!account) return null;
  const { encoding = 'base64', dataSlice } = object(config);
  const whole = account.data();
  const { offset = 0, length = whole.length } = object(dataSlice);
  const data = whole.subarray(integer(offset), integer(offset) + integer(length));
  return {
    lamports: account.lamports(),
    owner: base58.encode(account.owner()),
    executable: account.executable(),
    rentEpoch: 2n ** 64n - 1n,
    space: whole.length,
    data: encoding === 'base58' ? [base58.encode(data), 'base58'] : [base64.encode(data), 'base64'],
  };
}

function status(ledger: Ledger, entry: Entry | undefined) {
  if (!entry) return null;
  const confirmationStatus = commitment(ledger, entry);
  const confirmations = confirmationStatus === 'finalized' ? null : ledger.slot() - entry.slot;
  return { slot: entry.slot, confirmations, err: entry.error, status: outcome(entry), confirmationStatus };
}

function transaction(entry: Entry | undefined, { encoding = 'json', maxSupportedTransactionVersion }: Options) {
  if (!entry?.raw) return null;
  const { message, signatures } = decode(entry.raw);
  if (message.version !== 'legacy' && maxSupportedTransactionVersion === undefined) {
    throw new RpcError(
      -32015,
      'Transaction version (0) is not supported by the requesting client. ' +
        'Please try the request again with the following configuration parameter: "maxSupportedTransactionVersion": 0',
    );
  }
  const json = {
    signatures: signatures.map((signature) => base58.encode(signature)),
    message: {
      accountKeys: message.staticAccounts,
      header: {
        numRequiredSignatures: message.header.numSignerAccounts,
        numReadonlySignedAccounts: message.header.numReadonlySignerAccounts,
        numReadonlyUnsignedAccounts: message.header.numReadonlyNonSignerAccounts,
      },
      recentBlockhash: message.lifetimeToken,
      instructions: message.instructions.map(({ programAddressIndex, accountIndices = [], data = new Uint8Array() }) => ({
        programIdIndex: programAddressIndex,
        accounts: accountIndices,
        data: base58.encode(Uint8Array.from(data)),
        stackHeight: 1,
      })),
    },
  };
  return {
    slot: entry.slot,
    blockTime: entry.time,
    version: message.version,
    transaction: encoding === 'base64' ? [base64.encode(entry.raw), 'base64'] : json,
    meta: {
      err: entry.error,
      status: outcome(entry),
      fee: entry.fee,
      computeUnitsConsumed: entry.units,
      logMessages: entry.logs,
      loadedAddresses: entry.loaded,
      preBalances: entry.accounts.map((account) => account.before),
      postBalances: entry.accounts.map((account) => account.after),
      preTokenBalances: [],
      postTokenBalances: [],
      innerInstructions: [],
      rewards: [],
    },
  };
}

const outcome = (entry: Entry) => (entry.error === null ? { Ok: null } : { Err: entry.error });

function text(value: unknown): string {
  if (typeof value !== 'string') throw invalidParams('expected a string');
  return value;
}

function integer(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw invalidParams('expected an unsigned integer');
  return value as number;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidParams('expected an array');
  return value;
}

function object(value: unknown): Options {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') throw invalidParams('expected an object');
  return value as Options;
}

function address(value: unknown): string {
  try {
    if (base58.decode(text(value)).length === 32) return text(value);
  } catch {
    /* not base58: as below */
  }
  throw invalidParams('Invalid');
}

function bytes(value: unknown, encoding: unknown): Uint8Array {
  try {
    return (encoding === 'base64' ? base64 : base58).decode(text(value));
  } catch {
    throw invalidParams(`invalid ${encoding === 'base64' ? 'base64' : 'base58'} encoding`);
  }
}
