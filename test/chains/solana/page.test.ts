import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { getTransactionDecoder } from '@solana/kit';
import { PublicKey, SystemProgram, TransactionMessage, VersionedTransaction } from '@solana/web3.js';
import { describe, expect, it } from 'vitest';
import type { PageContext, PageMethod, Question } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/solana/adapter';
import type { SolanaNetwork } from '../../../src/chains/solana/networks';
import { toBase64, toHex, utf8 } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import { accountOf, type TestAccount } from './signer';
import { localnet, pageContext } from './transport';

const blockhash = '9iV87RmstYppkZ8H9VBUruvFJedqFVPUoj6AEsGKf2Qd';
const alice = accountOf();
const bob = accountOf();

type Approval = Extract<PageMethod<SolanaNetwork>, { access: 'approval' }>;
const ask = (method: string, params: Json, context: PageContext<SolanaNetwork> = pageContext([alice])) =>
  (adapter.page[method] as Approval).ask(context, params);

async function subjectOf(method: string, params: Json, context?: PageContext<SolanaNetwork>): Promise<Json> {
  const question = await ask(method, params, context);
  if (question.type !== 'sign') throw new Error('not a question to sign');
  return question.subject;
}

/** A transfer from each of the signers to nobody; the first one pays. */
function unsigned(signers: readonly TestAccount[], version: 'legacy' | 0 = 0): Uint8Array {
  const message = new TransactionMessage({
    payerKey: new PublicKey(signers[0]!.address),
    recentBlockhash: blockhash,
    instructions: signers.map(({ address }) => SystemProgram.transfer({ fromPubkey: new PublicKey(address), toPubkey: PublicKey.default, lamports: 5n })),
  });
  return new VersionedTransaction(version === 0 ? message.compileToV0Message() : message.compileToLegacyMessage()).serialize();
}

describe('a page that wants to know accounts', () => {
  const connect = adapter.page['standard:connect'] as Extract<PageMethod<SolanaNetwork>, { access: 'connect' }>;

  it('is told the address and the key of each account it may see', () => {
    expect(connect.answer(pageContext([alice]), null)).toEqual([{ address: alice.address, publicKey: toHex(alice.publicKey) }]);
    expect(connect.answer(pageContext([]), { silent: true })).toEqual([]);
  });

  it('is silent only when it says so', () => {
    expect(connect.silent!({ silent: true })).toBe(true);
    for (const params of [null, {}, { silent: false }]) expect(connect.silent!(params)).toBe(false);
    expect(() => connect.check!({ silent: 'yes' })).toThrow(expect.objectContaining({ code: -32000 }));
  });

  it('keeps its permission when it disconnects', () => {
    expect(adapter.page['standard:disconnect']).toMatchObject({ access: 'disconnect', keep: true });
  });

  it('moves between clusters by their Wallet Standard names', () => {
    const { network } = adapter.page['holdall:switchNetwork'] as Extract<PageMethod<SolanaNetwork>, { access: 'switch' }>;
    expect(network({ chain: 'solana:localnet' })).toBe(localnet.id);
    for (const chain of ['solana:nowhere', 'eip155:1', '', localnet.id]) expect(() => network({ chain })).toThrow(expect.objectContaining({ code: -32000 }));
  });
});

