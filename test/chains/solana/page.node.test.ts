import { NONCE_ACCOUNT_LENGTH, PublicKey, SystemProgram, TransactionMessage, VersionedTransaction, type TransactionInstruction } from '@solana/web3.js';
import { base58 } from '@scure/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainContext, Intent, PageMethod, Signed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/solana/adapter';
import type { SolanaNetwork } from '../../../src/chains/solana/networks';
import { toBase64 } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import type { LocalChain } from '../../devnet/chain';
import { startSolana } from '../../devnet/solana';
import { accountOf, type TestAccount } from './signer';
import { contextOf, localnet, lying, transportTo } from './transport';
import { pageMemory } from '../../fakes/memory';

const sol = 1_000_000_000;
const method = 'solana:signAndSendTransaction';
const { ask, answer } = adapter.page[method] as Extract<PageMethod<SolanaNetwork>, { access: 'approval' }>;
const { transactions, messages, fees, assets } = adapter;

let chain: LocalChain;
let context: ChainContext<SolanaNetwork>;

beforeAll(async () => {
  chain = await startSolana({ slotMs: 600_000 });
  context = contextOf(transportTo(chain.url));
});
afterAll(() => chain.stop());

async function funded(): Promise<TestAccount> {
  const account = accountOf();
  await chain.fund(account.address, 10n * BigInt(sol));
  return account;
}

const key = ({ address }: TestAccount) => new PublicKey(address);
const pay = (from: TestAccount, to: TestAccount, lamports: number) => SystemProgram.transfer({ fromPubkey: key(from), toPubkey: key(to), lamports });
const balanceOf = async ({ address }: TestAccount) => (await assets.native(context, address)).amount;

async function blockhash(): Promise<string> {
  return ((await context.transport.request('getLatestBlockhash', [])) as { value: { blockhash: string } }).value.blockhash;
}

/** What a site would make. */
async function made(payer: TestAccount, instructions: TransactionInstruction[], recentBlockhash?: string): Promise<Uint8Array> {
  const message = new TransactionMessage({ payerKey: key(payer), recentBlockhash: recentBlockhash ?? (await blockhash()), instructions });
  return new VersionedTransaction(message.compileToV0Message()).serialize();
}

async function intentOf(account: TestAccount, bytes: Uint8Array, options?: Json): Promise<Intent> {
  const params = { account: account.address, chain: 'solana:localnet', transaction: toBase64(bytes), ...(options !== undefined && { options }) };
  const question = await ask({ ...context, origin: 'https://site.example', accounts: [account], memory: pageMemory() }, params);
  if (question.type !== 'transaction') throw new Error('not a question about a transaction');
  return question.intent;
}

async function build(account: TestAccount, bytes: Uint8Array, options?: Json) {
  const intent = await intentOf(account, bytes, options);
  const [fee, ...others] = await fees.quote(context, intent);
  expect(others).toEqual([]);
  return transactions.build(context, intent, fee);
}

async function send(account: TestAccount, bytes: Uint8Array): Promise<Signed> {
  const signed = await transactions.sign(await build(account, bytes), localnet, account.signers);
  await transactions.broadcast(context, signed);
  return signed;
}

/** The other person signs in their own wallet. */
async function cosigned(account: TestAccount, bytes: Uint8Array): Promise<Uint8Array> {
  const [text] = (await messages.sign(
    { type: 'transactions', address: account.address, origin: 'https://site.example', transactions: [toBase64(bytes)] },
    localnet,
    account.signers,
  )) as string[];
  return Uint8Array.from(Buffer.from(text!, 'base64'));
}

