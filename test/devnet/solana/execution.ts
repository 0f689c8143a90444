import { base58 } from '@scure/base';
import { getCompiledTransactionMessageDecoder, getTransactionDecoder } from '@solana/kit';
import { FailedTransactionMetadata, TransactionMetadata, type SimulatedTransactionInfo } from 'litesvm/dist/internal.js';
import { invalidParams, lands, preflightFailure, RpcError, transactionError, type TransactionError } from './errors';
import type { Ledger } from './ledger';

/** Read by @solana/kit, so that the wallet's own library never checks its own work here. */
export type Decoded = ReturnType<typeof decode>;

const systemProgram = '11111111111111111111111111111111';
/** Packet size, less the IPv6 and fragment headers. */
const maxBytes = 1232;

/** Throws a JSON-RPC error in the words of the real node. */
export function decode(raw: Uint8Array) {
  if (raw.length > maxBytes) {
    throw new RpcError(
      -32602,
      `base64 encoded solana_transaction::versioned::VersionedTransaction too large: ${raw.length} bytes (max: encoded/raw 1644/1232)`,
    );
  }
  try {
    const { messageBytes, signatures } = getTransactionDecoder().decode(raw);
    const message = getCompiledTransactionMessageDecoder().decode(messageBytes);
    if (message.version !== 'legacy' && message.version !== 0) throw new RangeError('version');
    return { raw, message, signatures: Object.values(signatures).map((signature) => signature ?? new Uint8Array(64)) };
  } catch {
    throw new RpcError(-32602, 'failed to deserialize solana_transaction::versioned::VersionedTransaction: io error');
  }
}

export type Simulation = {
  readonly err: TransactionError | null;
  readonly logs: readonly string[];
  readonly unitsConsumed: number;
  readonly after: Extract<ReturnType<SimulatedTransactionInfo['postAccounts']>, unknown[]>;
};

/** `replaceBlockhash`: whether the transaction's own blockhash does not matter. The VM never looks at it. */
export function simulate(ledger: Ledger, transaction: Decoded, options: { readonly verify: boolean; readonly replaceBlockhash: boolean }): Simulation {
  if (!options.replaceBlockhash && !lives(ledger, transaction)) return { err: 'BlockhashNotFound', logs: [], unitsConsumed: 0, after: [] };
  const { svm } = ledger;
  svm.setSigverify(options.verify);
  try {
    const { raw, message } = transaction;
    const outcome = message.version === 'legacy' ? svm.simulateLegacyTransaction(raw) : svm.simulateVersionedTransaction(raw);
    const meta = outcome.meta();
    const failed = outcome instanceof FailedTransactionMetadata;
    return {
      err: failed ? transactionError(outcome) : null,
      logs: meta.logs(),
      unitsConsumed: Number(meta.computeUnitsConsumed()),
      after: failed ? [] : outcome.postAccounts(),
    };
  } finally {
    svm.setSigverify(true);
  }
}

/** Returns the signature. With `skipPreflight`, a transaction that cannot land is swallowed, as by a real node. */
export function send(ledger: Ledger, transaction: Decoded, skipPreflight: boolean): string {
  const { raw, message, signatures } = transaction;
  const [first] = signatures;
  if (!first) throw invalidParams('no signature');
  const signature = base58.encode(first);
  const impossible = ledger.entries.has(signature) ? 'AlreadyProcessed' : lives(ledger, transaction) ? undefined : 'BlockhashNotFound';
  if (impossible) {
    if (skipPreflight) return signature;
    throw preflightFailure(impossible);
  }
  if (!skipPreflight) {
    const { err, logs, unitsConsumed } = simulate(ledger, transaction, { verify: true, replaceBlockhash: false });
    if (err === 'SignatureFailure') throw new RpcError(-32003, 'Transaction signature verification failure');
    if (err) throw preflightFailure(err, logs, unitsConsumed);
  }
  const loaded = lookedUp(ledger, transaction);
  const addresses = [...message.staticAccounts, ...loaded.writable, ...loaded.readonly];
  const before = addresses.map(ledger.balance);
  const outcome = message.version === 'legacy' ? ledger.svm.sendLegacyTransaction(raw) : ledger.svm.sendVersionedTransaction(raw);
  const error = outcome instanceof TransactionMetadata ? null : transactionError(outcome);
  if (error && !lands(error)) return signature;
  const meta = outcome instanceof TransactionMetadata ? outcome : outcome.meta();
  const accounts = addresses.map((address, index) => ({ address, before: before[index]!, after: ledger.balance(address) }));
  // Programs can only move lamports between accounts: what is missing afterwards is the fee.
  const fee = accounts.reduce((sum, account) => sum + account.before - account.after, 0n);
  ledger.add({ signature, raw, error, fee, units: meta.computeUnitsConsumed(), logs: meta.logs(), accounts, loaded });
  return signature;
}

