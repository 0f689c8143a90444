import { LiteSvm, type Account } from 'litesvm/dist/internal.js';
import { base58 } from '@scure/base';
import type { TransactionError } from './errors';

/** A transaction in the ledger, failed ones included. */
export type Entry = {
  readonly signature: string;
  /** Undefined for an airdrop, which has no bytes of its own. */
  readonly raw?: Uint8Array;
  readonly error: TransactionError | null;
  readonly slot: number;
  /** Unix seconds. */
  readonly time: number;
  /** Lamports. */
  readonly fee: bigint;
  readonly units: bigint;
  readonly logs: readonly string[];
  readonly accounts: readonly { readonly address: string; readonly before: bigint; readonly after: bigint }[];
  readonly loaded: { readonly writable: readonly string[]; readonly readonly: readonly string[] };
};

export type Ledger = ReturnType<typeof createLedger>;

/** A blockhash can be used in the 150 slots after its own. */
const blockhashLife = 150;
/** A real cluster finalizes 31 confirmed blocks later. */
export const finalityDepth = 32;

/**
 * The virtual machine plus what makes it a chain: slots, the window of recent blockhashes, and the record of transactions.
 * There is one block per slot and no fork, so slot and block height are the same number.
 */
export function createLedger() {
  const svm = new LiteSvm();
  svm.setSysvars();
  svm.setLamports(10n ** 18n);
  // The VM knows only its newest blockhash; the window is kept here, as are durable nonces (execution.ts).
  svm.setBlockhashCheck(false);
  svm.setTransactionHistory(100_000n);

  const recent: { readonly blockhash: string; readonly slot: number }[] = [];
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  let slot = 0;

  function tick(): void {
    slot++;
    svm.expireBlockhash();
    const clock = svm.getClock();
    clock.slot = BigInt(slot);
    clock.unixTimestamp = BigInt(Math.floor(Date.now() / 1000));
    svm.setClock(clock);
    // Lookup tables are created at a slot that this sysvar must know.
    svm.setSlotHashes(recent.map(({ blockhash, slot: at }) => ({ slot: BigInt(at), hash: blockhash })).reverse());
    recent.push({ blockhash: svm.latestBlockhash(), slot });
    if (recent.length > blockhashLife + 1) recent.shift();
    for (const listener of listeners) listener();
  }
  tick();

  return {
    svm,
    entries: entries as ReadonlyMap<string, Entry>,
    slot: () => slot,
    tick,
    /** Called after every slot. Returns the way to stop. */
    onSlot(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    latest(): { readonly blockhash: string; readonly lastValidBlockHeight: number } {
      return { blockhash: recent.at(-1)!.blockhash, lastValidBlockHeight: slot + blockhashLife };
    },
    isRecent: (blockhash: string): boolean => recent.some((known) => known.blockhash === blockhash),
    /** Undefined for an address that holds nothing, which is no account. */
    account(address: string): Account | undefined {
      const account = svm.getAccount(base58.decode(address));
      return account && account.lamports() > 0n ? account : undefined;
    },
    balance: (address: string): bigint => svm.getBalance(base58.decode(address)) ?? 0n,
    add(entry: Omit<Entry, 'slot' | 'time'>): void {
      entries.set(entry.signature, { ...entry, slot, time: Math.floor(Date.now() / 1000) });
    },
  };
}