describe('a site’s transaction against the real VM', () => {
  it('is signed as it is, sent, and costs what was said', async () => {
    const [alice, bob] = [await funded(), await funded()];
    const bytes = await made(alice, [pay(alice, bob, sol)]);
    const draft = await build(alice, bytes);
    expect(transactions.preview(draft, localnet)).toMatchObject({ title: 'send', changes: [{ amount: BigInt(sol), party: bob.address }] });
    const signed = await send(alice, bytes);
    expect(Buffer.from(signed.raw, 'base64').subarray(65)).toEqual(Buffer.from(bytes.subarray(65)));
    expect(await balanceOf(bob)).toBe(11n * BigInt(sol));
    expect(await balanceOf(alice)).toBe(9n * BigInt(sol) - draft.fee.max.amount);
  });

  it('is paid for by another, who has signed before', async () => {
    const [alice, payer] = [await funded(), await funded()];
    const bytes = await cosigned(payer, await made(payer, [pay(alice, payer, sol)]));
    const draft = await build(alice, bytes);
    expect(draft.fee.max.amount).toBe(0n);
    const signed = await send(alice, bytes);
    // The id is the payer's signature, which was there before.
    expect(base58.decode(signed.id)).toEqual(bytes.subarray(1, 65));
    await chain.mine!(2);
    expect(await transactions.track(context, signed)).toMatchObject({ state: 'confirmed' });
    expect(await balanceOf(alice)).toBe(9n * BigInt(sol));
  });

  it('is not sent while another signature is missing', async () => {
    const [alice, bob] = [await funded(), await funded()];
    const params = { transaction: toBase64(await made(alice, [pay(alice, bob, sol), pay(bob, alice, 1)])) };
    const intent: Intent = { type: 'request', from: alice.address, method, params };
    const [fee] = await fees.quote(context, intent);
    const draft = await transactions.build(context, intent, fee);
    await expect(transactions.sign(draft, localnet, alice.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
  });

  it('is simulated and sent as the page wants it', async () => {
    const [alice, bob] = [await funded(), await funded()];
    const heard: [string, Json][] = [];
    const listening = (name: string) => async (honest: () => Promise<Json>, params: Json) => {
      heard.push([name, (params as readonly Json[])[1]!]);
      return honest();
    };
    const transport = lying(context.transport, { simulateTransaction: listening('simulate'), sendTransaction: listening('send') });
    const on = { ...context, transport };
    const sendWith = async (options: Json, lamports: number) => {
      const intent = await intentOf(alice, await made(alice, [pay(alice, bob, lamports)]), options);
      const [fee] = await fees.quote(on, intent);
      const signed = await transactions.sign(await transactions.build(on, intent, fee), localnet, alice.signers);
      await transactions.broadcast(on, signed);
      return heard.splice(0);
    };
    expect(await sendWith({}, 1)).toEqual([
      ['simulate', expect.objectContaining({ commitment: 'processed' })],
      ['send', { encoding: 'base64', preflightCommitment: 'processed' }],
    ]);
    expect(await sendWith({ preflightCommitment: 'confirmed', maxRetries: 0, minContextSlot: 1 }, 2)).toEqual([
      ['simulate', expect.objectContaining({ commitment: 'confirmed', minContextSlot: 1 })],
      ['send', { encoding: 'base64', preflightCommitment: 'confirmed', maxRetries: 0, minContextSlot: 1 }],
    ]);
    expect(await sendWith({ skipPreflight: true }, 3)).toEqual([['send', { encoding: 'base64', preflightCommitment: 'processed', skipPreflight: true }]]);
    expect(await balanceOf(bob)).toBe(10n * BigInt(sol) + 6n);
    // Even one that fails: the page said it knows better.
    expect(await sendWith({ skipPreflight: true }, 20 * sol)).toHaveLength(1);
  });

  it('is answered when it has the commitment that the page asked for, and not before', async () => {
    const [alice, bob] = [await funded(), await funded()];
    const bytes = await made(alice, [pay(alice, bob, sol)]);
    const options = { commitment: 'confirmed' };
    const signed = await transactions.sign(await build(alice, bytes, options), localnet, alice.signers);
    await transactions.broadcast(context, signed);
    let told = false;
    const params = { account: alice.address, chain: 'solana:localnet', transaction: toBase64(bytes), options };
    const telling = Promise.resolve(answer!(signed, context, params)).finally(() => (told = true));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told).toBe(false);
    await chain.mine!(1);
    expect(await telling).toBe(toBase64(base58.decode(signed.id)));
  });

  it('that would fail is not asked about, nor one whose time is over', async () => {
    const [alice, bob] = [await funded(), accountOf()];
    const bytes = await made(alice, [pay(alice, bob, 20 * sol)]);
    await expect(build(alice, bytes)).rejects.toMatchObject({ code: 'transaction/would-fail' });
    const late = await made(alice, [pay(alice, bob, sol)]);
    await chain.mine!(152);
    await expect(build(alice, late)).rejects.toMatchObject({ code: 'draft/expired' });
  });

  it('with a durable nonce is pending for as long as the nonce stands, and dropped when it has moved', async () => {
    const alice = await funded();
    const [nonce, bob] = [accountOf(), accountOf()];
    const create = SystemProgram.createNonceAccount({ fromPubkey: key(alice), noncePubkey: key(nonce), authorizedPubkey: key(alice), lamports: 2_000_000 });
    await send(alice, await cosigned(nonce, await made(alice, create.instructions)));
    const read = (await context.transport.request('getAccountInfo', [nonce.address, { encoding: 'base64' }])) as { value: { data: [string]; space: number } };
    expect(read.value.space).toBe(NONCE_ACCOUNT_LENGTH);
    const value = base58.encode(Buffer.from(read.value.data[0], 'base64').subarray(40, 72));
    await chain.mine!(2);

    const advance = SystemProgram.nonceAdvance({ noncePubkey: key(nonce), authorizedPubkey: key(alice) });
    const kept = await transactions.sign(await build(alice, await made(alice, [advance, pay(alice, bob, sol)], value)), localnet, alice.signers);
    await chain.mine!(400);
    expect(await transactions.track(context, kept)).toEqual({ state: 'pending' });
    const used = await send(alice, await made(alice, [advance, pay(alice, bob, 2 * sol)], value));
    await chain.mine!(2);
    expect(await transactions.track(context, used)).toMatchObject({ state: 'confirmed' });
    expect(await transactions.track(context, kept)).toEqual({ state: 'dropped' });
  });
});