describe('a message', () => {
  it('is signed as its bytes are, and nothing else', async () => {
    const message = toBase64(utf8('Hello'));
    const subject = await subjectOf('solana:signMessage', { account: alice.address, message });
    const answer = (await adapter.messages.sign(subject, localnet, alice.signers)) as { readonly signature: string };
    expect(answer).toMatchObject({ account: alice.address, signedMessage: message });
    expect(ed25519.verify(Buffer.from(answer.signature, 'base64'), utf8('Hello'), alice.publicKey)).toBe(true);
  });

  it.each([
    ['the message of a transaction', unsigned([alice]).subarray(65)],
    ['that of an old one', unsigned([alice], 'legacy').subarray(65)],
    ['one with more bytes behind it', Uint8Array.of(...unsigned([alice], 'legacy').subarray(65), 1, 2, 3)],
    ['an off-chain message', Uint8Array.of(0xff, ...utf8('solana offchain'), 0, 0, 1)],
  ])('is not signed when it is %s', async (_, bytes) => {
    const message = toBase64(bytes);
    await expect(ask('solana:signMessage', { account: alice.address, message })).rejects.toMatchObject({ code: -32000 });
    const subject = { type: 'message', address: alice.address, origin: 'https://site.example', message };
    await expect(adapter.messages.sign(subject, localnet, alice.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
  });

  it.each([
    ['bytes that are no text', Uint8Array.of(0xc3, 0x28, 0xff), 'blind-signing'],
    ['32 bytes that are no text', new Uint8Array(32).fill(0xc8), 'hash-like-message'],
    ['a sign-in to another site', utf8('bank.example wants you to sign in with your Solana account:\nabc'), 'domain-mismatch'],
  ])('is marked as a danger when it holds %s', async (_, bytes, code) => {
    const subject = await subjectOf('solana:signMessage', { account: alice.address, message: toBase64(bytes) });
    expect(adapter.messages.preview(subject, localnet).warnings).toContainEqual({ level: 'danger', code });
  });

  it('is marked where its text turns around', async () => {
    const subject = await subjectOf('solana:signMessage', { account: alice.address, message: toBase64(utf8('pay \u202eecila')) });
    expect(adapter.messages.preview(subject, localnet).warnings).toEqual([{ level: 'info', code: 'control-characters' }]);
  });

  it('is not signed for an account the page does not see, nor by the key of another', async () => {
    const message = toBase64(utf8('Hello'));
    await expect(ask('solana:signMessage', { account: bob.address, message })).rejects.toMatchObject({ code: 4100 });
    await expect(ask('solana:signMessage', { account: alice.address, message }, pageContext([]))).rejects.toMatchObject({ code: 4100 });
    const subject = await subjectOf('solana:signMessage', { account: alice.address, message });
    await expect(adapter.messages.sign(subject, localnet, bob.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
  });
});

describe('a transaction that the page sends itself', () => {
  const sign = async (account: TestAccount, ...transactions: Uint8Array[]) => {
    const params = { account: account.address, transactions: transactions.map(toBase64) };
    const subject = await subjectOf('solana:signTransaction', params, pageContext([account]));
    return ((await adapter.messages.sign(subject, localnet, account.signers)) as string[]).map((text) => Uint8Array.from(Buffer.from(text, 'base64')));
  };

  it.each(['legacy', 0] as const)('gets the signatures of two people in either order, version %s', async (version) => {
    const bytes = unsigned([alice, bob], version);
    const [first] = await sign(bob, bytes);
    const [both] = await sign(alice, first!);
    const [other] = await sign(alice, bytes);
    expect(both).toEqual((await sign(bob, other!))[0]);
    const { messageBytes, signatures } = getTransactionDecoder().decode(both!);
    expect(messageBytes).toEqual(bytes.subarray(129));
    for (const [address, signature] of Object.entries(signatures))
      expect(ed25519.verify(signature!, Uint8Array.from(messageBytes), base58.decode(address))).toBe(true);
  });

  it('comes back in the order it was given', async () => {
    const [one, two] = await sign(alice, unsigned([alice]), unsigned([alice, bob]));
    expect([one!.length, two!.length]).toEqual([unsigned([alice]).length, unsigned([alice, bob]).length]);
  });

  it('says that another signature is missing', async () => {
    const subject = await subjectOf('solana:signTransaction', { account: alice.address, transactions: [toBase64(unsigned([alice, bob]))] });
    const preview = adapter.messages.preview(subject, localnet);
    expect(preview).toMatchObject({ title: 'sign-transaction', warnings: [{ level: 'info', code: 'partial-signature' }] });
    expect(preview.changes).toEqual([expect.objectContaining({ direction: 'out', amount: 5n })]);
  });

  it.each([
    ['of others', { transactions: [toBase64(unsigned([bob]))] }],
    ['of which one is of others', { transactions: [toBase64(unsigned([alice])), toBase64(unsigned([bob]))] }],
    ['that is cut', { transactions: [toBase64(unsigned([alice]).subarray(0, 100))] }],
    ['in another spelling', { transactions: [`${toBase64(unsigned([alice])).slice(0, 4)}\n${toBase64(unsigned([alice])).slice(4)}`] }],
    ['for another cluster', { transactions: [toBase64(unsigned([alice]))], chain: 'solana:mainnet' }],
    ['in no list', { transactions: toBase64(unsigned([alice])) }],
    ['in an empty list', { transactions: [] }],
    ['in a list without end', { transactions: Array<string>(51).fill('AA') }],
  ])('is refused %s', async (_, params) => {
    await expect(ask('solana:signTransaction', { account: alice.address, ...params })).rejects.toMatchObject({ code: -32000 });
  });
});

describe('a transaction that the wallet sends for a page', () => {
  const send = (transaction: Uint8Array, more: { readonly [key: string]: Json } = {}) =>
    ask('solana:signAndSendTransaction', { account: alice.address, chain: 'solana:localnet', transaction: toBase64(transaction), ...more });

  it('becomes a question that holds the very bytes', async () => {
    const bytes = unsigned([alice]);
    expect(await send(bytes)).toEqual({
      type: 'transaction',
      intent: { type: 'request', from: alice.address, method: 'solana:signAndSendTransaction', params: { transaction: toBase64(bytes) } },
    } satisfies Question);
  });

  it('is answered with the 64 bytes of its signature, at once where the page asked for no commitment', async () => {
    const { answer } = adapter.page['solana:signAndSendTransaction'] as Approval;
    const signature = new Uint8Array(64).fill(7);
    const params = { account: alice.address, chain: 'solana:localnet', transaction: '' };
    expect(await answer!({ id: base58.encode(signature), raw: '' }, pageContext([alice]), params)).toBe(toBase64(signature));
  });

  it('takes the options that the Wallet Standard knows, and none of another kind', async () => {
    const bytes = unsigned([alice]);
    const options = { commitment: 'finalized', preflightCommitment: 'confirmed', skipPreflight: true, maxRetries: 3, minContextSlot: 7 };
    expect(await send(bytes, { options: { ...options, mode: 'serial' } })).toMatchObject({ intent: { params: { options } } });
    const wrong = [
      { commitment: 'max' },
      { skipPreflight: 1 },
      { maxRetries: -1 },
      { maxRetries: 1.5 },
      { minContextSlot: '7' },
      'confirmed',
    ] as readonly Json[];
    for (const each of wrong) await expect(send(bytes, { options: each }), JSON.stringify(each)).rejects.toMatchObject({ code: -32000 });
  });

  it('is refused without a chain, on another one, or with another signature missing', async () => {
    await expect(send(unsigned([alice]), { chain: 'solana:devnet' })).rejects.toMatchObject({ code: -32000 });
    await expect(ask('solana:signAndSendTransaction', { account: alice.address, transaction: toBase64(unsigned([alice])) })).rejects.toMatchObject({
      code: -32000,
    });
    await expect(send(unsigned([alice, bob]))).rejects.toMatchObject({ code: -32000 });
  });
});

describe('a sign-in', () => {
  it('is filled in with the page and the account, and shown whole', async () => {
    const subject = await subjectOf('solana:signIn', { statement: 'Welcome', nonce: 'abcdefgh' });
    const answer = (await adapter.messages.sign(subject, localnet, alice.signers)) as { readonly signedMessage: string };
    const text = `site.example wants you to sign in with your Solana account:\n${alice.address}\n\nWelcome\n\nNonce: abcdefgh`;
    expect(Buffer.from(answer.signedMessage, 'base64').toString()).toBe(text);
    expect(adapter.messages.preview(subject, localnet)).toMatchObject({ title: 'sign-in', warnings: [] });
    expect(adapter.messages.preview(subject, localnet).details).toContainEqual({ label: 'message', value: { kind: 'text', text } });
  });

  it('warns of a time that is none and of another cluster, and refuses one that is over', async () => {
    const warningsOf = async (input: Json) => adapter.messages.preview(await subjectOf('solana:signIn', input), localnet).warnings.map(({ code }) => code);
    expect(await warningsOf({ issuedAt: 'yesterday' })).toEqual(['time-invalid']);
    expect(await warningsOf({ chainId: 'mainnet' })).toEqual(['chain-mismatch']);
    expect(await warningsOf({ chainId: 'solana:localnet' })).toEqual([]);
    await expect(ask('solana:signIn', { expirationTime: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ code: -32000 });
    await expect(ask('solana:signIn', { address: bob.address })).rejects.toMatchObject({ code: 4100 });
  });
});

describe('the table of page methods', () => {
  it('has no method that signs without a question', () => {
    for (const [name, method] of Object.entries(adapter.page)) if (name.startsWith('solana:')) expect(method.access, name).toBe('approval');
  });

  it('answers nonsense with an error of the page’s standard', async () => {
    const approvals = Object.keys(adapter.page).filter((name) => adapter.page[name]!.access === 'approval' && name !== 'solana:signIn');
    for (const name of approvals) {
      for (const params of [
        null,
        1,
        'x',
        [],
        {},
        { account: 1 },
        { account: alice.address },
        { account: alice.address, message: '*' },
        { account: alice.address, chain: 'solana:localnet', transaction: 'AA==' },
      ] as Json[]) {
        await expect(ask(name, params), name).rejects.toMatchObject({ name: 'PageError', code: -32000 });
      }
    }
  });
});