/** Gives new lamports to an address, at once. Returns a signature. */
export function airdrop(ledger: Ledger, to: string, lamports: bigint): string {
  const before = ledger.balance(to);
  const outcome = ledger.svm.airdrop(base58.decode(to), lamports);
  if (!(outcome instanceof TransactionMetadata)) throw new RpcError(-32603, 'airdrop request failed');
  const signature = base58.encode(outcome.signature());
  ledger.add({
    signature,
    error: null,
    fee: 0n,
    units: outcome.computeUnitsConsumed(),
    logs: outcome.logs(),
    accounts: [{ address: to, before, after: ledger.balance(to) }],
    loaded: { writable: [], readonly: [] },
  });
  return signature;
}

/** What the transaction will cost in lamports: 5000 for each signature, plus the compute budget's price times its limit. */
export function feeFor(message: Decoded['message']): bigint {
  let limit: bigint | undefined;
  let price = 0n;
  let others = 0n;
  for (const { programAddressIndex, data = new Uint8Array() } of message.instructions) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (message.staticAccounts[programAddressIndex] !== 'ComputeBudget111111111111111111111111111111') others++;
    else if (data[0] === 2) limit = BigInt(view.getUint32(1, true));
    else if (data[0] === 3) price = view.getBigUint64(1, true);
  }
  return 5000n * BigInt(message.header.numSignerAccounts) + (price * (limit ?? 200_000n * others) + 999_999n) / 1_000_000n;
}

/** Whether the transaction's blockhash is recent, or the value of the durable nonce that its first instruction advances. */
function lives(ledger: Ledger, { message }: Decoded): boolean {
  if (ledger.isRecent(message.lifetimeToken)) return true;
  const [first] = message.instructions;
  if (!first || message.staticAccounts[first.programAddressIndex] !== systemProgram || first.data?.[0] !== 4) return false;
  const nonce = ledger.account(message.staticAccounts[first.accountIndices?.[0] ?? -1] ?? systemProgram);
  return nonce !== undefined && base58.encode(nonce.data().subarray(40, 72)) === message.lifetimeToken;
}

/** The addresses that lookup tables add; a table's list begins behind 56 bytes of header. */
function lookedUp(ledger: Ledger, { message }: Decoded): { readonly writable: string[]; readonly readonly: string[] } {
  const lookups = 'addressTableLookups' in message ? (message.addressTableLookups ?? []) : [];
  const pick = (table: string, indexes: readonly number[]) => {
    const data = ledger.account(table)?.data() ?? new Uint8Array();
    return indexes
      .map((index) => data.subarray(56 + 32 * index, 88 + 32 * index))
      .filter((key) => key.length === 32)
      .map((key) => base58.encode(key));
  };
  return {
    writable: lookups.flatMap((lookup) => pick(lookup.lookupTableAddress, lookup.writableIndexes)),
    readonly: lookups.flatMap((lookup) => pick(lookup.lookupTableAddress, lookup.readonlyIndexes)),
  };
}
