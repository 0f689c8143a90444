import { base58 } from '@scure/base';
import { createSolanaRpc, getBase58Decoder, getCompiledTransactionMessageDecoder, getTransactionDecoder, type Address, type Signature } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainContext, Draft, FeeOption, Intent, Signed, Speed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/solana/adapter';
import { coinOf } from '../../../src/chains/solana/assets';
import type { Payload } from '../../../src/chains/solana/build';
import type { SolanaNetwork } from '../../../src/chains/solana/networks';
import type { LocalChain } from '../../devnet/chain';
import { startSolana } from '../../devnet/solana';
import { accountOf, type TestAccount } from './signer';
import { contextOf, localnet, lying, transportTo } from './transport';

const sol = 1_000_000_000n;
const rentExempt = 890_880n;
const asset = coinOf(localnet.id);
const { transactions, fees, assets, endpoints } = adapter;

let chain: LocalChain;
let context: ChainContext<SolanaNetwork>;
/** A second implementation looks at the chain. */
let kit: ReturnType<typeof createSolanaRpc>;

beforeAll(async () => {
  // Slots only where a test makes them.
  chain = await startSolana({ slotMs: 600_000 });
  context = contextOf(transportTo(chain.url));
  kit = createSolanaRpc(chain.url);
});
afterAll(() => chain.stop());

async function funded(lamports = 10n * sol): Promise<TestAccount> {
  const account = accountOf();
  await chain.fund(account.address, lamports);
  return account;
}

const transfer = (from: string, to: string, amount: bigint | 'max'): Intent => ({ type: 'transfer', from, to, asset, amount });
const feeFor = async (intent: Intent, speed: Speed): Promise<FeeOption> => (await fees.quote(context, intent)).find((option) => option.speed === speed)!;
const build = async (intent: Intent, speed: Speed = 'normal') => transactions.build(context, intent, await feeFor(intent, speed));
const balanceOf = async (address: string) => (await kit.getBalance(address as Address).send()).value as bigint;

async function send(account: TestAccount, intent: Intent, speed: Speed = 'normal'): Promise<{ signed: Signed; draft: Draft<Payload> }> {
  const draft = await build(intent, speed);
  const signed = await transactions.sign(draft, localnet, account.signers);
  await transactions.broadcast(context, signed);
  return { signed, draft };
}

