import { getBase58Decoder, getCompiledTransactionMessageDecoder, getTransactionDecoder } from '@solana/kit';
import { AddressLookupTableAccount, PublicKey, TransactionMessage, VersionedTransaction, type TransactionInstruction } from '@solana/web3.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, idOf, isSigned, withSignature } from '../../../src/chains/solana/transaction';
import { toBase64 } from '../../../src/core/bytes';
import { WalletError } from '../../../src/core/errors';

const key = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((bytes) => bytes.some((byte) => byte !== 0))
  .map((bytes) => new PublicKey(bytes));

const instruction = fc.record({
  programId: key,
  data: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  keys: fc.array(fc.record({ pubkey: key, isSigner: fc.boolean(), isWritable: fc.boolean() }), { maxLength: 4 }),
});

const table = fc.record({ key, addresses: fc.array(key, { minLength: 1, maxLength: 4 }) }).map(
  ({ key: address, addresses }) =>
    new AddressLookupTableAccount({
      key: address,
      state: { deactivationSlot: 2n ** 64n - 1n, lastExtendedSlot: 0, lastExtendedSlotStartIndex: 0, addresses },
    }),
);

/** Random transactions, as the first library writes them; an account of the table is used so that the table is. */
const wire = fc
  .record({
    payerKey: key,
    recentBlockhash: key,
    instructions: fc.array(instruction, { minLength: 1, maxLength: 3 }),
    tables: fc.array(table, { maxLength: 1 }),
    legacy: fc.boolean(),
  })
  .map(({ payerKey, recentBlockhash, instructions, tables, legacy }) => {
    const [looked] = tables;
    const all: TransactionInstruction[] =
      looked && !legacy
        ? [
            ...instructions,
            { programId: payerKeyless(instructions), data: Buffer.of(1), keys: [{ pubkey: looked.state.addresses[0]!, isSigner: false, isWritable: true }] },
          ]
        : instructions;
    const message = new TransactionMessage({ payerKey, recentBlockhash: recentBlockhash.toBase58(), instructions: all });
    return new VersionedTransaction(legacy ? message.compileToLegacyMessage() : message.compileToV0Message(tables)).serialize();
  })
  .filter((bytes) => bytes.length <= 1232);

const payerKeyless = ([first]: readonly { readonly programId: PublicKey }[]) => first!.programId;

describe('the reading of a transaction', () => {
  it('agrees with a second library about every field', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        const ours = decodeBase64(toBase64(bytes));
        const { messageBytes, signatures } = getTransactionDecoder().decode(bytes);
        const theirs = getCompiledTransactionMessageDecoder().decode(messageBytes);
        if (theirs.version === 1) throw new Error('version');
        expect(ours.version).toBe(theirs.version);
        expect(ours.message).toEqual(Uint8Array.from(messageBytes));
        expect(ours.signers).toEqual(Object.keys(signatures));
        expect(ours.blockhash).toBe(theirs.lifetimeToken);
        const statics = theirs.staticAccounts as readonly string[];
        expect(ours.instructions.map(({ program, data }) => [program, [...data]])).toEqual(
          theirs.instructions.map(({ programAddressIndex, data }) => [statics[programAddressIndex], [...(data ?? [])]]),
        );
        expect(ours.instructions.map(({ accounts }) => accounts.filter((account) => !account.includes('[')))).toEqual(
          theirs.instructions.map(({ accountIndices }) => (accountIndices ?? []).filter((index) => index < statics.length).map((index) => statics[index])),
        );
        expect(ours.tables).toEqual('addressTableLookups' in theirs ? (theirs.addressTableLookups ?? []).map((lookup) => lookup.lookupTableAddress) : []);
      }),
    );
  });

  it('ends in bytes or in transaction/invalid, whatever is changed', () => {
    fc.assert(
      fc.property(wire, fc.nat(), fc.nat(255), fc.integer({ min: -3, max: 3 }), (bytes, at, value, longer) => {
        const changed = new Uint8Array(bytes.length + longer);
        changed.set(bytes.subarray(0, changed.length));
        changed[at % changed.length] = value;
        try {
          expect(decodeBase64(toBase64(changed)).bytes).toEqual(changed);
          expect(longer).toBe(0);
        } catch (error) {
          if (!(error instanceof WalletError)) throw error;
          expect(error.code).toBe('transaction/invalid');
        }
      }),
    );
  });

  it('puts a signature into its place and changes nothing else', () => {
    fc.assert(
      fc.property(wire, fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.nat(), (bytes, signature, pick) => {
        const before = decodeBase64(toBase64(bytes));
        const signer = before.signers[pick % before.signers.length]!;
        const signed = withSignature(before, signer, signature);
        const after = decodeBase64(toBase64(signed));
        expect(after.message).toEqual(before.message);
        expect(after.signatures.map((each, index) => (after.signers[index] === signer ? each : isSigned(each)))).toEqual(
          before.signers.map((each) => (each === signer ? signature : false)),
        );
        expect(idOf(signed)).toBe(getBase58Decoder().decode(after.signatures[0]!));
      }),
    );
  });

  it('refuses what is longer than a packet', () => {
    const message = new TransactionMessage({
      payerKey: PublicKey.unique(),
      recentBlockhash: PublicKey.unique().toBase58(),
      instructions: [{ programId: PublicKey.unique(), keys: [], data: Buffer.alloc(1_100) }],
    });
    expect(() => decodeBase64(toBase64(new VersionedTransaction(message.compileToLegacyMessage()).serialize()))).toThrow(WalletError);
  });
});
