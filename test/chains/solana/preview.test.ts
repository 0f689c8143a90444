import {
  ComputeBudgetProgram,
  Ed25519Program,
  NONCE_ACCOUNT_LENGTH,
  PublicKey,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
  type TransactionInstruction,
} from '@solana/web3.js';
import { describe, expect, it } from 'vitest';
import { describe as preview } from '../../../src/chains/solana/preview';
import { feeOf } from '../../../src/chains/solana/programs/budget';
import { tokenPrograms } from '../../../src/chains/solana/programs/token';
import { decodeBase64 } from '../../../src/chains/solana/transaction';
import { toBase64, utf8 } from '../../../src/core/bytes';
import { localnet } from './transport';

const [alice, bob, other, mint, program] = Array.from({ length: 5 }, () => PublicKey.unique()) as [PublicKey, PublicKey, PublicKey, PublicKey, PublicKey];
const asset = `${localnet.id}/slip44:501`;

const read = (instructions: TransactionInstruction[], payerKey = alice) =>
  decodeBase64(
    toBase64(
      new VersionedTransaction(
        new TransactionMessage({ payerKey, recentBlockhash: PublicKey.unique().toBase58(), instructions }).compileToV0Message(),
      ).serialize(),
    ),
  );

const shown = (instructions: TransactionInstruction[], payer = alice) => preview([read(instructions, payer)], { chain: localnet.id, owner: alice.toBase58() });

const keys = (...accounts: PublicKey[]) => accounts.map((pubkey) => ({ pubkey, isSigner: pubkey === alice, isWritable: true }));
const u64 = (amount: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(amount);
  return bytes;
};
const token = (data: Buffer, ...accounts: PublicKey[]) => ({ programId: new PublicKey(tokenPrograms[0]!), data, keys: keys(...accounts) });
const transfer = (from: PublicKey, to: PublicKey, lamports: number) => SystemProgram.transfer({ fromPubkey: from, toPubkey: to, lamports });
const raw = (programId: PublicKey, data: number[], ...accounts: PublicKey[]) => ({ programId, data: Buffer.from(data), keys: keys(...accounts) });
const budget = ComputeBudgetProgram.programId;