describe('Solana against the real VM', () => {
  it('knows which cluster an endpoint serves', async () => {
    expect(await endpoints.probe(context)).toEqual({ chain: localnet.id, height: expect.any(Number) });
  });

  it('sends, pays exactly the fee it quoted, and follows the transaction until it is final', async () => {
    const alice = await funded();
    const bob = accountOf();
    const { signed, draft } = await send(alice, transfer(alice.address, bob.address, sol), 'fast');

    expect(await transactions.track(context, signed)).toEqual({ state: 'pending' });
    await chain.mine!(2);
    const paid = draft.fee.max.amount;
    expect(await transactions.track(context, signed)).toMatchObject({ state: 'confirmed', final: false, fee: paid });
    await chain.mine!(32);
    expect(await transactions.track(context, signed)).toMatchObject({ state: 'confirmed', final: true, confirmations: 32, fee: paid });

    expect(paid).toBeGreaterThan(5_000n);
    expect(await balanceOf(bob.address)).toBe(sol);
    expect(await balanceOf(alice.address)).toBe(9n * sol - paid);
    expect(await assets.native(context, alice.address)).toEqual({ amount: 9n * sol - paid });
    expect((await kit.getTransaction(signed.id as Signature, { maxSupportedTransactionVersion: 0, encoding: 'json' }).send())?.meta?.fee).toBe(paid);
  });

  it('builds bytes that a second library reads as the same transfer', async () => {
    const alice = await funded();
    const bob = accountOf();
    const { payload } = await build(transfer(alice.address, bob.address, 12_345_678n));
    const message = getCompiledTransactionMessageDecoder().decode(getTransactionDecoder().decode(Buffer.from(payload.transaction, 'base64')).messageBytes);
    if (message.version === 1) throw new Error('version');
    const last = message.instructions.at(-1)!;
    expect(message.staticAccounts[last.programAddressIndex]).toBe('11111111111111111111111111111111');
    expect(last.accountIndices!.map((index) => message.staticAccounts[index])).toEqual([alice.address, bob.address]);
    expect(Buffer.from(last.data!).readBigUInt64LE(4)).toBe(12_345_678n);
  });

  it('shows the recipient, the amount and a new account, all from the bytes', async () => {
    const alice = await funded();
    const bob = accountOf();
    const preview = transactions.preview(await build(transfer(alice.address, bob.address, sol)), localnet);
    expect(preview).toMatchObject({
      title: 'send',
      changes: [{ direction: 'out', asset, amount: sol, party: bob.address }],
      warnings: [{ level: 'info', code: 'new-recipient-account' }],
    });
  });

  it.each(['slow', 'normal', 'fast'] as const)('leaves exactly nothing when all is sent at the %s price', async (speed) => {
    const alice = await funded(1_234_567_891n);
    await send(alice, transfer(alice.address, accountOf().address, 'max'), speed);
    expect(await balanceOf(alice.address)).toBe(0n);
  });

  it('refuses nothing, more than there is, and a balance that cannot pay the fee', async () => {
    const alice = await funded(sol);
    const to = accountOf().address;
    await expect(build(transfer(alice.address, to, 0n))).rejects.toMatchObject({ code: 'amount/zero' });
    await expect(build(transfer(alice.address, to, sol))).rejects.toMatchObject({ code: 'amount/insufficient' });
    await expect(build(transfer(alice.address, to, 2n * sol))).rejects.toMatchObject({ code: 'amount/insufficient' });
    await expect(build(transfer(accountOf().address, to, sol))).rejects.toMatchObject({ code: 'fee/insufficient' });
  });

  it('keeps both ends out of the reach of rent', async () => {
    const alice = await funded(sol);
    const {
      max: { amount: fee },
    } = await feeFor(transfer(alice.address, alice.address, 1n), 'normal');
    const to = accountOf().address;
    // A new account below the minimum, then the sender one lamport below it.
    await expect(build(transfer(alice.address, to, rentExempt - 1n))).rejects.toMatchObject({ code: 'amount/rent' });
    await expect(build(transfer(alice.address, to, sol - fee - rentExempt + 1n))).rejects.toMatchObject({ code: 'amount/rent' });
    await expect(build(transfer(alice.address, to, sol - fee - 1n))).rejects.toMatchObject({ code: 'amount/rent' });
    await send(alice, transfer(alice.address, to, rentExempt));
    expect(await balanceOf(to)).toBe(rentExempt);
    // One that is there already takes a single lamport.
    await send(alice, transfer(alice.address, to, 1n));
    expect(await balanceOf(to)).toBe(rentExempt + 1n);
  });

  it('says so before anything is built, and how much it would have to be', async () => {
    const alice = await funded(sol);
    const to = accountOf().address;
    const quote = (amount: bigint | 'max') => fees.quote(context, transfer(alice.address, to, amount));
    await expect(quote(1n)).rejects.toMatchObject({ code: 'amount/rent', data: { least: String(rentExempt) } });
    await expect(quote(rentExempt - 1n)).rejects.toMatchObject({ code: 'amount/rent' });
    await expect(quote(sol - 20_000n)).rejects.toMatchObject({ code: 'amount/rent', data: { keep: String(rentExempt) } });
    expect(await quote(rentExempt)).toHaveLength(3);
    expect(await quote('max')).toHaveLength(3);
    // Right at one price and wrong at another: the person may choose.
    const [slow, , fast] = await quote('max');
    const between = sol - slow.max.amount;
    expect(fast!.max.amount).toBeGreaterThan(slow.max.amount);
    expect(await quote(between)).toHaveLength(3);
    // One that is there already takes a single lamport.
    await chain.fund(to, rentExempt);
    expect(await quote(1n)).toHaveLength(3);
  });

  it('does not pay programs', async () => {
    const alice = await funded();
    for (const program of ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', '11111111111111111111111111111111', 'SysvarC1ock11111111111111111111111111111111']) {
      await expect(build(transfer(alice.address, program, sol)), program).rejects.toMatchObject({ code: 'address/not-payable' });
    }
  });

  it('says which recipient is not on the curve', async () => {
    const alice = await funded();
    const vault = 'EDNd1ycsydWYwVmrYZvqYazFqwk1QjBgAUKFjBoz1jKP';
    const { warnings } = transactions.preview(await build(transfer(alice.address, vault, sol)), localnet);
    expect(warnings).toContainEqual({ level: 'info', code: 'recipient-is-contract' });
  });

  it('calls a transaction dropped only when its blockhash is gone and it is not there', async () => {
    const alice = await funded();
    const signed = await transactions.sign(await build(transfer(alice.address, accountOf().address, sol)), localnet, alice.signers);
    expect(await transactions.track(context, signed)).toEqual({ state: 'pending' });
    await chain.mine!(160);
    expect(await transactions.track(context, signed)).toEqual({ state: 'dropped' });
    // Nobody knows from this answer whether it was included earlier: it is not a refusal.
    await expect(transactions.broadcast(context, signed)).rejects.toMatchObject({ code: 'network/bad-response' });
    expect(await balanceOf(alice.address)).toBe(10n * sol);
  });

  it('sends twice what was sent before, and means it once', async () => {
    const alice = await funded();
    const { signed, draft } = await send(alice, transfer(alice.address, accountOf().address, sol));
    await transactions.broadcast(context, signed);
    expect(await balanceOf(alice.address)).toBe(9n * sol - draft.fee.max.amount);
  });

  it('gives up what the chain refuses for good', async () => {
    const alice = await funded(2n * sol);
    const signed = await transactions.sign(await build(transfer(alice.address, accountOf().address, sol)), localnet, alice.signers);
    await send(alice, transfer(alice.address, accountOf().address, sol + sol / 2n));
    await expect(transactions.broadcast(context, signed)).rejects.toMatchObject({ code: 'transaction/rejected' });
    const raw = Buffer.from(signed.raw, 'base64');
    raw[70]! ^= 1;
    await expect(transactions.broadcast(context, { ...signed, raw: raw.toString('base64') })).rejects.toMatchObject({
      code: expect.stringMatching(/^transaction\/rejected/),
    });
  });

  it('computes the id from the bytes', async () => {
    const alice = await funded();
    const { signed } = await send(alice, transfer(alice.address, accountOf().address, sol));
    const [signature] = Object.values(getTransactionDecoder().decode(Buffer.from(signed.raw, 'base64')).signatures);
    expect(signed.id).toBe(getBase58Decoder().decode(signature!));
    expect(base58.decode(signed.id)).toHaveLength(64);
  });

  it('finds out before it asks that a transaction would fail', async () => {
    const alice = await funded();
    const broken = contextOf(
      lying(context.transport, {
        getAccountInfo: async () => ({
          context: { slot: 1 },
          value: { lamports: 100 * 1e9, owner: '11111111111111111111111111111111', executable: false, data: ['', 'base64'] },
        }),
      }),
    );
    const intent = transfer(alice.address, accountOf().address, 50n * sol);
    await expect(transactions.build(broken, intent, await feeFor(intent, 'normal'))).rejects.toMatchObject({ code: 'transaction/would-fail' });
  });

  it.each([
    ['another network', (draft: Draft<Payload>) => ({ ...draft, chain: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp' as const })],
    ['another sender', (draft: Draft<Payload>) => ({ ...draft, from: accountOf().address })],
    ['a lower fee than the bytes', (draft: Draft<Payload>) => ({ ...draft, fee: { ...draft.fee, max: { ...draft.fee.max, amount: 5_000n } } })],
    [
      'a trailing byte',
      (draft: Draft<Payload>) => ({
        ...draft,
        payload: { ...draft.payload, transaction: Buffer.concat([Buffer.from(draft.payload.transaction, 'base64'), Buffer.of(0)]).toString('base64') },
      }),
    ],
    ['fields of its own', (draft: Draft<Payload>) => ({ ...draft, payload: { ...draft.payload, extra: 1 } })],
  ])('does not sign a draft with %s', async (_, change) => {
    const alice = await funded();
    const draft = await build(transfer(alice.address, accountOf().address, sol));
    await expect(transactions.sign(change(draft), localnet, alice.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
    await expect(transactions.sign(draft, localnet, alice.signers)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it('does not believe a signer that returns another signature', async () => {
    const alice = await funded();
    const draft = await build(transfer(alice.address, accountOf().address, sol));
    const signers = () => ({ ...alice.signers(), ed25519: () => Promise.resolve(new Uint8Array(64)) });
    await expect(transactions.sign(draft, localnet, signers)).rejects.toMatchObject({ code: 'internal' });
  });
});
