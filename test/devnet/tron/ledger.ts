import { keccak_256 } from '@noble/hashes/sha3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { toBase58 } from './address';
import { numberOf, timeOf, type Block, type Blocks } from './blocks';
import { execute } from './execute';
import type { Machine } from './machine';
import { Refused } from './refusal';
import { openAccount, type Account } from './resources';
import { decodeRaw, type RawTransaction } from './schema';

type Receipt = Readonly<Record<string, unknown>>;
export type Entry = { readonly id: string; readonly json: Readonly<Record<string, unknown>>; readonly receipt: Receipt; block?: Block };
export type Ledger = ReturnType<typeof createLedger>;

const farthest = 86_400_000;

/** Accounts, transactions and the rules by which a transaction is let in. */
export function createLedger(blocks: Blocks, machine: Machine) {
  const accounts = new Map<string, Account>();
  const entries = new Map<string, Entry>();
  let pending: Entry[] = [];

  return {
    blocks,
    machine,
    account: (address: string): Account | undefined => accounts.get(address),
    /** Coins from nowhere, and an account to hold them. */
    async grant(address: string, amount: bigint): Promise<void> {
      if (!accounts.has(address)) accounts.set(address, openAccount(timeOf(blocks.head())));
      await machine.setBalance(address, (await machine.balance(address)) + amount);
    },
    entry: (id: string): Entry | undefined => entries.get(id),

    /** Checks and executes a transaction, in the order of a node. Throws {@link Refused}. */
    async admit(rawBytes: Uint8Array, signatures: readonly string[]): Promise<string> {
      const id = Buffer.from(sha256(rawBytes)).toString('hex');
      const raw = decoded(rawBytes);
      checkSignature(raw, id, signatures);
      if (!blocks.refers(raw.refBlockBytes, raw.refBlockHash)) throw new Refused('TAPOS_ERROR', 'Tapos check error.');
      const head = timeOf(blocks.head());
      if (raw.expiration <= head || raw.expiration > head + farthest) throw new Refused('TRANSACTION_EXPIRATION_ERROR', 'Transaction expired');
      if (entries.has(id)) throw new Refused('DUP_TRANSACTION_ERROR', 'Dup transaction.');
      const { result, receipt } = await execute({ machine, accounts, now: head }, raw, rawBytes.length, signatures);
      const json = { ret: [{ contractRet: result }], signature: signatures, txID: id, raw_data: raw.json, raw_data_hex: Buffer.from(rawBytes).toString('hex') };
      const entry: Entry = { id, json, receipt };
      entries.set(id, entry);
      pending.push(entry);
      return id;
    },

    mine(now: number): void {
      const included = pending;
      pending = [];
      const block = blocks.append(
        included.map(({ json }) => json),
        now,
      );
      for (const entry of included) entry.block = block;
    },

    /** What gettransactioninfobyid answers for a transaction in one of the blocks up to `upTo`. */
    info(id: string, upTo: Block): Receipt {
      const entry = entries.get(id);
      if (!entry?.block || numberOf(entry.block) > numberOf(upTo)) return {};
      return { id, blockNumber: numberOf(entry.block), blockTimeStamp: timeOf(entry.block), ...entry.receipt };
    },
  };
}

function decoded(bytes: Uint8Array): RawTransaction {
  try {
    return decodeRaw(bytes);
  } catch (error) {
    throw new Refused('OTHER_ERROR', (error as Error).message);
  }
}

function checkSignature(raw: RawTransaction, id: string, signatures: readonly string[]): void {
  const [signature] = signatures;
  if (!signature) throw new Refused('SIGERROR', 'Validate signature error: miss sig or contract');
  if (signatures.length > 1) throw new Refused('SIGERROR', 'Validate signature error: the simulator knows no accounts with several keys');
  const signer = signerOf(id, Buffer.from(signature, 'hex'));
  if (signer === raw.call.owner && raw.call.permission === 0) return;
  throw new Refused('SIGERROR', `Validate signature error: ${id} is signed by ${toBase58(signer)} but it is not contained of permission.`);
}

function signerOf(id: string, signature: Buffer): string {
  try {
    if (signature.length !== 65) throw new Error(`Signature size is ${signature.length}`);
    const v = signature[64]!;
    const recoverable = Buffer.concat([Buffer.from([v >= 27 ? v - 27 : v]), signature.subarray(0, 64)]);
    const compressed = secp256k1.recoverPublicKey(recoverable, Buffer.from(id, 'hex'), { prehash: false });
    const point = secp256k1.Point.fromBytes(compressed).toBytes(false);
    return `41${Buffer.from(keccak_256(point.subarray(1)))
      .subarray(12)
      .toString('hex')}`;
  } catch (error) {
    throw new Refused('SIGERROR', `Validate signature error: ${(error as Error).message}`);
  }
}