describe('what is shown of a transaction', () => {
  it('calls transfers of the account a send, with what goes along', () => {
    const memo = { programId: new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr'), keys: [], data: Buffer.from(utf8('for lunch')) };
    const { title, changes, details, warnings } = shown([
      ComputeBudgetProgram.setComputeUnitLimit({ units: 1_000 }),
      transfer(alice, bob, 7),
      memo,
      transfer(alice, other, 8),
    ]);
    expect(title).toBe('send');
    expect(changes).toEqual([
      { direction: 'out', asset, amount: 7n, party: bob.toBase58() },
      { direction: 'out', asset, amount: 8n, party: other.toBase58() },
    ]);
    expect(details).toContainEqual({ label: 'memo', value: { kind: 'text', text: 'for lunch' } });
    expect(warnings).toEqual([]);
  });

  it('counts what others send to the account as coming in, and the rest not at all', () => {
    expect(shown([transfer(bob, alice, 7), transfer(bob, other, 8)], bob).changes).toEqual([{ direction: 'in', asset, amount: 7n, party: bob.toBase58() }]);
  });

  it.each([
    ['an account that is handed to a program', SystemProgram.assign({ accountPubkey: alice, programId: program }), 'ownership-change'],
    ['one that is handed over by seed', SystemProgram.assign({ accountPubkey: bob, basePubkey: alice, seed: 'seed', programId: program }), 'ownership-change'],
    ['a durable nonce', SystemProgram.nonceAdvance({ noncePubkey: bob, authorizedPubkey: alice }), 'durable-nonce'],
    [
      'a nonce that gets another authority',
      SystemProgram.nonceAuthorize({ noncePubkey: bob, authorizedPubkey: alice, newAuthorizedPubkey: other }),
      'permission-change',
    ],
    [
      'a nonce paid out to others',
      SystemProgram.nonceWithdraw({ noncePubkey: bob, authorizedPubkey: alice, toPubkey: other, lamports: 5 }),
      'unverified-amounts',
    ],
    ['a token account with another owner', token(Buffer.from([6, 2, 1, ...other.toBytes()]), bob, alice), 'ownership-change'],
    ['a mint with another authority', token(Buffer.from([6, 0, 1, ...other.toBytes()]), mint, alice), 'permission-change'],
    ['an allowance', token(Buffer.concat([Buffer.of(4), u64(5n)]), bob, other, alice), 'token-allowance'],
    ['an allowance without end', token(Buffer.concat([Buffer.of(13), u64(2n ** 64n - 1n), Buffer.of(6)]), bob, mint, other, alice), 'unlimited-approval'],
    ['tokens nobody names', token(Buffer.concat([Buffer.of(3), u64(5n)]), bob, other, alice), 'unverified-amounts'],
    ['a token account closed for others', token(Buffer.of(9), bob, other, alice), 'unverified-amounts'],
    ['a program nobody knows', raw(program, [1, 2, 3], alice), 'blind-signing'],
    ['an instruction nobody knows', raw(SystemProgram.programId, [99, 0, 0, 0], alice), 'blind-signing'],
    ['data that is cut', raw(SystemProgram.programId, [2, 0, 0, 0, 1], alice, bob), 'blind-signing'],
    ['accounts that are missing', raw(SystemProgram.programId, [2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], alice), 'blind-signing'],
    [
      'a seed longer than the data',
      raw(SystemProgram.programId, [3, 0, 0, 0, ...new Array<number>(32).fill(0), ...new Array<number>(8).fill(255)], alice, bob),
      'blind-signing',
    ],
    ['an unknown budget', raw(budget, [9]), 'blind-signing'],
    ['a price beyond reason', ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 10n ** 12n }), 'high-fee'],
  ])('warns of %s', (_, instruction, code) => {
    const { warnings, title } = shown([instruction, transfer(alice, bob, 1)]);
    expect(warnings).toContainEqual({ level: 'danger', code });
    expect(title === 'send').toBe(code === 'high-fee' || code === 'durable-nonce');
  });

  it('shows the bytes it cannot read', () => {
    const { details } = shown([raw(program, [0xca, 0xfe], alice)]);
    expect(details).toContainEqual({ label: 'program', value: { kind: 'address', address: program.toBase58() } });
    expect(details).toContainEqual({ label: 'data', value: { kind: 'bytes', hex: 'cafe' } });
  });

  it('shows tokens by their mint, where the mint is named', () => {
    const checked = token(Buffer.concat([Buffer.of(12), u64(5n), Buffer.of(6)]), bob, mint, other, alice);
    expect(shown([checked])).toMatchObject({
      title: 'send',
      changes: [{ direction: 'out', asset: `${localnet.id}/token:${mint.toBase58()}`, amount: 5n, party: other.toBase58() }],
      warnings: [],
    });
    const create = raw(new PublicKey('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL'), [1], alice, other, program, mint);
    const plain = token(Buffer.concat([Buffer.of(3), u64(5n)]), bob, other, alice);
    expect(shown([create, plain])).toMatchObject({
      title: 'send',
      changes: [{ amount: 5n, asset: `${localnet.id}/token:${mint.toBase58()}` }],
      warnings: [{ level: 'info' }],
    });
    expect(shown([token(Buffer.concat([Buffer.of(12), u64(5n), Buffer.of(6)]), bob, mint, other, program)]).changes).toEqual([]);
  });

  it('counts a new account as paid for by whoever pays', () => {
    const make = SystemProgram.createAccount({ fromPubkey: alice, newAccountPubkey: bob, lamports: 99, space: NONCE_ACCOUNT_LENGTH, programId: program });
    expect(shown([make])).toMatchObject({
      title: 'contract-call',
      changes: [{ direction: 'out', amount: 99n, party: bob.toBase58() }],
      warnings: [{ level: 'info', code: 'partial-signature' }],
    });
    const seeded = SystemProgram.createAccountWithSeed({
      fromPubkey: alice,
      basePubkey: alice,
      newAccountPubkey: bob,
      seed: 'abc',
      lamports: 98,
      space: 1,
      programId: program,
    });
    expect(shown([seeded])).toMatchObject({
      changes: [{ direction: 'out', amount: 98n }],
      details: expect.arrayContaining([{ label: 'contract', value: { kind: 'address', address: program.toBase58() } }]),
    });
  });
});

describe('the fee that the bytes allow', () => {
  it.each([
    ['one signature', [transfer(alice, bob, 1)], 5_000n],
    ['two', [transfer(alice, bob, 1), transfer(bob, alice, 1)], 10_000n],
    [
      'a price and a limit, rounded up',
      [ComputeBudgetProgram.setComputeUnitLimit({ units: 3 }), ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 400_000 }), transfer(alice, bob, 1)],
      5_002n,
    ],
    [
      'a price alone, for the units that the runtime would allow',
      [ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1_000_000 }), transfer(alice, bob, 1)],
      205_000n,
    ],
    [
      'a limit above the highest',
      [ComputeBudgetProgram.setComputeUnitLimit({ units: 4_000_000_000 }), ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1_000_000 })],
      1_405_000n,
    ],
    [
      'a signature that a program checks',
      [Ed25519Program.createInstructionWithPublicKey({ publicKey: new Uint8Array(32), message: new Uint8Array(1), signature: new Uint8Array(64) })],
      10_000n,
    ],
  ])('is that of %s', (_, instructions, fee) => {
    expect(feeOf(read(instructions))).toBe(fee);
  });
});
